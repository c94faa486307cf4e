#include "ui/approvals/sentences.h"

#include "core/breaker/breaker.h"
#include "core/canary/evidence.h"
#include "core/engine/restraint.h"
#include "core/engine/retirement.h"
#include "ui/canaries/evidenceview.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

using std::chrono::hours;

struct Sentences
{
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

QString breakerText(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    const auto found = state.breakers.find(approval.service);
    const breaker::Breaker none;
    const auto& breaker = found ? *found : none;
    const auto failures = static_cast<int>(breaker::failuresInWindow(breaker, now, state.policy).size());
    const auto limit = state.policy.integer(u"breaker.failures"_s);
    switch (breaker.phase) {
    case breaker::Phase::Closed:
        //: %1 of %2 failures before the circuit breaker opens
        return Sentences::tr("The breaker stays closed, %1 of %2 failures.").arg(failures).arg(limit);
    case breaker::Phase::Open: return Sentences::tr("The breaker stays open.");
    case breaker::Phase::HalfOpen: return Sentences::tr("The breaker stays half-open.");
    }
    Q_UNREACHABLE();
}

bool waitsToStart(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    return state.restDay || (approval.earliest && *approval.earliest > now) ||
           engine::restraint::frozen(state, approval.service, approval.anomaly);
}

QString restText(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    if (engine::restraint::frozen(state, approval.service, approval.anomaly))
        return Sentences::tr("It waits until the freeze ends.");
    if (state.restDay)
        return Sentences::tr("It waits until the rest day ends.");
    if (approval.earliest && *approval.earliest > now)
        return Sentences::tr("It waits until %1.").arg(format::utcTime(*approval.earliest));
    const auto used = std::count_if(state.deployments.begin(), state.deployments.end(), [now](const auto& record) {
        return record->usedAt > now - hours{1};
    });
    //: %1 of %2 canaries started this hour
    return Sentences::tr("No rest day; budget %1 of %2 used this hour.")
        .arg(used)
        .arg(state.policy.integer(u"budget.hour"_s));
}

int firstStep(const engine::ConsoleState& state)
{
    const auto steps = state.policy.integers(u"canary.steps"_s);
    return steps.empty() ? 10 : steps.front();
}

/// Whether the first step could be certified at all, by the traffic that the service's last canary saw; empty where it
/// could, and where none has told.
QString feasibilityText(const approval::Approval& approval, const engine::ConsoleState& state)
{
    std::shared_ptr<const canary::Canary> newest;
    const auto since = state.at - engine::retirement::keptReadings; // those before it have none
    state.canaries.forEachSince(since, [&](const CanaryId&, const std::shared_ptr<const canary::Canary>& each) {
        if (each->service == approval.service && each->evidence && (!newest || newest->createdAt < each->createdAt))
            newest = each;
    });
    if (!newest)
        return {};
    for (const auto& row : canary::feasibility(*newest, 1)) {
        const auto text = canaries::feasibilitySentence(*newest, row, 1);
        if (!text.isEmpty())
            return u' ' + text;
    }
    return {};
}

/// What each factor adds when it is over its limit (domain.md 3); an unknown one may turn out to be.
int couldAdd(const QString& factor)
{
    if (factor == "complexity"_L1)
        return 30;
    if (factor == "dependencies"_L1)
        return 20;
    return 25;
}

bool nameHas(const QString& name, QLatin1StringView part)
{
    return name.contains(part, Qt::CaseInsensitive);
}

} // namespace

QString stateVerb(const Row& row)
{
    switch (row.state) {
    case State::Waiting:
        return row.subject == Subject::Escalation ? Sentences::tr("escalated") : Sentences::tr("waiting");
    case State::Voted: return Sentences::tr("approved by you");
    case State::Seen: return row.by.isEmpty() ? Sentences::tr("seen") : Sentences::tr("seen by");
    case State::Intended: return Sentences::tr("deciding:");
    case State::ToReview: return Sentences::tr("to be reviewed");
    case State::Snoozed: return Sentences::tr("snoozed");
    case State::Acknowledged: return Sentences::tr("seen by");
    case State::Judging: return Sentences::tr("being judged");
    case State::Observed: return Sentences::tr("observed");
    case State::Trying: return Sentences::tr("in the twin");
    case State::Healing: return Sentences::tr("patch on its way");
    case State::Approved: return Sentences::tr("approved");
    case State::Rejected: return Sentences::tr("rejected");
    case State::Expired: return Sentences::tr("expired");
    case State::Refused: return Sentences::tr("refused");
    case State::Cancelled: return Sentences::tr("cancelled");
    case State::Closed: return Sentences::tr("closed");
    case State::Resolved: return Sentences::tr("resolved");
    }
    Q_UNREACHABLE();
}

QString stateText(const Row& row, Instant now)
{
    const bool later = row.until && *row.until > now;
    if (row.state == State::Observed && later)
        return Sentences::tr("next look %1").arg(format::utcMinute(*row.until));
    if (row.state == State::Snoozed && later)
        return Sentences::tr("until %1").arg(format::utcMinute(*row.until));
    if (row.state == State::Trying && later)
        //: in the digital twin; %1 is a count-down such as "00:34"
        return Sentences::tr("twin, %1 left").arg(format::countdown(*row.until - now));
    if (row.outcome)
        //: %1 is "approved", %2 what became of the patch, such as "rolled back"
        return Sentences::tr("%1 · %2").arg(stateVerb(row), words::patchStatus(*row.outcome));
    // Who decided alone stands in the head and in the banner; the column has no room for both.
    if (row.by.isEmpty() || row.state == State::ToReview)
        return stateVerb(row);
    //: %1 is a verb such as "approved", %2 who did it
    return Sentences::tr("%1 %2").arg(stateVerb(row), row.by);
}

QString changeText(const Row& row)
{
    if (row.subject == Subject::Escalation)
        return Sentences::tr("no patch");
    if (row.patch.isEmpty())
        return format::absent();
    return u"+%1 %2%3"_s.arg(row.linesAdded).arg(format::minus).arg(row.linesRemoved);
}

QString needText(const Row& row)
{
    if (row.subject == Subject::Escalation)
        return Sentences::tr("person");
    if (row.need == 0)
        return format::absent();
    //: votes given of votes needed
    return Sentences::tr("%1 of %2").arg(row.got).arg(row.need);
}

QString leftText(const Row& row, Instant now)
{
    if (row.decidedAt)
        return format::clock(*row.decidedAt);
    if (row.deadline)
        return format::countdown(*row.deadline - now);
    return format::absent();
}

QString groupTitle(Group group, int count, std::optional<Instant> nextLook)
{
    switch (group) {
    case Group::Waiting: return Sentences::tr("Waiting") + u"  %1"_s.arg(count);
    case Group::Snoozed: return Sentences::tr("Snoozed") + u"  %1"_s.arg(count);
    case Group::Acknowledged: return Sentences::tr("Acknowledged by others") + u"  %1"_s.arg(count);
    case Group::Observed:
        return Sentences::tr("Observed") + u"  %1"_s.arg(count) +
               (nextLook ? u"   "_s + Sentences::tr("next look %1").arg(format::utcMinute(*nextLook)) : QString{});
    case Group::Decided: return Sentences::tr("Decided, last 12 h") + u"  %1"_s.arg(count);
    }
    Q_UNREACHABLE();
}

QString spoken(const Row& row, Instant now)
{
    QStringList parts{words::severity(row.severity), row.service.value()};
    if (!row.intent.isEmpty())
        parts.append(isProposal(row) ? proposalText(row) : words::anomalyType(row.intent));
    if (row.deadline && !row.decidedAt)
        parts.append(Sentences::tr("%1 left").arg(format::countdown(*row.deadline - now)));
    if (row.riskHundredths)
        parts.append(Sentences::tr("risk %1").arg(format::hundredths(*row.riskHundredths)));
    if (row.subject == Subject::Request || row.subject == Subject::Escalation)
        parts.append(Sentences::tr("needs %1").arg(needText(row)));
    parts.append(stateText(row, now));
    return parts.join(u", "_s);
}

QString metricText(const QString& name, const Json& value)
{
    auto label = name;
    if (!value.isNumber())
        return words::metric(label) + u' ' + value.toString();
    const double number = value.toDouble();
    if (label.endsWith("_ms"_L1)) {
        label.chop(3);
        return words::metric(label) + u' ' + format::number(number, number < 10 ? 1 : 0) + u" ms"_s;
    }
    if (nameHas(label, "rate"_L1) || nameHas(label, "ratio"_L1)) {
        if (label.endsWith("_ratio"_L1))
            label.chop(6);
        return words::metric(label) + u' ' + format::percent(number, number < 0.1 ? 1 : 0);
    }
    const bool whole = number == static_cast<double>(static_cast<qint64>(number));
    return words::metric(label) + u' ' + format::number(number, whole ? 0 : 2);
}

namespace {

QStringList measuredTexts(const sophia::Anomaly& anomaly, bool zeros)
{
    QStringList parts;
    for (const auto& [name, value] : anomaly.metrics) {
        if (zeros || !value.isNumber() || value.toDouble() != 0)
            parts.append(metricText(name, value));
    }
    for (const auto& name : anomaly.unknown)
        parts.append(Sentences::tr("%1 unknown").arg(words::metric(name)));
    return parts;
}

} // namespace

QString twinResultText(const QString& result)
{
    if (result == "passed"_L1)
        return Sentences::tr("passed");
    return result == "failed"_L1 ? Sentences::tr("not passed") : words::code(result);
}

QString symptomText(const sophia::Anomaly& anomaly)
{
    const auto parts = measuredTexts(anomaly, false);
    return format::capital(parts.isEmpty() ? words::anomalyType(anomaly.type) : parts.join(u", "_s));
}

QString anomalyText(const sophia::Anomaly& anomaly)
{
    const auto kind = format::capital(words::anomalyType(anomaly.type));
    const auto parts = measuredTexts(anomaly, true);
    if (parts.isEmpty())
        return Sentences::tr("%1, since %2").arg(kind, format::utcTime(anomaly.startsAt));
    //: %1 is a kind of anomaly, %2 a list of measured values, %3 a time
    return Sentences::tr("%1: %2, since %3").arg(kind, parts.join(u", "_s), format::utcTime(anomaly.startsAt));
}

QString ifApproved(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    const auto rest = QString(restText(approval, state, now) + feasibilityText(approval, state));
    if (approval.got() + 1 < approval.need)
        return Sentences::tr("One more approval, then a canary at %1 %. %2").arg(firstStep(state)).arg(rest);
    if (waitsToStart(approval, state, now))
        //: %1 a share of traffic, %2 a sentence that says what it waits for
        return Sentences::tr("Canary at %1 %. %2").arg(firstStep(state)).arg(rest);
    return Sentences::tr("Canary at %1 % starts at once. %2").arg(firstStep(state)).arg(rest);
}

QString outcomeText(const approval::Approval& approval, const patch::Patch& patch)
{
    const auto outcome = outcomeOf(approval, patch);
    if (!outcome)
        return {};
    const auto at = *outcome == patch::Status::Promoted ? patch.promotedAt : patch.endedAt;
    auto text = format::capital(words::patchStatus(*outcome));
    if (at)
        //: %1 what became of a patch, such as "Rolled back", %2 a time
        text = Sentences::tr("%1 at %2").arg(text, format::utcTime(*at));
    return patch.endText.isEmpty() ? text : text + u": "_s + words::told(patch.endText);
}

QString ifNothing(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    return Sentences::tr("Expires: not approved. %1").arg(breakerText(approval, state, now));
}

QString approveConsequence(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    const bool waits = waitsToStart(approval, state, now);
    if (approval.got() + 1 < approval.need)
        return Sentences::tr("Yours is the first of two approvals: nothing starts yet.");
    const auto feasible = feasibilityText(approval, state);
    if (waits)
        return Sentences::tr("The canary at %1 % waits until it may start.").arg(firstStep(state)) + feasible;
    if (approval.need > 1)
        return Sentences::tr("Yours is the second of two approvals: the canary starts at %1 % at once.")
                   .arg(firstStep(state)) +
               feasible;
    return Sentences::tr("The canary starts at %1 % at once.").arg(firstStep(state)) + feasible;
}

QString originText(const patch::Patch& patch)
{
    if (patch.origin == "operator"_L1 || patch.origin == "api"_L1)
        return Sentences::tr("Proposed by %1").arg(words::actor(patch.proposer));
    if (patch.origin == "remedy"_L1)
        return Sentences::tr("Proposed by the remedy catalogue");
    if (patch.origin == "revert"_L1)
        return Sentences::tr("Proposed as a revert");
    if (patch.origin == "precedent"_L1)
        return Sentences::tr("Proposed from a precedent");
    if (!patch.generated)
        return Sentences::tr("Proposed by a generator");
    //: %1 is the name of a program, %2 a number from 0 to 1
    return Sentences::tr("Proposed by the generator %1, a program; its own confidence is %2")
        .arg(visibleText(patch.generated->name), format::number(patch.generated->confidence, 2));
}

QString proposalText(const Row& row)
{
    //: %1 is the name of a program, %2 what its patch does
    return row.generator.isEmpty() ? row.intent
                                   : Sentences::tr("from generator %1: %2").arg(visibleText(row.generator), row.intent);
}

int reachHundredths(const sophia::Risk& risk)
{
    int reach = 0;
    for (const auto& factor : risk.factors) {
        if (!factor.value)
            reach += couldAdd(factor.name);
    }
    return std::min(reach, std::max(0, 100 - risk.totalHundredths));
}

QString riskSentence(const sophia::Risk& risk)
{
    const auto raising = std::count_if(
        risk.factors.begin(), risk.factors.end(), [](const auto& factor) { return factor.addsHundredths > 0; });
    const auto unknown =
        std::count_if(risk.factors.begin(), risk.factors.end(), [](const auto& factor) { return !factor.value; });
    //: %1 of %2 factors
    auto text = raising == 0 ? Sentences::tr("no factor raises it")
                             : Sentences::tr("%1 of %2 factors raise it").arg(raising).arg(risk.factors.size());
    if (unknown > 0)
        text += u"; "_s + (unknown == 1 ? Sentences::tr("%1 if the unknown one does too")
                                        : Sentences::tr("%1 if the unknown ones do too"))
                              .arg(format::hundredths(risk.totalHundredths + reachHundredths(risk)));
    return text;
}

} // namespace penelope::ui::approvals
