#pragma once

#include "core/sophia/judge.h"

/// Why a decision was made, and what would have changed it. Pure: from the DecisionMade alone, by judging its inputs
/// again. Any thread.
namespace penelope::sophia {

/// Events leave out what has no value; read back it is an empty object.
inline bool isNothing(const Json& value)
{
    return value.isObject() && value.toObject().empty();
}

/// One thing that a rule compares.
struct Comparison
{
    QString input;       ///< similar, self_resolved, risk, precedent_success, precedent_failure, severity
    Json value;          ///< an empty object = there is none
    QString relation;    ///< at_least, more_than (both of value to limit), none (value must be absent)
    Json limit;          ///< an empty object where the relation needs none
    QString source = {}; ///< where the value was read
    std::optional<Milliseconds> age = {}; ///< of the value when it was judged
    bool holds = false;
    bool operator==(const Comparison&) const = default;
};

/// One row of the rule table.
struct RuleLine
{
    int rule = 0;                         ///< 1..6
    Decision decides = Decision::Observe; ///< what it decides where it fits
    std::vector<Comparison> comparisons;  ///< all must hold; empty = always fits
    bool fits = false;                    ///< looked at alone
    bool fired = false;                   ///< the first that fits
    bool operator==(const RuleLine&) const = default;
};

/// A single change of one input after which the judge decides otherwise.
struct Change
{
    /// similar (further episodes that resolved by themselves, or fewer of them), self_resolved, severity, error_rate,
    /// affected_users, complexity, dependencies, recent_commits, coverage, precedent_outcome, precedent_similarity,
    /// precedent (one more), and for a decision that followed what happened to a patch: no_proposal, rejected, expired,
    /// cancelled, refused.
    QString input;
    QString precedent = {}; ///< id, where it is about one
    Json from;              ///< an empty object = UNKNOWN, not given or not there
    Json to;                ///< an empty object = it had not happened
    /// |to − from| in units of the input's own range: 1 for shares and similarities, the limit for counts, 1000 users,
    /// three steps of severity. What has no value is a whole range away.
    double distance = 0;
    Verdict verdict; ///< of the judge after the change
    bool operator==(const Change&) const = default;
};

struct Explanation
{
    Verdict verdict;             ///< as decided
    std::vector<RuleLine> rules; ///< six, in order
    Risk risk;
    int impactTenThousandths = 0;
    /// What the risk would be if every UNKNOWN input were on its bad side.
    int riskAtMostHundredths = 0;
    QStringList unknown; ///< names of inputs that could not be read
    /// Decided not by the table but by what happened to a patch: rejected, expired, … empty = by the table.
    QString followed;
    QString followedDetail;
    /// The nearest change of each input that has one, nearest first; ties in the order of the rules.
    std::vector<Change> changes;
    /// Names of inputs that the event does not hold, as in journals of earlier versions: the table is then partial and
    /// there are no changes.
    QStringList missing;

    const Change* nearest() const { return changes.empty() ? nullptr : &changes.front(); }
    bool operator==(const Explanation&) const = default;
};

Explanation explain(const DecisionRecord& record);

/// Decided not by the table but by what happened to a patch.
bool isFollowed(const DecisionRecord& record);

/// The facts that a decision was made on, from what its event holds; `missing` then names what it does not hold.
Facts factsFrom(const DecisionRecord& record, QStringList& missing);
/// The facts with one input changed, for judging again.
Facts changed(const Facts& facts, const Change& change);

} // namespace penelope::sophia
