// What one scrape of 200 canaries costs the core's thread: judged, decided, and folded as the machinery folds it.
#include "core/canary/evidence.h"
#include "core/canary/machine.h"
#include "core/engine/chain.h"
#include "core/engine/decide.h"
#include "core/engine/reducer.h"
#include "core/patch/events.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>

#include <limits>
#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int canaries = 200;
constexpr int before = 60; ///< intervals that each has behind it: a step
constexpr Instant start{std::chrono::hours{24 * 20'000}};

std::vector<double> edges()
{
    // The default buckets of the client libraries, in seconds.
    return {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, std::numeric_limits<double>::infinity()};
}

std::vector<patch::MetricSpec> metrics()
{
    patch::MetricSpec errors;
    errors.name = u"error_rate"_s;
    errors.limit = 0.02;
    errors.critical = true;
    errors.weight = 0.5;
    patch::MetricSpec success;
    success.name = u"success_rate"_s;
    success.kind = patch::MetricKind::Complement;
    success.of = errors.name;
    success.limit = 0.95;
    patch::MetricSpec latency;
    latency.name = u"p99_latency_ms"_s;
    latency.kind = patch::MetricKind::Quantile;
    latency.scale = 1000;
    latency.limit = 500;
    latency.critical = true;
    latency.weight = 0.5;
    return {errors, success, latency};
}

class Traffic
{
public:
    canary::Counts failures(double mean)
    {
        const double n = draw(mean);
        return {n, std::min(n, draw(n * 0.005)), {}};
    }
    canary::Counts latencies(double mean)
    {
        canary::Counts counts;
        for (const double share : {.0, .001, .03, .2, .35, .36, .05, .006, .002, .0007, .0003, .0})
            counts.buckets.push_back((counts.n += draw(mean * share)));
        return counts;
    }
    std::map<QString, canary::MetricCounts> interval()
    {
        return {
            {u"error_rate"_s, {failures(675), failures(75), {}}},
            {u"p99_latency_ms"_s, {latencies(675), latencies(75), edges()}}};
    }

private:
    double draw(double mean) { return mean > 0 ? std::poisson_distribution<int>(mean)(m_random) : 0; }
    std::mt19937_64 m_random{7};
};

/// What the core keeps of its canaries, and how it goes on.
class Load
{
public:
    Load()
    {
        m_state.policy = policy::defaults();
        m_working.policy = m_state.policy;
        for (int number = 0; number < canaries; ++number)
            begin(number);
        for (int scrape = 0; scrape < before; ++scrape)
            this->scrape();
    }

    void scrape()
    {
        m_now += 15s;
        for (const auto& id : m_ids)
            add(engine::decide(m_working, engine::Observation{engine::SamplesSeen{id, intervalNow()}}, m_now));
        m_state = m_working;
    }

    /// The judge alone, on the same canaries.
    void judge()
    {
        const auto counts = m_traffic.interval();
        for (const auto& id : m_ids) {
            auto state = *m_working.canaries.find(id)->evidence;
            canary::judge::Seen seen;
            seen.weight = 10;
            seen.span = 15s;
            for (const auto& metric : state.setup.metrics)
                seen.counts.push_back(counts.at(metric.name));
            canary::judge::take(state, seen);
            bench::keep(canary::judge::rule(state).logCompare);
        }
    }

private:
    canary::Interval intervalNow() { return {m_now - 15s, m_now, u"ok"_s, {}, m_traffic.interval(), false}; }

    void add(journal::Drafts drafts)
    {
        for (auto& draft : drafts) {
            if (draft.actor.isEmpty())
                draft.actor = u"core"_s;
            const auto event = engine::predict(m_working, draft, m_now);
            engine::apply(m_working, event);
            engine::apply(m_state, event);
        }
    }

    void begin(int number)
    {
        const ServiceName service{u"service-%1"_s.arg(number)};
        patch::Registration registration;
        registration.name = service;
        registration.metrics = metrics();
        add(
            {{.kind = u"ServiceRegistered"_s,
              .stream = patch::streamOf(service),
              .payload = patch::serviceRegistered(registration)},
             {.kind = u"ServiceArmed"_s,
              .stream = patch::streamOf(service),
              .payload = patch::serviceArmed(Arming::Off, Arming::Armed, u"bench"_s)}});
        const CanaryId id{idFromSeq(m_working.seq + 1)};
        add(*canary::create({id, PatchId{u"p"_s}, service, registration.metrics, {}}, m_working.policy));
        canary::Beginning beginning;
        beginning.scrape = 15s;
        for (int interval = 0; interval < 240; ++interval) {
            canary::judge::push(beginning.history[u"error_rate"_s], m_traffic.failures(750), {});
            canary::judge::push(beginning.history[u"p99_latency_ms"_s], m_traffic.latencies(750), edges());
        }
        add(*canary::start(*m_working.canaries.find(id), u"c0ffee"_s, beginning));
        add(canary::confirmTraffic(*m_working.canaries.find(id), 10));
        m_ids.push_back(id);
    }

    engine::ConsoleState m_state;
    engine::ConsoleState m_working;
    Instant m_now = start;
    std::vector<CanaryId> m_ids;
    Traffic m_traffic;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    Load load;
    return bench::run(
        u"bench_canary_load"_s, {{.work = u"one scrape of 200 canaries on the core's thread"_s,
                                  .against = u"the judge alone, of the same 200"_s,
                                  .baseline = [&load] { load.judge(); },
                                  .measured = [&load] { load.scrape(); },
                                  .perRound = 4,
                                  .p99BudgetUs = 50'000}});
}
