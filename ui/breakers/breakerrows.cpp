#include "ui/breakers/breakerrows.h"

#include <algorithm>
#include <set>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

int rank(breaker::View view)
{
    switch (view) {
    case breaker::View::Open: return 0;
    case breaker::View::HalfOpen: return 1;
    case breaker::View::OpenReady: return 2;
    case breaker::View::Closed: return 3;
    case breaker::View::NeverUsed: return 4;
    }
    Q_UNREACHABLE();
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

BreakerRow
rowOf(const ServiceName& name, const breaker::Breaker& breaker, const engine::ConsoleState& state, Instant now)
{
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
    if (const auto service = state.services.find(name))
        row.criticality = service->registration.criticality;
    addBlocked(row, breaker, now);
    return row;
}

} // namespace

std::vector<BreakerRow> rows(const engine::ConsoleState& state, Instant now)
{
    std::vector<BreakerRow> all;
    std::set<ServiceName> known;
    state.breakers.forEach([&](const ServiceName& name, const auto& breaker) {
        known.insert(name);
        all.push_back(rowOf(name, *breaker, state, now));
    });
    state.services.forEach([&](const ServiceName& name, const auto& service) {
        if (!known.contains(name) && !service->retired)
            all.push_back(rowOf(name, {}, state, now));
    });
    std::sort(all.begin(), all.end(), [](const BreakerRow& left, const BreakerRow& right) {
        if (rank(left.view) != rank(right.view))
            return rank(left.view) < rank(right.view);
        if (left.lastChange != right.lastChange)
            return left.lastChange > right.lastChange;
        return left.service < right.service;
    });
    return all;
}

} // namespace penelope::ui::breakers
