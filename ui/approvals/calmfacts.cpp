#include "ui/approvals/calmfacts.h"

#include "core/breaker/breaker.h"
#include "core/compliance/score.h"
#include "core/engine/scorefacts.h"
#include "core/rest/rest.h"
#include "ui/shell/sourcevalues.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

struct CalmWords
{
    Q_DECLARE_TR_FUNCTIONS(CalmWords)
};

QString sourcesText(const Session& session)
{
    const auto& sources = session.snapshot().live.sources;
    if (!session.isRunning())
        return {};
    if (sources.empty())
        return CalmWords::tr("No source is connected: silence proves nothing.");
    QStringList quiet;
    for (const auto& [name, source] : sources) {
        if (engine::freshness(source, session.now()) != Freshness::Fresh)
            quiet.append(sourceName(name));
    }
    if (quiet.isEmpty())
        return CalmWords::tr("The feed is live.");
    //: %1 is a list of sources
    return CalmWords::tr("Not heard lately: %1.").arg(quiet.join(u", "_s));
}

QString breakersText(const engine::ConsoleState& state, Instant now)
{
    int open = 0;
    std::optional<Instant> last;
    state.breakers.forEach([&](const ServiceName&, const auto& breaker) {
        open += breaker->phase != breaker::Phase::Closed;
        if (!breaker->transitions.empty())
            last = std::max(last.value_or(Instant::min()), breaker->transitions.back().at);
    });
    const auto known = static_cast<int>(std::max(state.services.size(), state.breakers.size()));
    if (known == 0)
        return CalmWords::tr("No service is registered");
    if (open > 0)
        return CalmWords::tr("%1 of %2 not closed").arg(open).arg(known);
    if (!last)
        return CalmWords::tr("All %n closed, none ever opened", nullptr, known);
    return CalmWords::tr("All %n closed for %1", nullptr, known).arg(format::duration(now - *last));
}

QString canariesText(const engine::ConsoleState& state)
{
    int running = 0;
    state.canaries.forEachOngoing([&running](const CanaryId&, const auto&) { ++running; });
    if (running > 0)
        return CalmWords::tr("%n running", nullptr, running);
    std::optional<Instant> last;
    const auto look = [&last](const CanaryId&, const auto& canary) {
        last = std::max(last.value_or(Instant::min()), *canary->overSince());
    };
    // Mostly there was one of late, and then nobody has to look at the others.
    state.canaries.forEachSince(state.at - std::chrono::hours{24}, look);
    if (!last)
        state.canaries.forEach(look);
    if (!last)
        return CalmWords::tr("None yet");
    return CalmWords::tr("None running, last %1").arg(format::utcMinute(*last));
}

QString complianceText(const engine::Snapshot& snapshot, Instant now)
{
    const auto score = engine::scoreAt(snapshot, now, std::chrono::hours{24});
    if (!score.total)
        return CalmWords::tr("Nothing measured in 24 h");
    const auto whole = [](double value) { return format::integer(std::lround(value)); };
    if (score.measuredWeight == 100)
        return CalmWords::tr("%1, everything measured").arg(whole(*score.total));
    //: a score, and the lowest and highest that it can be
    return CalmWords::tr("%1, between %2 and %3").arg(whole(*score.total), whole(score.low), whole(score.high));
}

QString restText(const engine::ConsoleState& state, Instant now)
{
    if (const auto day = rest::restDay(now, state.policy))
        return CalmWords::tr("Now, until %1").arg(format::utcMinute(day->to));
    const auto next = rest::nextChange(now, state.policy);
    return next ? CalmWords::tr("In %1").arg(format::duration(*next - now)) : CalmWords::tr("None is kept");
}

} // namespace

QString calmExplanation(const Session& session)
{
    const auto& decided = session.state().decided;
    const auto sources = sourcesText(session);
    if (decided.empty())
        return CalmWords::tr("Nothing has been decided yet.") + u' ' + sources;
    const auto& last = *decided.back();
    //: %1 a time, %2 who, %3 a service, %4 what was decided
    return CalmWords::tr("Last decision %1 by %2: %3, %4.")
               .arg(
                   format::utcMinute(last.at), words::actor(last.actor), last.service.value(),
                   words::decision(last.what)) +
           u' ' + sources;
}

std::vector<EmptyState::Fact> calmFacts(const engine::Snapshot& snapshot, Instant now)
{
    const auto& state = *snapshot.state;
    return {
        {CalmWords::tr("Breakers"), breakersText(state, now)},
        {CalmWords::tr("Canaries"), canariesText(state)},
        {CalmWords::tr("Compliance"), complianceText(snapshot, now)},
        {CalmWords::tr("Rest day"), restText(state, now)}};
}

std::vector<Instant> decisionsOf(const engine::ConsoleState& state, Instant now)
{
    std::vector<Instant> moments;
    for (const auto& decided : state.decided) {
        if (decided->at > now - std::chrono::hours{24} && decided->at <= now)
            moments.push_back(decided->at);
    }
    return moments;
}

} // namespace penelope::ui::approvals
