// What a judgement costs: one anomaly decided with 10,000 precedents, a search among 100,000.
#include "core/engine/chain.h"
#include "core/engine/decide.h"
#include "core/engine/reducer.h"
#include "core/sophia/events.h"
#include "core/wisdom/events.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QRandomGenerator>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant start{std::chrono::hours{24 * 20'000}};

wisdom::Precedent precedentOf(int number, int services, QRandomGenerator& random)
{
    wisdom::Precedent precedent;
    precedent.anomaly = AnomalyId{u"%1"_s.arg(number, 8, 16, QLatin1Char('0'))};
    precedent.service = ServiceName{u"service-%1"_s.arg(number % services)};
    precedent.type = u"latency_spike"_s;
    precedent.id = wisdom::precedentId(precedent.anomaly, precedent.service, precedent.type, Decision::Intervene);
    precedent.severity = static_cast<Severity>(random.bounded(4));
    precedent.metrics = {
        {u"p99_latency_ms"_s, Json{100 * random.bounded(40)}},
        {u"error_rate"_s, Json{random.bounded(2)}},
        {u"pool_in_use_ratio"_s, Json{random.bounded(2)}}};
    for (const auto& label : {u"alertname"_s, u"job"_s, u"severity"_s, u"summary"_s})
        precedent.context[label] = u"x"_s;
    precedent.decision = Decision::Intervene;
    precedent.level = Level::Surgical;
    precedent.outcome = random.bounded(10) < 8 ? wisdom::Outcome::Success : wisdom::Outcome::Rollback;
    precedent.duration = 10min;
    return precedent;
}

void add(engine::ConsoleState& state, const QString& kind, const QString& stream, Json payload, Instant at)
{
    journal::Draft draft;
    draft.kind = kind;
    draft.stream = stream;
    draft.actor = u"core"_s;
    draft.payload = std::move(payload);
    engine::apply(state, engine::predict(state, draft, at));
}

sophia::Anomaly anomalyLike(const wisdom::Precedent& precedent)
{
    sophia::Anomaly anomaly;
    anomaly.type = precedent.type;
    anomaly.service = precedent.service;
    anomaly.severity = precedent.severity;
    anomaly.source = u"prometheus"_s;
    anomaly.startsAt = start;
    anomaly.metrics = precedent.metrics;
    anomaly.context = precedent.context;
    return anomaly;
}

/// A journal in which 10,000 anomalies of one service and type were handled, and one is open.
engine::ConsoleState handled(int count, AnomalyId& open)
{
    QRandomGenerator random(1);
    engine::ConsoleState state;
    state.policy = policy::defaults();
    for (int number = 1; number <= count; ++number) {
        const auto precedent = precedentOf(number, 1, random);
        const auto stream = sophia::streamOf(precedent.anomaly);
        const auto at = start + number * 1min;
        add(state, u"AnomalyDetected"_s, stream, sophia::anomalyDetected(anomalyLike(precedent)), at);
        add(state, u"PrecedentRecorded"_s, stream, wisdom::precedentRecorded(precedent), at);
        add(state, u"AnomalyResolved"_s, stream, sophia::anomalyResolved(at, u"source/prometheus"_s, number % 3 == 0),
            at);
    }
    const auto last = precedentOf(count + 1, 1, random);
    open = last.anomaly;
    add(state, u"AnomalyDetected"_s, sophia::streamOf(open), sophia::anomalyDetected(anomalyLike(last)),
        start + (count + 1) * 1min);
    return state;
}

engine::EvidenceGathered evidenceFor(const AnomalyId& anomaly)
{
    engine::EvidenceGathered seen;
    seen.anomaly = anomaly;
    const auto measured = [](double value) {
        return sophia::Measured{.value = value, .source = u"bench"_s, .age = 0ms};
    };
    seen.risk = {measured(0.2), measured(2), measured(1), measured(0.95)};
    seen.commits.emplace();
    return seen;
}

/// What the search was before there was an index: every precedent visited, its features made anew.
std::size_t linearScan(const wisdom::Precedents& precedents, const wisdom::Query& query)
{
    const auto wanted = wisdom::vectorOf(query);
    std::size_t found = 0;
    precedents.forEach([&](const auto& row) {
        if (row->service == query.service && row->type == query.type)
            found += wisdom::cosine(wanted, wisdom::vectorOf(wisdom::queryOf(*row))) >= wisdom::sophiaThreshold;
    });
    return found;
}

wisdom::Precedents base(int count, int services)
{
    QRandomGenerator random(2);
    wisdom::Precedents precedents;
    for (int number = 1; number <= count; ++number) {
        auto precedent = precedentOf(number, services, random);
        precedents.insert(std::move(precedent));
    }
    return precedents;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    AnomalyId open;
    const auto state = handled(10'000, open);
    const auto now = start + 10'002 * 1min;
    const auto seen = evidenceFor(open);
    const auto query = sophia::queryOf(*state.anomalies.find(open));
    const auto many = base(100'000, 2'600);
    const auto one = base(100'000, 1);
    const auto rare = wisdom::queryOf(*many.rows()[41]);
    const auto common = wisdom::queryOf(*one.rows()[41]);
    return bench::run(
        u"bench_judgement"_s, {{.work = u"decide one anomaly, 10,000 precedents of its kind"_s,
                                .against = u"linear scan of the 10,000"_s,
                                .baseline = [&] { bench::keep(linearScan(state.precedents, query)); },
                                .measured = [&] { bench::keep(engine::decide(state, engine::Observation{seen}, now)); },
                                .perRound = 100,
                                .ratioBudget = 0.1,
                                .p99BudgetUs = 1000},
                               {.work = u"search 100,000 precedents by service and type"_s,
                                .against = u"linear scan of the 100,000"_s,
                                .baseline = [&] { bench::keep(linearScan(many, rare)); },
                                .measured = [&] { bench::keep(wisdom::search(many, rare, wisdom::sophiaThreshold)); },
                                .perRound = 100,
                                .ratioBudget = 0.01,
                                .p99BudgetUs = 1000},
                               {.work = u"search 100,000 precedents, all of one service and type"_s,
                                .against = u"linear scan of the 100,000"_s,
                                .baseline = [&] { bench::keep(linearScan(one, common)); },
                                .measured = [&] { bench::keep(wisdom::search(one, common, wisdom::sophiaThreshold)); },
                                .perRound = 20,
                                .ratioBudget = 0.03}});
}
