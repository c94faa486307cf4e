#include "ui/shell/keymap.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QTest>

using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QString told(const KeyButton& button)
{
    return button.property(property::keyHint).toString();
}

/// A window with one action, and a button in it that names the key the action came with.
struct Desk
{
    explicit Desk(const QString& said = u"Ctrl+R"_s)
        : button(new KeyButton(u"Reconnect"_s, said, ButtonSize::Tool, &window))
    {
        refresh.setObjectName(u"refresh"_s);
        refresh.setShortcut(QKeySequence(u"Ctrl+R"_s));
        window.addAction(&refresh);
        keys.add(u"shell"_s, u"Everywhere"_s, {&refresh});
    }
    void give(const QString& key) { QVERIFY(keys.set(u"shell.refresh"_s, QKeySequence(key))); }

    QWidget window;
    QAction refresh;
    KeyMap keys;
    KeyButton* button;
};

} // namespace

class TestKeyButton : public QObject
{
    Q_OBJECT

private slots:
    void aKeyTakesRoomWhileItIsShown()
    {
        Theme::apply(*qApp, Theme{Scheme::Light, 1}); // its style makes the room
        KeyButton button(u"Back"_s, u"Esc"_s, ButtonSize::Main);
        const int with = button.sizeHint().width();
        button.setKeyShown(false);
        const int without = button.sizeHint().width();
        QVERIFY2(without < with, qPrintable(u"%1 and %2"_s.arg(without).arg(with)));
        button.setKeyShown(true);
        QCOMPARE(button.sizeHint().width(), with);
    }

    void enterPressesWhatDoesNotCommit_data()
    {
        QTest::addColumn<bool>("commits");
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("with");
        QTest::addColumn<int>("presses");
        const Qt::KeyboardModifiers none;
        QTest::newRow("Enter") << false << int(Qt::Key_Return) << none << 1;
        QTest::newRow("Enter of the keypad")
            << false << int(Qt::Key_Enter) << Qt::KeyboardModifiers(Qt::KeypadModifier) << 1;
        QTest::newRow("Space") << false << int(Qt::Key_Space) << none << 1;
        QTest::newRow("Ctrl+Enter") << false << int(Qt::Key_Return) << Qt::KeyboardModifiers(Qt::ControlModifier) << 0;
        QTest::newRow("Enter, committing") << true << int(Qt::Key_Return) << none << 0;
        QTest::newRow("Ctrl+Enter, committing")
            << true << int(Qt::Key_Return) << Qt::KeyboardModifiers(Qt::ControlModifier) << 0;
        QTest::newRow("Space, committing") << true << int(Qt::Key_Space) << none << 1;
    }
    void enterPressesWhatDoesNotCommit()
    {
        QFETCH(bool, commits);
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, with);
        QFETCH(int, presses);
        KeyButton button(u"File of counts…"_s, {}, ButtonSize::Tool);
        button.setCommitting(commits);
        int pressed = 0;
        connect(&button, &KeyButton::clicked, &button, [&pressed] { ++pressed; });
        QTest::keyClick(&button, static_cast<Qt::Key>(key), with);
        QCOMPARE(pressed, presses);
    }

    void saysTheKeyThatAPersonGaveBeforeItWasShown()
    {
        Desk desk;
        desk.give(u"F9"_s);
        desk.window.show();
        QCOMPARE(told(*desk.button), u"F9"_s);
    }
    void followsAKeyThatIsGivenLater()
    {
        Desk desk;
        desk.window.show();
        QCOMPARE(told(*desk.button), u"Ctrl+R"_s);
        desk.give(u"F9"_s);
        QCOMPARE(told(*desk.button), u"F9"_s);
    }
    void saysNothingWhereTheKeyWasTakenAway()
    {
        Desk desk;
        desk.window.show();
        desk.give({});
        QCOMPARE(told(*desk.button), QString{});
    }
    void aKeyOfNoActionStaysAsItIs()
    {
        Desk desk(u"Esc"_s);
        desk.window.show();
        desk.give(u"F9"_s);
        QCOMPARE(told(*desk.button), u"Esc"_s);
    }
    void anotherKeyIsAnotherAction()
    {
        Desk desk(u"Enter"_s);
        desk.window.show();
        desk.give(u"F9"_s);
        desk.button->setKey(u"Ctrl+R"_s);
        QCOMPARE(told(*desk.button), u"F9"_s);
        desk.button->setKey(u"Enter"_s);
        QCOMPARE(told(*desk.button), u"Enter"_s);
        desk.give(u"F8"_s);
        QCOMPARE(told(*desk.button), u"Enter"_s);
    }
    void aButtonOfAnActionSaysItsKeyToo()
    {
        Desk desk;
        KeyButton own(&desk.refresh, ButtonSize::Tool);
        desk.give(u"F9"_s);
        QCOMPARE(told(own), u"F9"_s);
        own.setKeyShown(false);
        desk.give(u"F8"_s);
        QCOMPARE(told(own), QString{});
        own.setKeyShown(true);
        QCOMPARE(told(own), u"F8"_s);
    }
};

QTEST_MAIN(TestKeyButton)
#include "tst_keybutton.moc"
