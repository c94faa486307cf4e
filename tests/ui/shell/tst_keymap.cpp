#include "ui/shell/keymap.h"
#include "ui/text/keynames.h"
#include "ui/widgets/usualkey.h"

#include <QAction>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Desk
{
    Desk()
    {
        const auto make = [](QAction& action, const char* words, const char* key, const char* name = "") {
            action.setText(QString::fromUtf8(words));
            action.setObjectName(QString::fromLatin1(name));
            action.setShortcut(QKeySequence(QString::fromLatin1(key)));
        };
        make(mute, "Mute sound", "Ctrl+M", "mute");
        make(theme, "Next theme", "Ctrl+Shift+D", "next-theme");
        make(reset, "Reset layout", "", "reset-layout");
        make(approve, "Approve…", "A");
        make(arm, "Arming…", "A");
        keys.add(u"shell"_s, u"Everywhere"_s, {&mute, &theme, &reset});
        keys.add(u"approvals"_s, u"Approvals"_s, {&approve});
        keys.add(u"breakers"_s, u"Breakers"_s, {&arm});
    }
    QSettings& file()
    {
        if (!settings)
            settings = std::make_unique<QSettings>(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        return *settings;
    }

    QAction mute, theme, reset, approve, arm;
    KeyMap keys;
    QTemporaryDir folder;
    std::unique_ptr<QSettings> settings;
};

KeyMap::Keys key(const char* name)
{
    return {QKeySequence(QString::fromLatin1(name))};
}

} // namespace

class TestKeyMap : public QObject
{
    Q_OBJECT

private slots:
    void listsEveryActionWithItsPlace()
    {
        Desk desk;
        const auto& list = desk.keys.entries();
        QCOMPARE(list.size(), 5U);
        QCOMPARE(list[0].id, u"shell.mute"_s);
        QCOMPARE(list[2].id, u"shell.reset-layout"_s);
        QCOMPARE(list[3].id, u"approvals.A"_s);
        QCOMPARE(list[3].place, u"approvals"_s);
        QVERIFY(desk.keys.conflicts().empty()); // the same key on two pages is none
    }

    /// Qt asks the application's translation for them; it has none of its own here.
    void theNamesOfKeysAreInTheLanguageOfTheScreens()
    {
        class Portuguese : public QTranslator
        {
        public:
            bool isEmpty() const override { return false; }
            QString translate(const char* context, const char* source, const char*, int) const override
            {
                return context == QByteArray("QShortcut") && source == QByteArray("Space") ? u"Espaço"_s : QString();
            }
        };
        const QKeySequence space(Qt::CTRL | Qt::Key_Space);
        Portuguese translator;
        QCoreApplication::installTranslator(&translator);
        QAction play;
        play.setShortcut(space);
        const auto words = keyWords(play);
        const auto again = QKeySequence(u"Space"_s); // as the pages write it, whatever the language
        QCoreApplication::removeTranslator(&translator);
        QCOMPARE(words, u"Ctrl+Espaço"_s);
        QCOMPARE(again, QKeySequence(Qt::Key_Space));
    }

    void everyKeyThatHasANameIsInTheCatalogue()
    {
        const auto known = words::keyNames();
        for (const int key : {Qt::Key_Space,  Qt::Key_Escape,    Qt::Key_Tab,     Qt::Key_Enter,  Qt::Key_Return,
                              Qt::Key_Insert, Qt::Key_Delete,    Qt::Key_Home,    Qt::Key_End,    Qt::Key_Left,
                              Qt::Key_Up,     Qt::Key_Right,     Qt::Key_Down,    Qt::Key_PageUp, Qt::Key_PageDown,
                              Qt::Key_Menu,   Qt::Key_Backspace, Qt::Key_Backtab, Qt::Key_Pause,  Qt::Key_Print}) {
            const auto name = QKeySequence(key).toString(QKeySequence::PortableText);
            QVERIFY2(known.contains(name), qPrintable(name));
        }
    }

    void aKeyIsGivenToAnotherAction()
    {
        Desk desk;
        QSignalSpy changed(&desk.keys, &KeyMap::changed);
        QVERIFY(desk.keys.assign(u"shell.mute"_s, key("Ctrl+Alt+M")));
        QCOMPARE(desk.mute.shortcuts(), key("Ctrl+Alt+M"));
        QCOMPARE(desk.keys.changes(), (std::map<QString, QString>{{u"shell.mute"_s, u"Ctrl+Alt+M"_s}}));
        QCOMPARE(changed.size(), 1);
    }

    void aConflictNamesTheKeyAndBothActions()
    {
        Desk desk;
        const auto refused = desk.keys.assign(u"approvals.A"_s, key("Ctrl+M"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().message, u"Ctrl+M cannot be given to “Approve…”: “Mute sound” has it."_s);
        QCOMPARE(desk.approve.shortcuts(), key("A")); // nothing changed
    }

    void aKeyOfAnotherPageIsFree()
    {
        Desk desk;
        QVERIFY(desk.keys.assign(u"breakers.A"_s, key("Q")));
        QVERIFY(desk.keys.assign(u"approvals.A"_s, key("Q")));
    }

    void whatSheetsNeedIsNotGivenAway()
    {
        Desk desk;
        for (const char* name : {"Esc", "Ctrl+Return", "Ctrl+Enter", "Return", "Tab"}) {
            const auto refused = desk.keys.assign(u"shell.mute"_s, key(name));
            QVERIFY2(!refused && refused.error().code == ErrorCode::Conflict, name);
        }
    }

    void whatIsNoKeyAndNoActionIsSaid()
    {
        Desk desk;
        QCOMPARE(desk.keys.assign(u"shell.mute"_s, key("Hurz+Q")).error().code, ErrorCode::Malformed);
        QCOMPARE(desk.keys.assign(u"shell.nothing"_s, key("F9")).error().code, ErrorCode::NotFound);
    }

    void aConflictBehindItsBackIsFound()
    {
        Desk desk;
        desk.approve.setShortcut(QKeySequence(u"Ctrl+M"_s));
        QCOMPARE(
            desk.keys.conflicts(),
            (std::vector<KeyMap::Conflict>{{QKeySequence(u"Ctrl+M"_s), u"shell.mute"_s, u"approvals.A"_s}}));
    }

    void whatChangedIsKeptAndNothingElse()
    {
        Desk desk;
        QVERIFY(desk.keys.assign(u"shell.mute"_s, {QKeySequence(u"Ctrl+,"_s), QKeySequence(u"F9"_s)}));
        QVERIFY(desk.keys.assign(u"breakers.A"_s, {}));
        desk.keys.save(desk.file());
        desk.file().beginGroup(u"keys"_s);
        QCOMPARE(desk.file().childKeys().size(), 2);
        desk.file().endGroup();

        Desk later;
        QVERIFY(later.keys.load(desk.file()).isEmpty());
        QCOMPARE(later.mute.shortcuts(), (KeyMap::Keys{QKeySequence(u"Ctrl+,"_s), QKeySequence(u"F9"_s)}));
        QVERIFY(later.arm.shortcuts().isEmpty());
        later.keys.resetAll();
        QCOMPARE(later.arm.shortcuts(), key("A"));
        later.keys.save(desk.file());
        desk.file().beginGroup(u"keys"_s);
        QVERIFY(desk.file().childKeys().isEmpty());
        desk.file().endGroup();
    }

    void twoActionsMayChangePlaces()
    {
        Desk desk;
        desk.file().setValue(u"keys/shell.mute"_s, u"Ctrl+Shift+D"_s);
        desk.file().setValue(u"keys/shell.next-theme"_s, u"Ctrl+M"_s);
        QVERIFY(desk.keys.load(desk.file()).isEmpty());
        QCOMPARE(desk.mute.shortcuts(), key("Ctrl+Shift+D"));
        QCOMPARE(desk.theme.shortcuts(), key("Ctrl+M"));
    }

    void aNameWithASlashIsKept()
    {
        Desk desk;
        QAction filter;
        filter.setText(u"Filter"_s);
        filter.setShortcut(QKeySequence(u"/"_s));
        desk.keys.add(u"audit"_s, u"Audit"_s, {&filter});
        QVERIFY(desk.keys.set(u"audit./"_s, QKeySequence(u"Q"_s)));
        desk.keys.save(desk.file());
        desk.keys.resetAll();
        QVERIFY(desk.keys.load(desk.file()).isEmpty());
        QCOMPARE(filter.shortcuts(), key("Q"));
    }

    void whatAnotherActionWasGivenStaysWithIt()
    {
        Desk desk;
        QVERIFY(desk.keys.set(u"shell.next-theme"_s, {}));
        QVERIFY(desk.keys.set(u"shell.mute"_s, QKeySequence(u"Ctrl+Shift+D"_s)));
        desk.keys.reset(u"shell.next-theme"_s);
        QVERIFY(desk.theme.shortcuts().isEmpty());
        QCOMPARE(desk.keys.conflict(u"shell.next-theme"_s, QKeySequence(u"Ctrl+Shift+D"_s))->id, u"shell.mute"_s);
    }

    void aBadFileLosesNothing()
    {
        Desk desk;
        desk.file().setValue(u"keys/shell.mute"_s, u"Hurz"_s);
        desk.file().setValue(u"keys/shell.next-theme"_s, u"A"_s);
        desk.file().setValue(u"keys/no.such"_s, u"F9"_s);
        const auto told = desk.keys.load(desk.file());
        QCOMPARE(told.size(), 3);
        QVERIFY2(
            told.contains(u"A cannot be given to “Next theme”: “Approve…” has it."_s), qPrintable(told.join(u'\n')));
        QVERIFY(told.contains(u"No action is called no.such."_s));
        QCOMPARE(desk.mute.shortcuts(), key("Ctrl+M"));
        QCOMPARE(desk.theme.shortcuts(), key("Ctrl+Shift+D"));
        QVERIFY(desk.keys.conflicts().empty());
        desk.keys.save(desk.file()); // what a person wrote wrongly is theirs to mend
        QCOMPARE(desk.file().value(u"keys/shell.mute"_s).toString(), u"Hurz"_s);
        QCOMPARE(desk.file().value(u"keys/no.such"_s).toString(), u"F9"_s);
        QVERIFY(desk.keys.assign(u"shell.mute"_s, key("F8")));
        desk.keys.save(desk.file());
        QCOMPARE(desk.file().value(u"keys/shell.mute"_s).toString(), u"F8"_s);
    }
};

QTEST_MAIN(TestKeyMap)
#include "tst_keymap.moc"
