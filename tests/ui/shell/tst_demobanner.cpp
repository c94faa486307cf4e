// A demonstration is marked as one on every page, and its clock is set from the mark.
// links: penelope-ui
#include "tests/support/demowindow.h"
#include "ui/shell/banners.h"
#include "ui/widgets/keybutton.h"

#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct FakePace : Pace
{
    int speed() const override { return times; }
    void setSpeed(int wanted) override { times = wanted; }
    void skip() override { ++skips; }
    bool isOver() const override { return over; }

    int times = 1;
    int skips = 0;
    bool over = false;
};

class PacedSession : public test::DemoSession
{
public:
    PacedSession() { setMode(Mode::Demo, {}); }
    Pace* pace() override { return &clock; }

    FakePace clock;
};

KeyButton* button(const QWidget& owner, const QString& text)
{
    for (auto* each : owner.findChildren<KeyButton*>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

} // namespace

class DemoBannerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void itStandsAboveEverythingElse()
    {
        PacedSession session;
        auto live = session.snapshot().live;
        live.storageTrouble = u"the disk is full"_s;
        session.showLive(live);
        const auto banners = bannersOf(session);
        QVERIFY(banners.size() > 1);
        QCOMPARE(banners.front().key, u"demo"_s);
        QVERIFY(banners.front().bold.contains(u"nothing is sent"_s));
    }

    void itStaysOverAReplayAndInTheTitle()
    {
        test::DemoWindow demo;
        demo.session.setMode(Session::Mode::Demo, {});
        QVERIFY(demo.window.windowTitle().contains(u"DEMO"_s));
        demo.open(u"past"_s);
        QVERIFY(demo.waited);
        QCOMPARE(demo.replay.mode(), Session::Mode::Replay);
        QCOMPARE(bannersOf(demo.replay).front().key, u"demo"_s);
    }

    void noOtherModeShowsIt()
    {
        test::DemoSession session;
        for (const auto mode : {Session::Mode::Live, Session::Mode::ReadOnly, Session::Mode::Offline}) {
            session.setMode(mode, mode == Session::Mode::Live ? QString() : u"a reason"_s);
            for (const auto& banner : bannersOf(session))
                QVERIFY(banner.key != "demo"_L1);
        }
    }

    void requestsCanBeDecidedAndNothingElseIsOffered()
    {
        test::DemoWindow demo;
        demo.session.setMode(Session::Mode::Demo, {});
        QVERIFY(demo.replay.canDecide());
        for (const auto* action : demo.window.actionsHere()) {
            if (action->text() == "Freeze healing…"_L1)
                QVERIFY(!action->isVisible());
        }
    }

    void theClockIsSetFromTheBanner()
    {
        PacedSession session;
        BannerStack stack(session);
        stack.show();
        QVERIFY(button(stack, u"1×"_s)->isChecked());
        button(stack, u"60×"_s)->click();
        QCOMPARE(session.clock.times, 60);
        QVERIFY(button(stack, u"60×"_s)->isChecked());
        QVERIFY(!button(stack, u"1×"_s)->isChecked());
        button(stack, u"Pause"_s)->click();
        QCOMPARE(session.clock.times, 0);
        button(stack, u"Next event"_s)->click();
        QCOMPARE(session.clock.skips, 1);
    }

    void atTheEndTheClockCannotBeStarted()
    {
        PacedSession session;
        session.clock.over = true;
        BannerStack stack(session);
        QVERIFY(!button(stack, u"10×"_s)->isEnabled());
    }
};

QTEST_MAIN(DemoBannerTest)
#include "tst_demobanner.moc"
