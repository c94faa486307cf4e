#include "core/engine/command.h"

#include <algorithm>
#include <map>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

bool takes(const CommandEntry& entry, const QString& name)
{
    return name == "operator"_L1 || entry.args.contains(name) || entry.args.contains(name + u'?');
}

} // namespace

const std::vector<CommandEntry>& commandTable()
{
    static const QStringList decision{u"id"_s,          u"version"_s,      u"diff_sha256"_s, u"seen?"_s,
                                      u"reason?"_s,     u"break_glass?"_s, u"service?"_s,    u"decision?"_s,
                                      u"decided_at?"_s, u"signature?"_s};
    static const QStringList reasoned{u"id"_s, u"reason?"_s};
    static const std::vector<CommandEntry> table{
        {u"approve"_s, Role::Approver, decision, u"Approve a patch at a version"_s},
        {u"reject"_s, Role::Operator, decision, u"Reject a patch, with a reason"_s},
        {u"intend"_s,
         Role::Operator,
         {u"id"_s, u"decision"_s, u"hold_until?"_s, u"break_glass?"_s},
         u"Say what will be decided, for undo"_s},
        {u"review"_s,
         Role::Approver,
         {u"id"_s, u"version"_s, u"diff_sha256"_s, u"decision"_s, u"reason?"_s, u"decided_at?"_s, u"signature?"_s},
         u"Agree with or object to a decision that somebody made alone"_s},
        {u"withdraw_intent"_s, Role::Operator, {u"id"_s}, u"Take back a decision not sent yet"_s},
        {u"ack"_s, Role::Operator, {u"id"_s, u"until_at?"_s}, u"Acknowledge a request"_s},
        {u"snooze"_s, Role::Operator, {u"id"_s, u"until_at"_s}, u"Be reminded of a request later"_s},
        {u"note"_s, Role::Operator, {u"scope"_s, u"ref?"_s, u"text"_s}, u"Write a note"_s},
        {u"anomaly_report"_s,
         Role::Operator,
         {u"type"_s, u"service"_s, u"severity"_s, u"fingerprint?"_s, u"starts_at?"_s, u"metrics?"_s, u"context?"_s,
          u"confidence?"_s},
         u"Report an anomaly"_s},
        {u"anomaly_judge"_s, Role::Operator, {u"id"_s, u"reason"_s}, u"Have an open anomaly judged again"_s},
        {u"anomaly_ack"_s, Role::Operator, {u"id"_s}, u"Acknowledge an escalation"_s},
        {u"anomaly_close"_s, Role::Approver, {u"id"_s, u"reason"_s}, u"Close an escalation"_s},
        {u"patch_submit"_s,
         Role::Operator,
         {u"service"_s, u"diff"_s, u"intent"_s, u"rollback?"_s, u"anomaly_id?"_s, u"force?"_s, u"judge?"_s},
         u"Propose a patch"_s},
        {u"patch_cancel"_s, Role::Approver, {u"id"_s, u"reason"_s}, u"Cancel a patch that has not started"_s},
        {u"twin_cancel"_s,
         Role::Operator,
         {u"id"_s, u"reason"_s},
         u"End a patch's trial in the twin: a person is asked instead"_s},
        {u"canary_pause"_s, Role::Operator, reasoned, u"Keep a canary at its share"_s},
        {u"canary_resume"_s, Role::Approver, reasoned, u"Let a canary go on"_s},
        {u"canary_promote"_s,
         Role::Approver,
         {u"id"_s, u"reason?"_s, u"full?"_s},
         u"Take a canary one step on, or to its last one"_s},
        {u"canary_abort"_s, Role::Operator, reasoned, u"Roll a canary back now"_s},
        {u"canary_cancel"_s, Role::Approver, reasoned, u"Roll back a canary that is no longer wanted"_s},
        {u"canary_retry"_s,
         Role::Operator,
         {u"id"_s, u"reason"_s, u"judge?"_s},
         u"Propose the patch of a canary that went back again"_s},
        {u"breaker_reset"_s, Role::Admin, {u"service"_s, u"reason"_s}, u"Close a circuit breaker"_s},
        {u"operator_add"_s,
         Role::Admin,
         {u"name"_s, u"public_key"_s, u"role"_s},
         u"Add an operator with a key and a role"_s},
        {u"operator_change"_s,
         Role::Admin,
         {u"name"_s, u"role?"_s, u"active?"_s, u"reason"_s},
         u"Change an operator's role, or switch one off or on"_s},
        {u"operator_rotate"_s,
         Role::Viewer,
         {u"name"_s, u"public_key"_s, u"proof"_s, u"previous_proof?"_s, u"reason?"_s},
         u"Give an operator another key"_s},
        {u"poll"_s, Role::Viewer, {}, u"Ask each Prometheus again now"_s},
        {u"policy_set"_s, Role::Admin, {u"key"_s, u"value"_s, u"reason"_s}, u"Change a limit"_s},
        {u"freeze"_s,
         Role::Operator,
         {u"scope?"_s, u"running_canaries?"_s, u"until_at?"_s, u"reason"_s},
         u"Stop healing, everywhere or for a scope"_s},
        {u"unfreeze"_s, Role::Approver, {u"id?"_s, u"reason"_s}, u"Let healing go on"_s},
        {u"arm"_s, Role::Approver, {u"service"_s, u"to"_s, u"reason"_s}, u"Set a service off, to shadow or armed"_s},
        {u"except"_s,
         Role::Approver,
         {u"id"_s, u"kind"_s, u"reason"_s},
         u"Declare that a patch may start on the rest day"_s},
        {u"service_register"_s, Role::Admin, {u"registration"_s, u"folder?"_s}, u"Register a service or its change"_s},
    };
    return table;
}

const CommandEntry* findCommand(const QString& name)
{
    static const std::map<QString, QString> aliases{
        {u"propose_patch"_s, u"patch_submit"_s},
        {u"report_anomaly"_s, u"anomaly_report"_s},
        {u"close_anomaly"_s, u"anomaly_close"_s},
        {u"judge_anomaly"_s, u"anomaly_judge"_s},
        {u"acknowledge"_s, u"ack"_s}};
    const auto alias = aliases.find(name);
    const auto& wanted = alias == aliases.end() ? name : alias->second;
    const auto& table = commandTable();
    const auto entry =
        std::find_if(table.begin(), table.end(), [&wanted](const auto& each) { return each.name == wanted; });
    return entry == table.end() ? nullptr : &*entry;
}

Status checkArgs(const CommandEntry& entry, const Json& args)
{
    for (const auto& [name, value] : args.toObject()) {
        if (!takes(entry, name))
            return failure(ErrorCode::Malformed, u"%1 takes no argument \"%2\""_s.arg(entry.name, name), name);
    }
    for (const auto& arg : entry.args) {
        if (arg.endsWith(u'?'))
            continue;
        const auto* value = args.find(arg);
        if (!value)
            return failure(ErrorCode::Malformed, u"%1 needs the argument \"%2\""_s.arg(entry.name, arg), arg);
        if (value->isString() && value->toString().trimmed().isEmpty())
            return failure(ErrorCode::Malformed, u"the argument \"%1\" of %2 is empty"_s.arg(arg, entry.name), arg);
    }
    return {};
}

} // namespace penelope::engine
