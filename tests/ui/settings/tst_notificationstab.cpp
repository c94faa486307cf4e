// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/fakeclock.h"
#include "ui/attention/attentionwatch.h"
#include "ui/settings/notificationstab.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"

#include <QApplication>
#include <QCheckBox>
#include <QSlider>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;

namespace {

class HeardNotifier : public attention::Notifier
{
public:
    State state() const override { return State::Works; }
    void show(const attention::Bubble& bubble) override { shown << bubble.id; }
    void close(const QString&) override {}
    QStringList shown;
};

class HeardPlayer : public attention::SoundPlayer
{
public:
    State state() const override { return State::Works; }
    void play(attention::Sound sound, double volume) override { played.push_back({sound, volume}); }
    std::vector<std::pair<attention::Sound, double>> played;
};

struct Desk
{
    test::DemoSession session;
    test::FakeClock clock;
    HeardNotifier notifier;
    HeardPlayer player;
    attention::AttentionWatch watch{session, clock, notifier, player, {}};
    NotificationsTab tab{u"console.ini"_s};

    KeyButton& button(const QString& text)
    {
        for (auto* each : tab.findChildren<KeyButton*>()) {
            if (each->text() == text)
                return *each;
        }
        qFatal("there is no such button: %s", qPrintable(text));
    }
};

} // namespace

class NotificationsTabTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void withoutAWatchNothingCanBeChanged()
    {
        Desk desk;
        for (auto* each : desk.tab.findChildren<QCheckBox*>())
            QVERIFY(!each->isEnabled());
        QVERIFY(!desk.tab.canRevert());
    }
    void theTestsAreHeardAndSeen()
    {
        Desk desk;
        desk.tab.watch(desk.watch);
        desk.button(u"Send test notification"_s).click();
        QCOMPARE(desk.notifier.shown.size(), 1);
        desk.button(u"Test: feed lost"_s).click();
        QCOMPARE(desk.player.played.size(), std::size_t{1});
        QCOMPARE(desk.player.played.front().first, attention::Sound::FeedLost);
    }
    void aChangeHoldsAtOnceAndGoesBack()
    {
        Desk desk;
        desk.tab.watch(desk.watch);
        desk.tab.enter();
        desk.tab.findChild<QSlider*>()->setValue(30);
        QCOMPARE(desk.watch.preferences().volume, 0.3);
        QVERIFY(desk.tab.canRevert());
        desk.tab.revert();
        QCOMPARE(desk.watch.preferences(), attention::Preferences{});
        QVERIFY(!desk.tab.canRevert());
    }
};

QTEST_MAIN(NotificationsTabTest)
#include "tst_notificationstab.moc"
