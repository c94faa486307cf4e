#include "core/engine/metricfamilies.h"

#include "core/engine/scorefacts.h"
#include "core/engine/servicefamilies.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace penelope::engine {
namespace {

using metrics::Family;
using metrics::Sample;
using metrics::Type;

Family single(const QString& name, const QString& help, Type type, double value)
{
    return {name, help, type, {Sample{{}, value}}};
}

Family single(const QString& name, const QString& help, const metrics::Histogram& histogram)
{
    return {name, help, Type::Histogram, {Sample{{}, 0, histogram}}};
}

template <typename Key> double numberOf(const std::map<Key, qint64>& counts, const Key& key)
{
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : static_cast<double>(found->second);
}

/// A counter with one label of known values: each has a series from the start.
Family byWord(
    const QString& name, const QString& help, const QString& label, const QStringList& words,
    const std::map<QString, qint64>& counts)
{
    Family family{name, help, Type::Counter, {}};
    for (const auto& word : words)
        family.samples.push_back({{{label, word}}, numberOf(counts, word)});
    return family;
}

void addDecisions(std::vector<Family>& all, const Tally& tally, const Live& live)
{
    Family made{
        u"penelope_decisions_total"_s,
        u"Decisions of the core on anomalies. A look again that comes to the same decision by the same rule is not "
        "counted again."_s,
        Type::Counter,
        {}};
    for (const auto decision : {Decision::Observe, Decision::Intervene, Decision::Escalate})
        made.samples.push_back({{{u"decision"_s, toWord(decision)}}, numberOf(tally.decisions, decision)});
    all.push_back(std::move(made));
    all.push_back(byWord(
        u"penelope_decisions_logged_total"_s,
        u"Decision entries in the journal: every look of the core, also one that came to the same, and how requests "
        "for approval ended."_s,
        u"decision_type"_s, loggedTypes(), tally.logged));
    all.push_back(single(
        u"penelope_decision_duration_seconds"_s,
        u"Time from the wish to judge an anomaly until its evidence was at hand and the decision made. An escalation "
        "that only follows a refusal takes none."_s,
        tally.decisionSeconds));
    all.push_back(single(
        u"penelope_decision_logging_duration_seconds"_s,
        u"Time of the commit that put a decision on disk. Measured by this process since its start and not in the "
        "journal, so it begins at zero after a restart."_s,
        live.loggingSeconds));
    all.push_back(single(
        u"penelope_decision_risk_scores"_s, u"Assessed risk of the intervention at each decision, 0 to 1."_s,
        tally.risk));
}

void addApprovals(std::vector<Family>& all, const ConsoleState& state)
{
    using approval::Status;
    Family requests{
        u"penelope_approval_requests_total"_s,
        u"Requests for approval that came to a status. Every request begins as pending and ends in one of the others."_s,
        Type::Counter,
        {}};
    for (const auto status : {Status::Pending, Status::Approved, Status::Rejected, Status::Expired, Status::Cancelled})
        requests.samples.push_back(
            {{{u"status"_s, approval::toWord(status)}}, numberOf(state.tally.approvals, status)});
    all.push_back(std::move(requests));
    qint64 pending = 0;
    state.approvals.forEachOngoing([&pending](const ApprovalId&, const auto& row) { pending += row->isPending(); });
    all.push_back(single(
        u"penelope_approval_pending"_s, u"Requests that wait for a person now."_s, Type::Gauge,
        static_cast<double>(pending)));
    all.push_back(single(
        u"penelope_approval_response_seconds"_s,
        u"Time from a request to the approval or rejection that ended it. Expired and cancelled ones are not in it."_s,
        state.tally.responseSeconds));
}

void addPatches(std::vector<Family>& all, const Tally& tally)
{
    all.push_back(single(
        u"penelope_high_risk_patches_total"_s,
        u"Patches proposed where the assessed risk was at or above the policy's limit (approval.risk)."_s,
        Type::Counter, static_cast<double>(tally.highRiskPatches)));
    all.push_back(byWord(
        u"penelope_patch_deployments_total"_s,
        u"Finished deployments of patches: success when the watch after promotion ended well, failure when it did "
        "not, rollback when the canary went back. Cancelled ones count as nothing."_s,
        u"status"_s, deploymentOutcomes(), tally.deployments));
    all.push_back(
        single(u"penelope_patch_size_lines"_s, u"Lines added and removed by each proposed patch."_s, tally.patchLines));
    all.push_back(byWord(
        u"penelope_patch_deployment_exceptions_total"_s,
        u"Deployments that did not respect rest, each counted once at its start, by the first gate that was passed by "
        "exception; forced where no gate stood in the way."_s,
        u"kind"_s, exceptionKinds(), tally.exceptions));
}

void addCompliance(std::vector<Family>& all, const Snapshot& snapshot, Instant now)
{
    const auto score = scoreAt(snapshot, now, 1h);
    Family total{
        u"penelope_compliance_score"_s,
        u"Compliance over the last hour: the weighted mean of the measured principles, 0 to 100. No series while "
        "nothing is measured."_s,
        Type::Gauge,
        {}};
    if (score.total)
        total.samples.push_back({{}, *score.total});
    all.push_back(std::move(total));
    all.push_back(single(
        u"penelope_compliance_measured_weight"_s,
        u"Sum of the weights of the principles that could be measured, 0 to 100. At 0 there is no score."_s,
        Type::Gauge, score.measuredWeight));
    Family principles{
        u"penelope_compliance_principle_score"_s,
        u"Score of one principle over the last hour, 0 to 100. An unmeasured principle has no series."_s,
        Type::Gauge,
        {}};
    for (const auto& one : score.principles) {
        if (one.points)
            principles.samples.push_back(
                {{{u"principle"_s, compliance::toWord(one.principle)}}, *one.points * 100 / one.weight});
    }
    all.push_back(std::move(principles));
    all.push_back(single(
        u"penelope_sabbath_active"_s, u"1 on a rest day, when deployments wait; else 0."_s, Type::Gauge,
        snapshot.state->restDay ? 1 : 0));
}

} // namespace

std::vector<Family> families(const Snapshot& snapshot, Instant now)
{
    const auto& state = *snapshot.state;
    std::vector<Family> all;
    addDecisions(all, state.tally, snapshot.live);
    addApprovals(all, state);
    addPatches(all, state.tally);
    addCompliance(all, snapshot, now);
    const auto merged = addServices(all, state, now);
    auto result = metrics::checked(std::move(all));
    result.families.push_back(single(
        u"penelope_dropped_series_total"_s,
        u"Services summed up as \"other\" because there are too many, and samples left out because their labels are "
        "no text."_s,
        Type::Counter, static_cast<double>(merged + result.dropped)));
    return metrics::checked(std::move(result.families)).families;
}

} // namespace penelope::engine
