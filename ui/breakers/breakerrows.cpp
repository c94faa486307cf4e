#include "ui/breakers/breakerrows.h"

#include <algorithm>
#include <set>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

int rank(const BreakerRow& row)
{
    switch (row.view) {
    case breaker::View::Open: return 0;
    case breaker::View::HalfOpen: return 1;
    case breaker::View::OpenReady: return 2;
    case breaker::View::Closed: return row.isUnknown() ? 3 : 4;
    case breaker::View::NeverUsed: return row.isUnknown() ? 3 : 5;
    }
    Q_UNREACHABLE();
}

std::optional<Instant> silentSince(const QString& prometheus, const engine::Live& live, Instant now)
{
    const auto found = live.sources.find(u"prometheus/"_s + prometheus);
    if (found == live.sources.end())
        return std::nullopt;
    const auto freshness = engine::freshness(found->second, now);
    if (freshness != Freshness::Stale && freshness != Freshness::Lost)
        return std::nullopt;
    return found->second.lastSampleAt.value_or(Instant{});
}

void addBlocked(BreakerRow& row, const breaker::Breaker& breaker, Instant now)
{
    for (const auto& blocked : breaker.blocked) {
        const auto ago = now - blocked.at;
        if (ago < Milliseconds{0} || ago >= sparkSpans * sparkSpan)
            continue;
        ++row.blocked;
        ++row.spark[static_cast<std::size_t>(sparkSpans - 1 - ago / sparkSpan)];
    }
}

struct BreakerLook
{
    const engine::ConsoleState& state;
    const engine::Live& live;
    Instant now{};
};

BreakerRow rowOf(const ServiceName& name, const breaker::Breaker& breaker, const BreakerLook& look)
{
    const auto& [state, live, now] = look;
    BreakerRow row;
    row.service = name;
    row.view = breaker::view(breaker, now);
    row.failures = static_cast<int>(breaker::failuresInWindow(breaker, now, state.policy).size());
    row.limit = static_cast<int>(state.policy.integer(u"breaker.failures"_s));
    row.left = breaker::left(breaker, now);
    row.openUntil = breaker.openUntil;
    row.probe = breaker.probe;
    // What opened it is no longer in the window of 15 min, but it is what opened it.
    if (row.view == breaker::View::Open || row.view == breaker::View::OpenReady)
        row.failures = std::min(row.limit, static_cast<int>(breaker.failures.size()));
    const auto cooldown = state.policy.duration(u"breaker.cooldown"_s);
    if (row.left && cooldown.count() > 0)
        row.elapsed =
            std::clamp(1.0 - static_cast<double>(row.left->count()) / static_cast<double>(cooldown.count()), 0.0, 1.0);
    if (!breaker.transitions.empty())
        row.lastChange = breaker.transitions.back().at;
    for (const auto& change : breaker.transitions) {
        if (change.to == breaker::Phase::Open)
            row.lastOpening = change.at;
    }
    if (const auto service = state.services.find(name)) {
        row.criticality = service->registration.criticality;
        row.silentSince = silentSince(service->registration.prometheus, live, now);
    }
    addBlocked(row, breaker, now);
    return row;
}

} // namespace

std::vector<BreakerRow> rows(const engine::ConsoleState& state, Instant now, const engine::Live& live)
{
    const BreakerLook look{state, live, now};
    std::vector<BreakerRow> all;
    std::set<ServiceName> known;
    state.breakers.forEach([&](const ServiceName& name, const auto& breaker) {
        known.insert(name);
        all.push_back(rowOf(name, *breaker, look));
    });
    state.services.forEach([&](const ServiceName& name, const auto& service) {
        if (!known.contains(name) && !service->retired)
            all.push_back(rowOf(name, {}, look));
    });
    std::sort(all.begin(), all.end(), [](const BreakerRow& left, const BreakerRow& right) {
        if (rank(left) != rank(right))
            return rank(left) < rank(right);
        if (left.lastChange != right.lastChange)
            return left.lastChange > right.lastChange;
        return left.service < right.service;
    });
    return all;
}

} // namespace penelope::ui::breakers
