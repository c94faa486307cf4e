// A patch in the digital twin: where it stands, how long it takes, and how somebody ends it.
// links: penelope-ui
#include "tests/support/demostate.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/tabs.h"
#include "ui/approvals/trialprogress.h"
#include "ui/approvals/twincurves.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

namespace {

const PatchId tried{u"0000002a"_s};

/// An anomaly whose patch was judged and waits for the twin's answer.
struct InTheTwin : engine::ConsoleState
{
    InTheTwin()
    {
        patch::Service service;
        service.registration.test = {u"make"_s, u"test"_s};
        services.insert(ServiceName{u"search"_s}, service);
        patch::Patch patch;
        patch.id = tried;
        patch.service = ServiceName{u"search"_s};
        patch.linesAdded = 3;
        patch.anomaly = AnomalyId{u"00000007"_s};
        patch.competence = patch::CompetenceReport{};
        patches.insert(tried, patch);
        sophia::Anomaly anomaly;
        anomaly.id = AnomalyId{u"00000007"_s};
        anomaly.service = patch.service;
        anomaly.type = u"latency_spike"_s;
        anomaly.patches = {tried.value()};
        anomalies.insert(anomaly.id, anomaly);
    }
};

engine::Live underLoad(Milliseconds passed)
{
    engine::Live live;
    live.trials[tried] = {engine::TrialLive::Phase::Load, test::demoNow() - passed, 66s};
    return live;
}

QString textOf(const QWidget& widget)
{
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>())
        texts.append(label->text());
    return texts.join(u'\n');
}

std::unique_ptr<FormTab> twinTab(const engine::ConsoleState& state, const engine::Live& live, bool canAct)
{
    auto tab = std::make_unique<FormTab>(FormTab::Kind::Twin, nullptr);
    tab->resize(900, 900);
    tab->show(
        {nullptr, state.patches.find(tried), state.anomalies.find(AnomalyId{u"00000007"_s})},
        {state, live, test::demoNow(), canAct});
    return tab;
}

} // namespace

class TestTrialProgress final : public QObject
{
    Q_OBJECT

private slots:
    void theRowSaysItIsInTheTwinAndForHowLong()
    {
        const InTheTwin state;
        auto all = rows(state, test::demoNow(), {OperatorName{u"ana"_s}, Role::Operator});
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all.front().state, State::Trying);
        QCOMPARE(changeText(all.front()).left(2), u"+3"_s);
        QCOMPARE(stateText(all.front(), test::demoNow()), u"in the twin"_s);
        all = rows(state, test::demoNow(), {OperatorName{u"ana"_s}, Role::Operator}, underLoad(26s));
        QVERIFY2(
            stateText(all.front(), test::demoNow()).contains(u"40"_s),
            qPrintable(stateText(all.front(), test::demoNow())));
    }

    void aPatchWithoutAnAnomalyHasARowUntilItIsAskedAbout()
    {
        InTheTwin state;
        const PatchId own{u"0000002b"_s};
        auto patch = *state.patches.find(tried);
        patch.id = own;
        patch.anomaly = {};
        patch.intent = u"Shake hands first"_s;
        state.patches.insert(own, patch);
        const auto rowOf = [&](const engine::ConsoleState& seen) -> std::optional<Row> {
            for (auto& row : rows(seen, test::demoNow(), {OperatorName{u"ana"_s}, Role::Operator})) {
                if (row.subject == Subject::Patch)
                    return row;
            }
            return std::nullopt;
        };
        QVERIFY(rowOf(state));
        QCOMPARE(rowOf(state)->state, State::Trying);
        QCOMPARE(proposalText(*rowOf(state)), u"Shake hands first"_s);

        patch.status = patch::Status::Refused;
        patch.endedAt = test::demoNow();
        state.patches.insert(own, patch);
        QCOMPARE(rowOf(state)->group, Group::Decided);
        QCOMPARE(stateText(*rowOf(state), test::demoNow()), u"refused"_s);

        patch.status = patch::Status::Proposed;
        state.patches.insert(own, patch);
        approval::Approval approval;
        approval.id = ApprovalId{u"0000002c"_s};
        approval.patch = own;
        state.approvals.insert(approval.id, approval);
        QVERIFY(!rowOf(state));
    }

    void theTabFollowsTheTrial()
    {
        const InTheTwin state;
        const auto tab = twinTab(state, underLoad(33s), true);
        QVERIFY2(textOf(*tab).contains(u"under the same load for 33 s"_s), qPrintable(textOf(*tab)));
        QVERIFY(!textOf(*tab).contains(u"UNKNOWN"_s));
        const auto* before = tab->widget();
        tab->show(
            {nullptr, state.patches.find(tried), state.anomalies.find(AnomalyId{u"00000007"_s})},
            {state, underLoad(34s), test::demoNow(), true});
        QVERIFY(textOf(*tab).contains(u"for 34 s"_s));
        QCOMPARE(tab->widget(), before); // the keyboard stays where it is
    }

    void onlyWhoCanActCanEndIt()
    {
        const InTheTwin state;
        const auto mine = twinTab(state, underLoad(1s), true);
        QSignalSpy asked(mine.get(), &FormTab::endTrialRequested);
        auto* end = mine->findChild<QAbstractButton*>();
        QVERIFY(end);
        end->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!twinTab(state, underLoad(1s), false)->findChild<QAbstractButton*>());
    }

    void thePastKnowsOnlyThatItWent()
    {
        const InTheTwin state;
        const auto tab = twinTab(state, {}, false);
        QVERIFY(textOf(*tab).contains(u"It was being tried at this moment."_s));
    }

    void whatWasMeasuredIsDrawn()
    {
        InTheTwin state;
        auto patch = *state.patches.find(tried);
        patch.twinResult = u"passed"_s;
        patch::TwinArm arm;
        arm.curve = {1s, {12, 14, 13}, {20480, 20480, 24576}};
        patch.twinTrial.load = patch::TwinLoad{50, 60s, arm, arm};
        state.patches.insert(tried, patch);
        const auto tab = twinTab(state, {}, false);
        const auto pictures = tab->findChildren<TwinCurves*>();
        QCOMPARE(pictures.size(), 2);
        QCOMPARE(pictures.front()->accessibleDescription(), u"before from 12 ms to 13 ms, after from 12 ms to 13 ms"_s);
        QCOMPARE(TwinCurves::highestOf({12, 14}, {13}), 20.0);
        QCOMPARE(TwinCurves::highestOf({}, {0.0}), 1.0);
    }

    void theBarKnowsOnlyTheLoadsLength()
    {
        using Phase = engine::TrialLive::Phase;
        const auto now = test::demoNow();
        QCOMPARE(progressOf({Phase::Load, now - 33s, 66s}, now), std::optional{0.5});
        QCOMPARE(progressOf({Phase::Load, now - 90s, 66s}, now), std::optional{1.0});
        QCOMPARE(progressOf({Phase::Tests, now - 33s, 66s}, now), std::optional<double>{});
    }
};

QTEST_MAIN(TestTrialProgress)
#include "tst_trialprogress.moc"
