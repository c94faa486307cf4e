#include "ui/compliance/counted.h"

#include "core/engine/scorefacts.h"
#include "ui/compliance/scoreview.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using penelope::compliance::Principle;

namespace penelope::ui::compliance_page {

namespace {

struct CountedWords
{
    Q_DECLARE_TR_FUNCTIONS(CountedWords)
};

struct Counted
{
    Instant at{};
    ServiceName service;
    QString what;
    QString item; ///< for Audit: a seq or a filter
};

std::vector<Counted> decisions(const engine::ConsoleState& state, Instant since)
{
    std::vector<Counted> all;
    state.anomalies.forEachSince(since, [&](const AnomalyId&, const auto& anomaly) {
        for (const auto& decision : anomaly->decisions) {
            if (!decision.repeated)
                all.push_back(
                    {decision.at, anomaly->service,
                     CountedWords::tr("%1, rule %2").arg(words::decision(decision.decision)).arg(decision.rule),
                     decision.seq > 0 ? QString::number(decision.seq) : QString{}});
        }
    });
    return all;
}

std::vector<Counted> patches(const engine::ConsoleState& state, Instant since)
{
    std::vector<Counted> all;
    state.patches.forEachSince(since, [&](const PatchId& id, const auto& patch) {
        all.push_back(
            {patch->proposedAt, patch->service,
             CountedWords::tr("%n line(s)", nullptr, patch->linesAdded + patch->linesRemoved),
             u"stream:patch/"_s + id.value()});
    });
    return all;
}

std::vector<Counted> finished(const engine::ConsoleState& state, Instant since)
{
    std::vector<Counted> all;
    state.patches.forEachSince(since, [&](const PatchId& id, const auto& patch) {
        // As the score counts (scorefacts): what never ran, and what was no longer wanted, is no outcome.
        if (patch->isFinished() && patch->endedAt && patch->status != patch::Status::Refused &&
            patch->status != patch::Status::Cancelled && patch->status != patch::Status::Shadowed &&
            patch->endReason != "cancelled"_L1)
            all.push_back(
                {*patch->endedAt, patch->service,
                 patch->watchHealthy.value_or(false) ? CountedWords::tr("helped") : CountedWords::tr("did not help"),
                 u"stream:patch/"_s + id.value()});
    });
    return all;
}

std::vector<Counted> deployments(const engine::ConsoleState& state)
{
    std::vector<Counted> all;
    for (const auto& deployment : state.deployments)
        all.push_back(
            {deployment->at, deployment->service,
             deployment->respectedRest ? CountedWords::tr("respected") : CountedWords::tr("exception"),
             u"stream:patch/"_s + deployment->patch.value()});
    return all;
}

std::vector<Counted> openBreakers(const engine::ConsoleState& state, Instant now)
{
    std::vector<Counted> all;
    state.breakers.forEach([&](const ServiceName& name, const auto& breaker) {
        if (breaker::phaseAt(*breaker, now) != breaker::Phase::Open)
            return;
        Instant since = now;
        for (const auto& change : breaker->transitions) {
            if (change.to == breaker::Phase::Open && change.at <= now)
                since = change.at;
        }
        all.push_back({since, name, CountedWords::tr("open"), u"stream:breaker/"_s + name.value()});
    });
    return all;
}

/// All that counts since then, and some of what counted before it.
std::vector<Counted> counted(const engine::ConsoleState& state, Principle principle, Instant now, Instant since)
{
    switch (principle) {
    case Principle::Sophia:
    case Principle::Tapeinophrosyne: return decisions(state, since);
    case Principle::Praotes: return patches(state, since);
    case Principle::Agape: return finished(state, since);
    case Principle::Sabbath: return deployments(state);
    case Principle::Prudence: return openBreakers(state, now);
    case Principle::Aletheia: return {};
    }
    Q_UNREACHABLE();
}

/// Newest first.
std::vector<Counted>
countedWithin(const engine::ConsoleState& state, Principle principle, Instant now, Milliseconds window)
{
    auto all = counted(state, principle, now, now - window);
    const auto outside = [&](const Counted& one) {
        return one.at > now || (principle != Principle::Prudence && one.at <= now - window);
    };
    all.erase(std::remove_if(all.begin(), all.end(), outside), all.end());
    std::sort(all.begin(), all.end(), [](const Counted& left, const Counted& right) { return left.at > right.at; });
    return all;
}

} // namespace

QString valueText(Principle principle, double value)
{
    if (principle == Principle::Praotes)
        //: %1 is a number of lines, perhaps with a decimal
        return CountedWords::tr("%1 lines").arg(format::number(value, value == static_cast<int>(value) ? 0 : 1));
    return format::percent(value, value * 100 == static_cast<int>(value * 100) ? 0 : 1);
}

std::optional<Instant>
newestCounted(const engine::ConsoleState& state, Principle principle, Instant now, Milliseconds window, Instant current)
{
    if (principle == Principle::Prudence)
        return current;
    std::optional<Instant> newest;
    for (const auto& one : counted(state, principle, now, now - window)) {
        if (one.at <= now)
            newest = std::max(newest.value_or(one.at), one.at);
    }
    return newest;
}

std::vector<TextTable::Line>
countedLines(const engine::ConsoleState& state, Principle principle, Instant now, Milliseconds window)
{
    std::vector<TextTable::Line> lines;
    for (const auto& one : countedWithin(state, principle, now, window))
        lines.push_back({{format::utcDateTime(one.at), one.service.value(), one.what}, one.item});
    return lines;
}

std::vector<charts::LaneMark>
countedMarks(const engine::ConsoleState& state, Principle principle, Instant now, Milliseconds window)
{
    std::vector<charts::LaneMark> marks;
    for (const auto& one : countedWithin(state, principle, now, window))
        marks.push_back({one.at, one.what});
    std::reverse(marks.begin(), marks.end());
    return marks;
}

std::vector<TextTable::Line> bandLines(const compliance::PrincipleScore& score)
{
    const auto marks = compliance::marks(score.principle);
    std::vector<TextTable::Line> lines;
    for (std::size_t at = 0; at + 1 < marks.size(); ++at) {
        const auto& low = marks[at];
        const auto& high = marks[at + 1];
        const bool holds = score.value && (*score.value > low.value || at == 0) &&
                           (*score.value <= high.value || at + 2 == marks.size());
        const auto points = [&score](double hundred) { return format::number(hundred * score.weight / 100, 1); };
        lines.push_back(
            {{//: a range of values
              CountedWords::tr("%1 to %2")
                  .arg(valueText(score.principle, low.value), valueText(score.principle, high.value)),
              //: a range of points of a weight
              CountedWords::tr("%1 to %2 of %3").arg(points(low.points), points(high.points)).arg(score.weight),
              holds ? CountedWords::tr("now: %1").arg(valueText(score.principle, *score.value)) : QString{}},
             {},
             holds});
    }
    return lines;
}

std::vector<TextTable::Line>
rawLines(const engine::Snapshot& snapshot, Principle principle, Instant now, Milliseconds window)
{
    constexpr int steps = 96;
    std::vector<TextTable::Line> lines;
    for (int index = 0; index <= steps; ++index) {
        const auto at = now - std::chrono::hours{24} * index / steps;
        const auto score = scoreOf(snapshot, principle, at, window);
        const bool counts = score.denominator > 0;
        lines.push_back(
            {{format::utcDateTime(at), counts ? format::integer(score.numerator) : format::absent(),
              counts ? format::integer(score.denominator) : format::absent(),
              score.value ? valueText(principle, *score.value) : CountedWords::tr("UNMEASURED"),
              score.points ? format::number(*score.points, 1) : format::absent()},
             {}});
    }
    return lines;
}

} // namespace penelope::ui::compliance_page
