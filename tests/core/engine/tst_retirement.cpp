// What is over leaves the state: a journal of any length folds to the rows that somebody still looks at.
#include "core/engine/retirement.h"

#include "core/engine/competenceview.h"
#include "core/engine/generator/generator.h"
#include "core/engine/pastrows.h"
#include "core/engine/reducer.h"
#include "core/engine/scorefacts.h"
#include "core/engine/views.h"

#include <QTest>

#include <set>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
namespace retirement = engine::retirement;

namespace {

/// A journal in memory, as the fold reads it.
class ListReader final : public JournalReader
{
public:
    explicit ListReader(const std::vector<journal::Event>& events)
        : m_events(events)
    {}
    Result<std::vector<journal::Event>> read(qint64 from, int limit) override
    {
        const auto size = static_cast<qint64>(m_events.size());
        const auto begin = std::clamp<qint64>(from - 1, 0, size);
        const auto end = std::min(size, begin + limit);
        return std::vector(m_events.begin() + begin, m_events.begin() + end);
    }
    Result<qint64> lastSeq() override { return static_cast<qint64>(m_events.size()); }
    Result<std::pair<QByteArray, Digest>> body(qint64 seq) override
    {
        return failure(ErrorCode::NotFound, u"no bytes of event %1"_s.arg(seq));
    }

private:
    const std::vector<journal::Event>& m_events;
};

std::vector<journal::Event> generated(qint64 many, int days)
{
    std::vector<journal::Event> events;
    engine::generator::generate({.events = many, .seed = 11, .days = days}, [&events](const auto& line) {
        events.push_back(*journal::decode(QByteArray(line.body.data(), static_cast<qsizetype>(line.body.size()))));
        return true;
    });
    return events;
}

qint64 countOf(const std::vector<journal::Event>& events, QLatin1String kind)
{
    return std::count_if(events.begin(), events.end(), [kind](const auto& event) { return event.kind == kind; });
}

engine::Snapshot snapshotOf(const engine::ConsoleState& state)
{
    return {std::make_shared<const engine::ConsoleState>(state), {}};
}

} // namespace

class TestRetirement : public QObject
{
    Q_OBJECT

    std::vector<journal::Event> m_events;
    engine::ConsoleState m_state;

    /// The first patch that was promoted and left the state.
    PatchId goneWith(QLatin1String kind) const
    {
        for (const auto& event : m_events) {
            if (event.kind == kind && !m_state.patches.contains(PatchId{event.subject()}))
                return PatchId{event.subject()};
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        m_events = generated(40'000, 200);
        for (const auto& event : m_events)
            engine::apply(m_state, event);
    }

    void whatIsLongOverLeaves()
    {
        QVERIFY(m_state.retired.rows > 0);
        const auto proposed = countOf(m_events, QLatin1String("PatchProposed"));
        QVERIFY(static_cast<qint64>(m_state.patches.size()) < proposed / 2);
        QVERIFY(static_cast<qint64>(m_state.canaries.size()) < countOf(m_events, QLatin1String("CanaryCreated")) / 2);
        QVERIFY(m_state.streamVersions.size() < static_cast<std::size_t>(proposed) * 6);
        m_state.patches.forEach([this](const PatchId&, const auto& patch) {
            QVERIFY(!patch->endedAt || !patch->isFinished() || *patch->endedAt >= m_state.retired.before - 24h * 60);
        });
    }

    void whatGoesOnStays()
    {
        std::set<QString> open;
        std::set<QString> unfinished;
        for (const auto& event : m_events) {
            if (event.kind == "AnomalyDetected"_L1)
                open.insert(event.subject());
            else if (event.kind == "AnomalyResolved"_L1)
                open.erase(event.subject());
            else if (event.kind == "CanaryCreated"_L1)
                unfinished.insert(event.subject());
            else if (event.kind == "CanaryFinished"_L1)
                unfinished.erase(event.subject());
        }
        for (const auto& id : open)
            QVERIFY(m_state.anomalies.contains(AnomalyId{id}));
        for (const auto& id : unfinished)
            QVERIFY(m_state.canaries.contains(CanaryId{id}));
    }

    void theNewestCanaryOfEachServiceStays()
    {
        std::map<QString, QString> newest;
        for (const auto& event : m_events) {
            if (event.kind == "CanaryCreated"_L1)
                newest[event.payload[u"service"].toString()] = event.subject();
        }
        QVERIFY(newest.size() > 3);
        for (const auto& [service, id] : newest)
            QVERIFY(!service.isEmpty() && m_state.canaries.contains(CanaryId{id}));
    }

    void aStoryStaysOrGoesAsAWhole()
    {
        m_state.approvals.forEach(
            [this](const ApprovalId&, const auto& approval) { QVERIFY(m_state.patches.contains(approval->patch)); });
        m_state.canaries.forEach(
            [this](const CanaryId&, const auto& canary) { QVERIFY(m_state.patches.contains(canary->patch)); });
        m_state.patches.forEach([this](const PatchId&, const auto& patch) {
            QVERIFY(patch->anomaly.isEmpty() || m_state.anomalies.contains(patch->anomaly));
            QVERIFY(patch->approval.isEmpty() || m_state.approvals.contains(ApprovalId{patch->approval}));
            QVERIFY(patch->canary.isEmpty() || m_state.canaries.contains(CanaryId{patch->canary}));
        });
    }

    void countsGoOnSinceTheBeginning()
    {
        const auto statistics = engine::competenceStatistics(m_state);
        std::map<QString, qint64> levels; ///< of each patch the last one
        std::map<QString, QString> of;
        for (const auto& event : m_events) {
            if (event.kind == "CompetenceJudged"_L1)
                of[event.subject()] = event.payload[u"level"].toString();
        }
        for (const auto& [patch, level] : of)
            ++levels[level];
        QVERIFY(!of.empty());
        QCOMPARE(statistics.autonomous + statistics.assisted + statistics.deferred, static_cast<qint64>(of.size()));
        QCOMPARE(statistics.autonomous, levels[toWord(Competence::Autonomous)]);
        QVERIFY(!m_state.precedents.empty());
    }

    void everyWindowOfTheScoreIsWhole()
    {
        for (const auto window : {Milliseconds{1h}, Milliseconds{24h * 7}, Milliseconds{24h * 30}}) {
            auto told = engine::scoreAt(snapshotOf(m_state), m_state.at, window);
            for (auto& row : told.principles)
                row.newest.reset();
            const auto facts = engine::scoreFacts(m_state, m_state.at);
            QCOMPARE(told, compliance::score(facts, m_state.at, window));
        }
    }

    void theScoreForgetsInWholeAndKeepsItsSums()
    {
        compliance::Series series;
        for (int day = 0; day < 1000; ++day)
            series.add(Instant{} + 24h * day, day + 1, day % 2, 1);
        auto shorter = series;
        shorter.forget(Instant{} + 24h * 600);
        QVERIFY(!(shorter == series));
        QCOMPARE(
            shorter.within(Instant{} + 24h * 600, Instant{} + 24h * 900),
            series.within(Instant{} + 24h * 600, Instant{} + 24h * 900));
        QCOMPARE(shorter.until(Instant{} + 24h * 900), series.until(Instant{} + 24h * 900));
        // Further back than it goes: what is left is counted, and no share is larger than the whole.
        const auto all = shorter.within(Instant{} - 1h, Instant{} + 24h * 999);
        QVERIFY(all.count < 1000 && all.second == all.count && all.first <= all.count);
    }

    void readingsOfCanariesThatAreOverLeaveAndAreSaidToHaveLeft()
    {
        int without = 0;
        m_state.canaries.forEach([&](const CanaryId&, const auto& canary) {
            if (canary->isActive() || !canary->finishedAt || *canary->finishedAt > m_state.retired.before + 24h * 30)
                return;
            ++without;
            QVERIFY(canary->analyses.size() <= 1);
            QVERIFY(!canary->evidence);
        });
        QVERIFY(without > 0);
    }

    void aStreamThatLeftGoesOnWhereTheJournalHasIt()
    {
        ListReader reader(m_events);
        const auto gone = goneWith(QLatin1String("PatchProposed"));
        QVERIFY(!gone.isEmpty());
        const auto stream = u"patch/"_s + gone.value();
        QVERIFY(!m_state.streamVersions.contains(stream));
        const auto events = std::count_if(
            m_events.begin(), m_events.end(), [&stream](const auto& event) { return event.stream == stream; });
        QCOMPARE(retirement::lastVersion(m_state, stream, reader).value_or(-1), static_cast<qint64>(events));
        // One that begins now, and one that never was.
        QCOMPARE(
            retirement::lastVersion(m_state, u"patch/"_s + idFromSeq(m_state.seq + 1), reader).value_or(-1), qint64{0});
        QCOMPARE(retirement::lastVersion(m_state, u"note/none"_s, reader).value_or(-1), qint64{0});
        QVERIFY(retirement::lastVersion(m_state, u"system"_s, reader).value_or(0) > 0);
    }

    void aPatchThatLeftIsStillProposedFromTheJournal()
    {
        ListReader reader(m_events);
        const auto gone = goneWith(QLatin1String("PatchPromoted"));
        QVERIFY(!gone.isEmpty());
        const auto patch = engine::proposedPatch(reader, gone);
        QVERIFY(patch);
        QVERIFY(!patch->diff.isEmpty());
        QVERIFY(!engine::proposedPatch(reader, PatchId{u"ffffffff"_s}));
        QVERIFY(!engine::proposedPatch(reader, PatchId{u"00000001"_s}));
        QVERIFY(!engine::proposedPatch(reader, PatchId{u"../etc"_s}));
    }

    void aRowThatLeftIsShownAsItWasInTheEnd()
    {
        ListReader reader(m_events);
        const auto gone = goneWith(QLatin1String("PatchPromoted"));
        const auto args = Json::object({{u"id"_s, gone.value()}});
        const auto present = engine::readView(snapshotOf(m_state), u"patches"_s, args, m_state.at);
        QVERIFY(!present);
        QCOMPARE(present.error().code, ErrorCode::NotFound);
        QVERIFY(present.error().message.contains("penelopectl"_L1));
        const auto past = engine::readPastView(reader, u"patches"_s, args);
        QVERIFY(past);
        QCOMPARE((*past)[u"id"].toString(), gone.value());
        QVERIFY((*past)[u"as_of_seq"].toInteger() > 0);
        const auto never = engine::readPastView(reader, u"patches"_s, Json::object({{u"id"_s, u"fffffff0"_s}}));
        QVERIFY(!never);
        QCOMPARE(never.error().code, ErrorCode::NotFound);
    }

    void aCanaryThatLeftHasItsReadingsInTheJournal()
    {
        ListReader reader(m_events);
        const auto analysed = std::find_if(
            m_events.begin(), m_events.end(), [](const auto& event) { return event.kind == "CanaryAnalysed"_L1; });
        QVERIFY(analysed != m_events.end());
        const auto then = engine::stateAtEndOf(reader, analysed->stream);
        QVERIFY(then);
        const auto canary = then->canaries.find(CanaryId{analysed->subject()});
        QVERIFY(canary && !canary->analyses.empty() && canary->readingsGone == 0);
    }

    void foldingInPiecesLetsTheSameGo()
    {
        engine::ConsoleState half;
        for (std::size_t at = 0; at < m_events.size() / 2; ++at)
            engine::apply(half, m_events[at]);
        auto whole = half;
        for (auto at = m_events.size() / 2; at < m_events.size(); ++at)
            engine::apply(whole, m_events[at]);
        QCOMPARE(whole.retired, m_state.retired);
        QCOMPARE(whole.patches, m_state.patches);
        QCOMPARE(whole.streamVersions, m_state.streamVersions);
        QCOMPARE(whole.ledger, m_state.ledger);
    }
};

QTEST_GUILESS_MAIN(TestRetirement)
#include "tst_retirement.moc"
