// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/fakedesk.h"
#include "ui/settings/appearancetab.h"
#include "ui/settings/connectionstab.h"
#include "ui/settings/datatab.h"
#include "ui/settings/keyboardtab.h"
#include "ui/settings/languagetab.h"
#include "ui/settings/policymodel.h"
#include "ui/settings/preferences.h"
#include "ui/settings/probewords.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/keymap.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/texttable.h"

#include <QApplication>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList found(const PolicyModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, PolicyModel::NameColumn).data().toString());
    return names;
}

QAction* action(QObject& owner, const QString& text, const QString& key)
{
    auto* made = new QAction(text, &owner);
    made->setShortcut(QKeySequence(key));
    return made;
}

/// The page with a desk, likings in a file of their own, and five actions with keys.
struct Desk
{
    explicit Desk(std::vector<Connection> connections = {})
    {
        desk.kept = std::move(connections);
        keys.add(
            u"shell"_s, u"Everywhere"_s,
            {action(owner, u"Find or run"_s, u"Ctrl+K"_s), action(owner, u"Quit"_s, u"Ctrl+Q"_s)});
        keys.add(
            u"approvals"_s, u"Approvals"_s, {action(owner, u"Approve"_s, u"A"_s), action(owner, u"Reject"_s, u"R"_s)});
        keys.add(u"breakers"_s, u"Breakers"_s, {action(owner, u"Reset"_s, u"R"_s)});
        page.equip(
            {desk, preferences, keys, [](const Theme& theme) { Theme::apply(*qApp, theme); }, [this] { ++resets; }});
        page.resize(1200, 800);
        page.show();
    }
    template <typename T> T* tab(const QString& name)
    {
        page.open(name);
        return page.findChild<T*>();
    }
    KeyButton* button(const QString& text)
    {
        for (auto* each : page.findChildren<KeyButton*>()) {
            if (each->text() == text)
                return each;
        }
        qFatal("there is no such button: %s", qPrintable(text));
    }

    QTemporaryDir folder;
    QObject owner;
    test::DemoSession session;
    test::FakeDesk desk;
    Preferences preferences{folder.filePath(u"console.ini"_s)};
    KeyMap keys;
    int resets = 0;
    SettingsPage page{session};
};

Connection mainConnection()
{
    Connection connection;
    connection.url = u"http://prom.internal:9090"_s;
    connection.origin = u"/etc/xdg/penelope/penelope.toml"_s;
    return connection;
}

} // namespace

class SettingsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyKeyOfThePolicyIsShown()
    {
        const test::DemoSession session;
        PolicyModel model;
        model.show(session.snapshot(), {});
        for (const auto& key : policy::registry())
            QVERIFY2(model.rowOf(key.name) >= 0, qPrintable(key.name));
        QCOMPARE(model.rowCount(), model.total());
    }

    void theFieldFindsByKeyHelpAndUnit_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("key");
        QTest::newRow("key") << u"breaker.cool"_s << u"breaker.cooldown"_s;
        QTest::newRow("help") << u"one probe"_s << u"breaker.cooldown"_s;
        QTest::newRow("help in capitals") << u"PROBE"_s << u"breaker.cooldown"_s;
        QTest::newRow("unit") << u"percent"_s << u"approval.reminders"_s;
        QTest::newRow("unit of a list") << u"traffic percent"_s << u"canary.steps"_s;
        QTest::newRow("words of several places") << u"praotes functions"_s << u"praotes.functions"_s;
    }
    void theFieldFindsByKeyHelpAndUnit()
    {
        QFETCH(QString, words);
        QFETCH(QString, key);
        const test::DemoSession session;
        PolicyModel model;
        model.show(session.snapshot(), words);
        QVERIFY2(found(model).contains(key), qPrintable(found(model).join(u' ')));
        QVERIFY(model.rowCount() < model.total());
    }

    void whatNothingMentionsLeavesTheTableEmpty()
    {
        test::DemoSession session;
        SettingsPage page(session);
        page.show();
        page.findChild<QLineEdit*>()->setText(u"no such thing"_s);
        QCOMPARE(page.findChild<PolicyModel*>()->rowCount(), 0);
        page.findChild<QLineEdit*>()->clear();
        QVERIFY(page.findChild<PolicyModel*>()->rowCount() > 0);
    }

    void theSearchGoesToTheTabThatHasIt()
    {
        Desk desk;
        desk.page.open(u"connections"_s);
        desk.page.findChild<QLineEdit*>()->setText(u"text size"_s);
        auto* tabs = desk.page.findChild<QTabBar*>();
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Appearance"_s);
        QVERIFY(!tabs->isTabEnabled(0));
        desk.page.findChild<QLineEdit*>()->clear();
        QVERIFY(tabs->isTabEnabled(0));
    }

    void aLinkLeadsToATabOrToAKeyOfThePolicy()
    {
        Desk desk;
        auto* tabs = desk.page.findChild<QTabBar*>();
        desk.page.open(u"keyboard"_s);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Keyboard"_s);
        desk.page.open(u"breaker.cooldown"_s);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Approval policy"_s);
    }

    void withoutALayoutThatIsKeptThereIsNoResetAndNoEmptyTab()
    {
        Desk desk;
        QVERIFY(!desk.page.tabNames().contains(u"notifications"_s));
        desk.page.open(u"appearance"_s);
        desk.button(u"Reset layout"_s)->click();
        QCOMPARE(desk.resets, 1);
    }

    void themeAndSizeHoldAtOnceAndGoBack()
    {
        Desk desk;
        auto* tab = desk.tab<AppearanceTab>(u"appearance"_s);
        const auto choices = tab->findChildren<QComboBox*>();
        QVERIFY(!tab->canRevert());
        choices[0]->setCurrentIndex(1);
        choices[1]->setCurrentIndex(choices[1]->findData(150));
        QCOMPARE(Theme::of(tab), Theme(Scheme::Dark, 1.5));
        QVERIFY(tab->canRevert());
        tab->revert();
        QCOMPARE(Theme::of(tab), Theme(Scheme::Light, 1));
        QCOMPARE(choices[0]->currentIndex(), 0);
    }

    void theLanguageIsKeptAndGoesBack()
    {
        Desk desk;
        auto* tab = desk.tab<LanguageTab>(u"language"_s);
        auto* choice = tab->findChild<QComboBox*>();
        choice->setCurrentIndex(choice->findData(u"pt_BR"_s));
        QCOMPARE(Preferences(desk.preferences.file()).language(), u"pt_BR"_s);
        tab->revert();
        QCOMPARE(desk.preferences.language(), QString());
    }

    void aChangedFieldIsKeptAtOnce()
    {
        Desk desk({mainConnection()});
        auto* tab = desk.tab<ConnectionsTab>(u"connections"_s);
        auto* url = tab->form()->findChild<QLineEdit*>();
        QCOMPARE(url->text(), u"http://prom.internal:9090"_s);
        url->setText(u"https://other.internal"_s);
        emit url->editingFinished();
        QCOMPARE(desk.desk.kept.front().url, u"https://other.internal"_s);
        QVERIFY(tab->canRevert());
        tab->revert();
        QCOMPARE(desk.desk.kept, std::vector<Connection>{mainConnection()});
        QCOMPARE(url->text(), u"http://prom.internal:9090"_s);
    }

    void anAddressThatIsMissingIsNotKept()
    {
        Desk desk;
        auto* tab = desk.tab<ConnectionsTab>(u"connections"_s);
        auto* poll = tab->form()->findChildren<QComboBox*>().at(1);
        poll->setCurrentIndex(0);
        QCOMPARE(desk.desk.writes, 0);
    }

    void aSecretIsKeptApartAndNeverShownAgain()
    {
        Desk desk({mainConnection()});
        auto* tab = desk.tab<ConnectionsTab>(u"connections"_s);
        auto* auth = tab->form()->findChildren<QComboBox*>().at(0);
        auth->setCurrentIndex(int(Connection::Auth::Bearer));
        QCOMPARE(desk.desk.writes, 0); // a token is missing
        QLineEdit* secret = nullptr;
        for (auto* edit : tab->form()->findChildren<QLineEdit*>()) {
            if (edit->echoMode() == QLineEdit::Password)
                secret = edit;
        }
        QVERIFY(secret && secret->isVisible());
        secret->setText(u"hush"_s);
        emit secret->editingFinished();
        QCOMPARE(desk.desk.secrets.at(u"main"_s), QByteArray("hush"));
        QCOMPARE(desk.desk.kept.front().secret, u"file:/secrets/main"_s);
        QVERIFY(secret->text().isEmpty());
        QVERIFY(!secret->placeholderText().isEmpty());
    }

    void theTestTellsEachStep()
    {
        Desk desk({mainConnection()});
        auto* form = desk.tab<ConnectionsTab>(u"connections"_s)->form();
        form->test();
        QCOMPARE(desk.desk.probed.url, u"http://prom.internal:9090"_s);
        ProbeStep dns{.kind = ProbeStep::Kind::Dns, .took = Milliseconds{3}};
        ProbeStep tcp{.kind = ProbeStep::Kind::Tcp, .took = Milliseconds{8}};
        ProbeStep series{
            .kind = ProbeStep::Kind::Series, .found = 3, .wanted = 4, .missing = {u"penelope_patch_size_lines"_s}};
        for (const auto& step : {dns, tcp, series})
            desk.desk.newest->told(step);
        desk.desk.newest->ended();
        QCOMPARE(probewords::line(form->steps()), u"DNS ok 3 ms · TCP ok 8 ms · Series 3 of 4"_s);
        QVERIFY(probewords::sentence(series).contains(u"penelope_patch_size_lines"_s));
    }

    void anAddressWithoutItsProtocolIsNotKept()
    {
        Desk desk({mainConnection()});
        auto* form = desk.tab<ConnectionsTab>(u"connections"_s)->form();
        auto* address = form->findChildren<QLineEdit*>().front();
        QCOMPARE(address->text(), mainConnection().url);
        desk.desk.kept.clear();
        address->setText(u"127.0.0.1:9090"_s);
        emit address->editingFinished();
        QVERIFY(desk.desk.kept.empty());
        const auto labels = desk.page.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().startsWith("Not kept yet. An address begins with http://"_L1);
        }));
        address->setText(u"http://127.0.0.1:9090"_s);
        emit address->editingFinished();
        QCOMPARE(desk.desk.kept.front().url, u"http://127.0.0.1:9090"_s);
    }

    void theTestLeavesTheKeyboardWhereItWas()
    {
        Desk desk({mainConnection()});
        auto* form = desk.tab<ConnectionsTab>(u"connections"_s)->form();
        KeyButton* test = nullptr;
        for (auto* button : form->findChildren<KeyButton*>()) {
            if (button->accessibleName() == "Test the connection"_L1)
                test = button;
        }
        QVERIFY(test);
        test->setFocus();
        QTRY_VERIFY(test->hasFocus());
        QTest::keyClick(test, Qt::Key_Space);
        QCOMPARE(desk.desk.probed.url, u"http://prom.internal:9090"_s);
        QVERIFY(test->hasFocus());
        desk.desk.newest->ended();
        QVERIFY(test->hasFocus());
    }

    void everyWayToFailHasASentenceOfItsOwn()
    {
        QStringList sentences;
        for (int at = int(ProbeStep::Trouble::NoAddress); at < int(ProbeStep::Trouble::Missing); ++at) {
            const ProbeStep step{.outcome = ProbeStep::Outcome::Failed, .trouble = static_cast<ProbeStep::Trouble>(at)};
            sentences << probewords::sentence(step);
            QVERIFY(!sentences.back().isEmpty());
        }
        sentences.removeDuplicates();
        QCOMPARE(sentences.size(), int(ProbeStep::Trouble::Missing) - int(ProbeStep::Trouble::NoAddress));
    }

    void aKeyThatIsTakenIsRefusedWithTheNameOfWhatHasIt()
    {
        Desk desk;
        auto* tab = desk.tab<KeyboardTab>(u"keyboard"_s);
        auto* table = tab->findChild<QTableView*>();
        table->setCurrentIndex(table->model()->index(2, 0)); // Approvals, Approve
        auto* key = tab->findChild<QKeySequenceEdit*>();
        key->setKeySequence(QKeySequence(u"R"_s));
        QVERIFY(!desk.button(u"Use this key"_s)->isEnabled());
        key->setKeySequence(QKeySequence(u"Ctrl+K"_s)); // everywhere
        QVERIFY(!desk.button(u"Use this key"_s)->isEnabled());
        key->setKeySequence(QKeySequence(u"G"_s));
        QVERIFY(desk.button(u"Use this key"_s)->isEnabled());
        desk.button(u"Use this key"_s)->click();
        QCOMPARE(Preferences(desk.preferences.file()).keys(), (std::map<QString, QString>{{u"approvals.A"_s, u"G"_s}}));
        tab->revert();
        QVERIFY(Preferences(desk.preferences.file()).keys().empty());
        QVERIFY(desk.keys.changes().empty());
    }

    void keysOfAFileHoldUnlessTheyConflict()
    {
        Desk desk;
        const auto leftOut =
            desk.keys.apply({{u"approvals.A"_s, u"R"_s}, {u"shell.Ctrl+Q"_s, u"Ctrl+W"_s}, {u"nothing.X"_s, u"Y"_s}});
        QCOMPARE(leftOut.size(), 2);
        QVERIFY2(leftOut[0].contains(u"“Reject” has it"_s), qPrintable(leftOut[0]));
        QVERIFY2(leftOut[1].contains(u"nothing.X"_s), qPrintable(leftOut[1]));
        QCOMPARE(desk.keys.changes(), (std::map<QString, QString>{{u"shell.Ctrl+Q"_s, u"Ctrl+W"_s}}));
    }

    void twoActionsMayChangePlaces()
    {
        Desk desk;
        QVERIFY(desk.keys.apply({{u"approvals.A"_s, u"R"_s}, {u"approvals.R"_s, u"A"_s}}).isEmpty());
        QCOMPARE(desk.keys.entries()[2].action->shortcut(), QKeySequence(u"R"_s));
    }

    void placesAndSizesAreListedAndSearched()
    {
        Desk desk;
        auto* tab = desk.tab<DataTab>(u"data"_s);
        QCOMPARE(tab->filter({}), (std::pair{2, 2}));
        QCOMPARE(tab->filter(u"journal"_s), (std::pair{1, 2}));
    }

    void settingsAreCarriedToAnotherDesk()
    {
        Desk desk;
        desk.preferences.setTheme(Theme(Scheme::Dark, 1.2));
        QVERIFY(desk.keys.set(u"approvals.A"_s, QKeySequence(u"G"_s)));
        desk.preferences.saveKeys(desk.keys);
        auto* tab = desk.tab<DataTab>(u"data"_s);
        tab->exportTo(u"/tmp/x.toml"_s);
        Desk other;
        other.desk.imported = desk.desk.exported.second;
        other.tab<DataTab>(u"data"_s)->importFrom(u"/tmp/x.toml"_s);
        QCOMPARE(other.preferences.theme().scheme(), Scheme::Dark);
        QCOMPARE(other.keys.changes(), (std::map<QString, QString>{{u"approvals.A"_s, u"G"_s}}));
    }

    void whatNoSettingIsCalledIsNamed()
    {
        Desk desk;
        desk.desk.imported = {{u"view/theme"_s, u"dark"_s}, {u"theme"_s, u"dark"_s}};
        auto* tab = desk.tab<DataTab>(u"data"_s);
        tab->importFrom(u"carried.toml"_s);
        QCOMPARE(desk.preferences.theme().scheme(), Scheme::Dark);
        const auto labels = tab->findChildren<Label*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->text().contains(u"Left out, since no setting has that name: theme."_s);
        }));
    }

    void aWrongFileChangesNothing()
    {
        Desk desk;
        desk.desk.trouble = u"unknown key"_s;
        const auto before = desk.preferences.portable();
        desk.tab<DataTab>(u"data"_s)->importFrom(u"carried.toml"_s);
        QCOMPARE(desk.preferences.portable(), before);
    }
};

QTEST_MAIN(SettingsPageTest)
#include "tst_settingspage.moc"
