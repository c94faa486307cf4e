// What ux.md promises of errors (U-29): what failed, since when, what still works, what to do; and nothing that stands
// in the way of somebody who is deciding.
#include "tests/support/demowindow.h"
#include "ui/shell/banners.h"
#include "ui/widgets/keybutton.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

using Fault = std::function<void(engine::Live&)>;

struct NamedFault
{
    const char* name;
    QString key; ///< of its banner
    Fault inject;
};

std::vector<NamedFault> faults()
{
    const auto source = [](Milliseconds silence, bool answering, const QString& error) {
        return [=](engine::Live& live) {
            auto& prometheus = live.sources[u"prometheus/main"_s];
            prometheus.lastSampleAt = test::demoNow() - silence;
            prometheus.answering = answering;
            prometheus.lastError = error;
        };
    };
    return {
        {"core lost", u"core"_s, [](engine::Live& live) { live.heartbeat = test::demoNow() - 20s; }},
        {"source stale", u"source:prometheus/main"_s, source(2min, true, {})},
        {"source refused", u"source:prometheus/main"_s, source(2min, false, u"connection refused"_s)},
        {"certificate expired", u"source:prometheus/main"_s, source(2min, false, u"TLS: certificate has expired"_s)},
        {"answer is no JSON", u"source:prometheus/main"_s, source(2min, true, u"the answer is no JSON at byte 0"_s)},
        {"disk full", u"storage"_s,
         [](engine::Live& live) { live.storageTrouble = u"No space left on the device since 03:41:07Z"_s; }}};
}

} // namespace

class ErrorsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void anErrorSaysWhatSinceWhatWorksAndWhatToDo_data()
    {
        QTest::addColumn<int>("fault");
        const auto all = faults();
        for (std::size_t at = 0; at < all.size(); ++at)
            QTest::newRow(all[at].name) << static_cast<int>(at);
    }
    void anErrorSaysWhatSinceWhatWorksAndWhatToDo()
    {
        QFETCH(int, fault);
        const auto injected = faults()[static_cast<std::size_t>(fault)];
        DemoWindow console;
        console.open(u"approvals"_s);
        auto live = test::demoLive();
        injected.inject(live);
        console.session.showLive(live);

        const auto banners = bannersOf(console.session);
        const auto found = std::find_if(
            banners.begin(), banners.end(), [&](const BannerText& each) { return each.key == injected.key; });
        QVERIFY(found != banners.end());
        const auto all = found->bold + u' ' + found->rest;
        static const QRegularExpression moment(u"\\d\\d:\\d\\d:\\d\\dZ"_s);
        QVERIFY2(moment.match(all).hasMatch(), qPrintable(all));
        static const QRegularExpression works(u"still work|go on|show data up to then"_s);
        QVERIFY2(works.match(all).hasMatch(), qPrintable(all));
        QVERIFY(found->canReconnect);
        QCOMPARE(QApplication::activeModalWidget(), nullptr);

        const auto shown = console.window.findChildren<Banner*>();
        const auto banner = std::find_if(
            shown.begin(), shown.end(), [&](const Banner* each) { return each->sentence() == found->bold; });
        QVERIFY(banner != shown.end());
        QVERIFY(!(*banner)->findChildren<KeyButton*>().isEmpty());
    }
    void anErrorThatPassesTakesItsBannerAlong()
    {
        DemoWindow console;
        auto live = test::demoLive();
        live.storageTrouble = u"No space left on the device since 03:41:07Z"_s;
        console.session.showLive(live);
        QVERIFY(!bannersOf(console.session).empty());
        console.session.showLive(test::demoLive());
        QVERIFY(bannersOf(console.session).empty());
    }
    void aRefusedDecisionIsToldWithoutAWindow()
    {
        DemoWindow console;
        console.open(u"approvals"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_K);
        QCOMPARE(console.session.sent.size(), std::size_t{1});
        console.session.sent.front().answer(Failure{Error{ErrorCode::Unavailable, u"the core is stopping"_s, {}}});
        QCOMPARE(QApplication::activeModalWidget(), nullptr);
        const auto labels = console.window.findChildren<Label*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->isVisible() && label->text() == u"Not done: the core is stopping"_s;
        }));
    }
};

QTEST_MAIN(ErrorsTest)
#include "tst_errors.moc"
