#include "core/engine/servicefamilies.h"

#include "core/engine/metricfamilies.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace penelope::engine {
namespace {

using breaker::Phase;
using metrics::Family;
using metrics::Label;
using metrics::Type;

/// What is told of one service.
struct Figures
{
    QString service;
    ServiceTally tally;
    bool inUse = false; ///< registered and not retired: only then has it a present
    Phase phase = Phase::Closed;
    double failures = 0;
    double cooldownSeconds = 0;
    double activeCanaries = 0;
    std::vector<std::pair<QString, int>> traffic; ///< canary → percent
};

int severityOf(Phase phase)
{
    switch (phase) {
    case Phase::Closed: return 0;
    case Phase::HalfOpen: return 1;
    case Phase::Open: return 2;
    }
    Q_UNREACHABLE();
}

/// What the router has confirmed, not what is wished.
int confirmedPercent(const canary::Canary& canary)
{
    if (canary.backConfirmedAt)
        return 0;
    for (auto step = canary.stepLog.rbegin(); step != canary.stepLog.rend(); ++step) {
        if (step->confirmedAt)
            return step->percent;
    }
    return 0;
}

Figures figuresOf(const ServiceName& name, const patch::Service& service, const ConsoleState& state, Instant now)
{
    Figures figures;
    figures.service = name.value();
    if (const auto tally = state.tally.services.find(name))
        figures.tally = *tally;
    figures.inUse = !service.retired;
    if (const auto breaker = state.breakers.find(name)) {
        figures.phase = breaker->phase;
        figures.failures = static_cast<double>(breaker::failuresInWindow(*breaker, now, state.policy).size());
        figures.cooldownSeconds =
            static_cast<double>(breaker::left(*breaker, now).value_or(Milliseconds{}).count()) / 1000;
    }
    return figures;
}

/// Sums up; of states the worst.
void merge(Figures& into, const Figures& other)
{
    into.tally.add(other.tally);
    into.inUse = into.inUse || other.inUse;
    if (severityOf(other.phase) > severityOf(into.phase))
        into.phase = other.phase;
    into.failures += other.failures;
    into.cooldownSeconds = std::max(into.cooldownSeconds, other.cooldownSeconds);
}

struct Services
{
    std::vector<Figures> rows;
    qint64 merged = 0;
};

/// Where "other" stands; a service may be called so itself.
std::size_t placeOfOthers(std::vector<Figures>& rows)
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.service == "other"_L1; });
    const auto place = static_cast<std::size_t>(found - rows.begin());
    if (found == rows.end()) {
        rows.push_back({});
        rows.back().service = u"other"_s;
    }
    return place;
}

/// The services registered first keep series of their own: a name must not change hands when another one comes.
Services servicesOf(const ConsoleState& state, Instant now)
{
    std::vector<std::pair<ServiceName, std::shared_ptr<const patch::Service>>> known;
    state.services.forEach([&known](const ServiceName& name, const auto& row) { known.emplace_back(name, row); });
    std::stable_sort(known.begin(), known.end(), [](const auto& left, const auto& right) {
        return left.second->registeredAt < right.second->registeredAt;
    });
    Services services;
    std::map<ServiceName, std::size_t> places;
    for (const auto& [name, row] : known) {
        auto figures = figuresOf(name, *row, state, now);
        if (services.rows.size() < maxServiceSeries) {
            places[name] = services.rows.size();
            services.rows.push_back(std::move(figures));
            continue;
        }
        ++services.merged;
        places[name] = placeOfOthers(services.rows);
        merge(services.rows[places[name]], figures);
    }
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        const auto place = canary->isActive() ? places.find(canary->service) : places.end();
        if (place == places.end())
            return;
        auto& figures = services.rows[place->second];
        figures.activeCanaries += 1;
        figures.traffic.emplace_back(id.value(), confirmedPercent(*canary));
    });
    return services;
}

Label serviceLabel(const Figures& figures)
{
    return {u"service"_s, figures.service};
}

template <typename Value>
Family gaugeOf(const std::vector<Figures>& rows, const QString& name, const QString& help, Value value)
{
    Family family{name, help, Type::Gauge, {}};
    for (const auto& row : rows) {
        if (row.inUse)
            family.samples.push_back({{serviceLabel(row)}, static_cast<double>(value(row))});
    }
    return family;
}

template <typename Value>
Family counterOf(const std::vector<Figures>& rows, const QString& name, const QString& help, Value value)
{
    Family family{name, help, Type::Counter, {}};
    for (const auto& row : rows)
        family.samples.push_back({{serviceLabel(row)}, static_cast<double>(value(row))});
    return family;
}

template <typename Key> double timesOf(const std::map<Key, qint64>& counts, const Key& key)
{
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : static_cast<double>(found->second);
}

void addBreakers(std::vector<Family>& all, const std::vector<Figures>& rows)
{
    all.push_back(gaugeOf(
        rows, u"penelope_circuit_breaker_state"_s, u"State of the circuit breaker: 0 closed, 1 open, 2 half open."_s,
        [](const Figures& row) { return static_cast<int>(row.phase); }));
    all.push_back(gaugeOf(
        rows, u"penelope_circuit_breaker_failures"_s,
        u"Failures that the circuit breaker's sliding window holds now."_s,
        [](const Figures& row) { return row.failures; }));
    all.push_back(gaugeOf(
        rows, u"penelope_circuit_cooldown_remaining_seconds"_s,
        u"Time until an open circuit breaker lets a probe through; 0 when it is over or not open."_s,
        [](const Figures& row) { return row.cooldownSeconds; }));
    all.push_back(counterOf(
        rows, u"penelope_healing_allowed_total"_s, u"Attempts to deploy a patch that the gates let start."_s,
        [](const Figures& row) { return row.tally.allowed; }));
    all.push_back(counterOf(
        rows, u"penelope_healing_blocked_total"_s, u"Attempts to deploy a patch that the circuit breaker refused."_s,
        [](const Figures& row) { return row.tally.blocked; }));
    Family transitions{
        u"penelope_circuit_transitions_total"_s, u"Changes of the circuit breaker's state."_s, Type::Counter, {}};
    constexpr std::array turns{
        std::pair{Phase::Closed, Phase::Open}, std::pair{Phase::Open, Phase::HalfOpen},
        std::pair{Phase::HalfOpen, Phase::Open}, std::pair{Phase::HalfOpen, Phase::Closed},
        std::pair{Phase::Open, Phase::Closed}};
    for (const auto& row : rows) {
        for (const auto& turn : turns)
            transitions.samples.push_back(
                {{serviceLabel(row),
                  {u"from_state"_s, breaker::toWord(turn.first)},
                  {u"to_state"_s, breaker::toWord(turn.second)}},
                 timesOf(row.tally.transitions, turn)});
    }
    all.push_back(std::move(transitions));
}

void addCanaryCounts(std::vector<Family>& all, const std::vector<Figures>& rows)
{
    using canary::Status;
    Family canaries{
        u"penelope_canary_deployments_total"_s,
        u"Canaries that came to a status. Each begins as initializing; running counts its start and paused every "
        "pause; it ends as completed, failed or cancelled."_s,
        Type::Counter,
        {}};
    Family rollbacks{u"penelope_canary_rollback_total"_s, u"Rollbacks decided, by reason."_s, Type::Counter, {}};
    for (const auto& row : rows) {
        for (const auto status :
             {Status::Initializing, Status::Running, Status::Paused, Status::Promoting, Status::RollingBack,
              Status::Completed, Status::Failed, Status::Cancelled})
            canaries.samples.push_back(
                {{serviceLabel(row), {u"status"_s, canary::toWord(status)}}, timesOf(row.tally.canaries, status)});
        for (const auto& reason : rollbackReasons())
            rollbacks.samples.push_back(
                {{serviceLabel(row), {u"reason"_s, reason}}, timesOf(row.tally.rollbacks, reason)});
    }
    all.push_back(std::move(canaries));
    all.push_back(std::move(rollbacks));
}

void addCanaries(std::vector<Family>& all, const std::vector<Figures>& rows)
{
    all.push_back(
        gaugeOf(rows, u"penelope_canary_active_deployments"_s, u"Canaries under way now."_s, [](const Figures& row) {
            return row.activeCanaries;
        }));
    Family traffic{
        u"penelope_canary_traffic_percentage"_s,
        u"Share of traffic that the router has confirmed for a canary under way, 0 to 100. The series ends with the "
        "canary."_s,
        Type::Gauge,
        {}};
    Family spans{
        u"penelope_canary_promotion_duration_seconds"_s,
        u"Time from a canary's creation to its end, by outcome."_s,
        Type::Histogram,
        {}};
    for (const auto& row : rows) {
        for (const auto& [id, percent] : row.traffic)
            traffic.samples.push_back({{serviceLabel(row), {u"deployment_id"_s, id}}, static_cast<double>(percent)});
        for (const auto outcome : canaryOutcomes()) {
            const auto known = row.tally.canarySeconds.find(outcome);
            spans.samples.push_back(
                {{serviceLabel(row), {u"outcome"_s, canary::toWord(outcome)}},
                 0,
                 known == row.tally.canarySeconds.end() ? metrics::Histogram{bounds::canarySeconds()} : known->second});
        }
    }
    all.push_back(std::move(traffic));
    all.push_back(std::move(spans));
}

} // namespace

qint64 addServices(std::vector<Family>& all, const ConsoleState& state, Instant now)
{
    const auto services = servicesOf(state, now);
    addBreakers(all, services.rows);
    addCanaryCounts(all, services.rows);
    addCanaries(all, services.rows);
    return services.merged;
}

} // namespace penelope::engine
