#include "core/engine/ordering.h"

#include "core/approval/breakglass.h"
#include "core/engine/anomalyorders.h"
#include "core/engine/canaryorders.h"
#include "core/engine/operatororders.h"
#include "core/engine/pipeline.h"
#include "core/engine/restraint.h"
#include "core/patch/events.h"
#include "core/patch/service.h"
#include "core/sophia/events.h"

#include <map>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

Failure notFound(const QString& sentence)
{
    return failure(ErrorCode::NotFound, sentence, u"id"_s);
}

Result<Json> addAll(Chain& chain, Result<journal::Drafts> drafts, const QString& id)
{
    if (!drafts)
        return Failure{drafts.error()};
    chain.add(std::move(*drafts));
    return Json::object({{u"id"_s, id}});
}

approval::Person personOf(const Chain& chain, const Command& command)
{
    const auto role = roleOf(chain.state(), command);
    approval::Person person{
        .actor = chain.actor(), .role = role.value_or(Role::Viewer), .active = role.has_value(), .publicKey = {}};
    const auto known = chain.state().operators.find(OperatorName{chain.actor().section(u'/', 1)});
    if (chain.actor().startsWith("operator/"_L1) && known != chain.state().operators.end())
        person.publicKey = known->second.publicKey;
    return person;
}

std::optional<Instant> instantOf(const Json& args, QStringView name)
{
    const auto ms = args.integer(name);
    return ms ? std::optional{instantFromMs(*ms)} : std::nullopt;
}

approval::Seen seenOf(const Chain& chain, const Json& args)
{
    approval::Seen seen;
    seen.version = static_cast<int>(args.integer(u"version").value_or(0));
    seen.diffSha256 = args[u"diff_sha256"].toString();
    seen.reason = args.text(u"reason");
    if (const auto* detail = args.find(u"seen"))
        seen.detail = *detail;
    seen.breakGlass = args.boolean(u"break_glass");
    seen.decidedAt = instantOf(args, u"decided_at");
    seen.signature = args[u"signature"].toString();
    seen.service = args[u"service"].toString();
    seen.journalId = chain.state().journalId;
    return seen;
}

/// A member of another type than the contract's would be signed as one thing and obeyed as another.
Status checkDecision(const Command& command, const QString& expected)
{
    const auto& args = command.args;
    const auto wrong = [](const QString& name, const QString& what) {
        return failure(ErrorCode::Malformed, u"%1 is %2"_s.arg(name, what), name);
    };
    if (!args.integer(u"version"))
        return wrong(u"version"_s, u"a whole number"_s);
    for (const auto& name : {u"reason"_s, u"signature"_s, u"diff_sha256"_s}) {
        if (args.contains(name) && !args.text(name))
            return wrong(name, u"a text"_s);
    }
    if (args.contains(u"break_glass") && !args.boolean(u"break_glass"))
        return wrong(u"break_glass"_s, u"true or false"_s);
    if (args.contains(u"decided_at") && !args.integer(u"decided_at"))
        return wrong(u"decided_at"_s, u"an instant in milliseconds"_s);
    if (args.contains(u"seen") && !args[u"seen"].isObject())
        return wrong(u"seen"_s, u"an object"_s);
    if (!expected.isEmpty() && args.contains(u"decision") && args.text(u"decision") != expected)
        return wrong(u"decision"_s, u"\"%1\" in the command %2"_s.arg(expected, command.name));
    return {};
}

Result<journal::Drafts> decisionDrafts(const Chain& chain, const approval::Approval& approval, const Command& command)
{
    const bool reviewing = command.name == "review"_L1;
    if (auto valid = checkDecision(command, reviewing ? QString{} : command.name); !valid)
        return Failure{valid.error()};
    const auto& state = chain.state();
    const auto person = personOf(chain, command);
    const auto seen = seenOf(chain, command.args);
    const auto patch = state.patches.find(approval.patch);
    const auto proposer = patch ? patch->proposer : QString{};
    if (command.name == "reject"_L1)
        return approval::reject(approval, person, seen, chain.now());
    if (!reviewing)
        return approval::approve(approval, person, proposer, seen, chain.now(), state.policy);
    const auto decision = command.args[u"decision"].toString();
    if (decision != "agree"_L1 && decision != "object"_L1)
        return failure(ErrorCode::Malformed, u"a review's decision is agree or object"_s, u"decision"_s);
    return approval::review(approval, person, proposer, seen, decision == "agree"_L1, chain.now());
}

Result<journal::Drafts> approvalDrafts(const Chain& chain, const approval::Approval& approval, const Command& command)
{
    if (command.name == "approve"_L1 || command.name == "reject"_L1 || command.name == "review"_L1)
        return decisionDrafts(chain, approval, command);
    const auto& policy = chain.state().policy;
    const auto person = personOf(chain, command);
    const auto now = chain.now();
    if (command.name == "intend"_L1) {
        const auto patch = chain.state().patches.find(approval.patch);
        return approval::intend(
            approval, person, patch ? patch->proposer : QString{}, command.args[u"decision"].toString(), now, policy,
            command.args[u"break_glass"].toBool());
    }
    if (command.name == "withdraw_intent"_L1)
        return approval::withdrawIntent(approval, person, now);
    if (command.name == "ack"_L1)
        return approval::acknowledge(approval, person, now, policy);
    const auto until = instantOf(command.args, u"until_at");
    if (!until)
        return failure(ErrorCode::Malformed, u"until_at is an instant in milliseconds"_s, u"until_at"_s);
    return approval::snooze(approval, person, *until, now, policy);
}

Result<Json> onApproval(Chain& chain, const Command& command)
{
    const ApprovalId id{command.args[u"id"].toString()};
    const auto approval = chain.state().approvals.find(id);
    if (!approval)
        return notFound(u"there is no approval %1"_s.arg(id.value()));
    // What a person decides is signed or said by that person; a token stands for a program.
    static const QStringList decisions{u"approve"_s, u"reject"_s, u"intend"_s, u"withdraw_intent"_s, u"review"_s};
    if (isToken(chain.actor()) && decisions.contains(command.name)) {
        return failure(
            ErrorCode::NotPermitted,
            u"%1 cannot decide: a token does not replace an operator's signature"_s.arg(chain.actor()), u"signature"_s);
    }
    chain.tellStory(
        approval->anomaly.isEmpty() ? patch::streamOf(approval->patch) : sophia::streamOf(approval->anomaly));
    auto answer = addAll(chain, approvalDrafts(chain, *approval, command), id.value());
    if (answer && command.name != "review"_L1) {
        pipeline::approvalEnded(chain, id);
    }
    if (answer)
        answer->set(u"status"_s, Json{approval::toWord(chain.state().approvals.find(id)->status)});
    return answer;
}

Result<Json> onNote(Chain& chain, const Command& command)
{
    static const QStringList scopes{u"shift"_s, u"anomaly"_s, u"patch"_s, u"approval"_s, u"canary"_s, u"moment"_s};
    const auto scope = command.args[u"scope"].toString();
    if (!scopes.contains(scope))
        return failure(ErrorCode::Malformed, u"a note's scope is one of %1"_s.arg(scopes.join(", "_L1)), u"scope"_s);
    const auto id = chain.nextId();
    Json payload = Json::object({{u"scope"_s, scope}, {u"text"_s, command.args[u"text"].toString()}});
    payload.set(u"ref"_s, command.args.text(u"ref"));
    chain.add(u"NoteAdded"_s, u"note/"_s + id, std::move(payload));
    return Json::object({{u"id"_s, id}});
}

Result<Json> onSubmit(Chain& chain, const Command& command)
{
    pipeline::Proposal proposal;
    proposal.service = ServiceName{command.args[u"service"].toString()};
    proposal.anomaly = AnomalyId{command.args[u"anomaly_id"].toString()};
    proposal.diff = command.args[u"diff"].toString();
    proposal.intent = command.args[u"intent"].toString();
    proposal.rollbackNote = command.args[u"rollback"].toString();
    proposal.forced = command.args[u"force"].toBool();
    proposal.judge = command.args[u"judge"].toString();
    proposal.origin = chain.actor().startsWith("operator/"_L1) ? u"operator"_s : u"api"_s;
    const auto service = chain.state().services.find(proposal.service);
    if (!service || service->retired)
        return failure(ErrorCode::NotFound, u"there is no service %1"_s.arg(proposal.service.value()), u"service"_s);
    if (service->arming == Arming::Off) {
        return failure(
            ErrorCode::Refused,
            u"service %1 is off: nothing is proposed for it; arm it to shadow first"_s.arg(proposal.service.value()));
    }
    if (!proposal.anomaly.isEmpty() && !chain.state().anomalies.contains(proposal.anomaly))
        return failure(ErrorCode::NotFound, u"there is no anomaly %1"_s.arg(proposal.anomaly.value()), u"anomaly_id"_s);
    if (proposal.forced && personOf(chain, command).role < Role::Admin)
        return failure(ErrorCode::NotPermitted, u"only an admin may force a deployment"_s, u"force"_s);
    const auto id = pipeline::propose(chain, proposal);
    if (!id)
        return Failure{id.error()};
    return Json::object({{u"id"_s, id->value()}});
}

Result<Json> onCancelPatch(Chain& chain, const Command& command)
{
    const PatchId id{command.args[u"id"].toString()};
    const auto patch = chain.state().patches.find(id);
    if (!patch)
        return notFound(u"there is no patch %1"_s.arg(id.value()));
    if (patch->isFinished() || !patch->canary.isEmpty() || patch->status == patch::Status::Promoted) {
        return failure(
            ErrorCode::Refused, u"patch %1 is %2; a started one is cancelled by its canary"_s.arg(
                                    id.value(), patch::toWord(patch->status)));
    }
    pipeline::cancelPatch(chain, id, command.args[u"reason"].toString());
    return Json::object({{u"id"_s, id.value()}});
}

Result<Json> onReset(Chain& chain, const Command& command)
{
    const ServiceName name{command.args[u"service"].toString()};
    const auto service = chain.state().services.find(name);
    if (!service)
        return failure(ErrorCode::NotFound, u"there is no service %1"_s.arg(name.value()), u"service"_s);
    const auto breaker = chain.state().breakers.find(name);
    return addAll(
        chain,
        breaker::reset(
            breaker ? *breaker : breaker::Breaker{}, name, chain.actor(), command.args[u"reason"].toString(),
            service->registration.criticality),
        name.value());
}

Result<Json> onPolicy(Chain& chain, const Command& command)
{
    const auto key = command.args[u"key"].toString();
    return addAll(
        chain, policy::change(chain.state().policy, key, command.args[u"value"], command.args[u"reason"].toString()),
        key);
}

Result<Json> onRegister(Chain& chain, const Command& command)
{
    const auto& document = command.args[u"registration"];
    const auto folder = command.args.text(u"folder");
    const auto read =
        folder
            ? patch::readRegistration(document, *folder)
            : Result<patch::Registration>{patch::registrationFromEvent(Json::object({{u"registration"_s, document}}))};
    if (!read)
        return Failure{read.error()};
    if (read->name.isEmpty())
        return failure(ErrorCode::Malformed, u"the registration has no name"_s, u"registration"_s);
    const auto known = chain.state().services.find(read->name);
    const auto answer = Json::object({{u"id"_s, read->name.value()}});
    if (known && !known->retired && known->registration == *read)
        return answer;
    const auto stream = patch::streamOf(read->name);
    if (known && !known->retired) {
        chain.add(u"ServiceChanged"_s, stream, patch::serviceRegistered(*read));
        return answer;
    }
    chain.add(u"ServiceRegistered"_s, stream, patch::serviceRegistered(*read));
    // A person arms it after having seen what it would do.
    chain.add(u"ServiceArmed"_s, stream, patch::serviceArmed(Arming::Off, Arming::Shadow, u"registered"_s));
    return answer;
}

} // namespace

QString actorOf(const Command& command)
{
    const auto name = command.args.text(u"operator");
    return name ? u"operator/"_s + *name : command.actor;
}

std::optional<Role> roleOf(const ConsoleState& state, const QString& actor)
{
    if (actor == "core"_L1 || actor == "bootstrap"_L1)
        return Role::Admin;
    if (!actor.startsWith("operator/"_L1))
        return std::nullopt;
    const auto person = state.operators.find(OperatorName{actor.section(u'/', 1)});
    return person == state.operators.end() || !person->second.active ? std::nullopt
                                                                     : std::optional{person->second.role};
}

bool isToken(const QString& actor)
{
    return actor.startsWith("api/"_L1);
}

std::optional<Role> roleOf(const ConsoleState& state, const Command& command)
{
    const auto actor = actorOf(command);
    return isToken(actor) ? command.role : roleOf(state, actor);
}

Result<Json> obey(Chain& chain, const Command& command)
{
    using Obey = Result<Json> (*)(Chain&, const Command&);
    static const std::map<QString, Obey> orders{
        {u"approve"_s, onApproval},
        {u"reject"_s, onApproval},
        {u"review"_s, onApproval},
        {u"intend"_s, onApproval},
        {u"withdraw_intent"_s, onApproval},
        {u"ack"_s, onApproval},
        {u"snooze"_s, onApproval},
        {u"note"_s, onNote},
        {u"anomaly_report"_s, reportAnomaly},
        {u"anomaly_ack"_s, acknowledgeEscalation},
        {u"anomaly_close"_s, closeEscalation},
        {u"anomaly_judge"_s, judgeAgain},
        {u"patch_submit"_s, onSubmit},
        {u"patch_cancel"_s, onCancelPatch},
        {u"twin_cancel"_s, pipeline::cancelTrial},
        {u"canary_pause"_s, orderCanary},
        {u"canary_resume"_s, orderCanary},
        {u"canary_promote"_s, orderCanary},
        {u"canary_abort"_s, orderCanary},
        {u"canary_cancel"_s, orderCanary},
        {u"canary_retry"_s, retryCanary},
        {u"breaker_reset"_s, onReset},
        {u"policy_set"_s, onPolicy},
        {u"poll"_s, [](Chain&, const Command&) -> Result<Json> { return Json{}; }}, // asking is no decision
        {u"service_register"_s, onRegister},
        {u"operator_add"_s, addOperator},
        {u"operator_change"_s, changeOperator},
        {u"operator_rotate"_s, rotateOperatorKey},
        {u"freeze"_s, restraint::freeze},
        {u"unfreeze"_s, restraint::unfreeze},
        {u"arm"_s, restraint::arm},
        {u"except"_s, restraint::except}};
    const auto order = orders.find(command.name);
    if (order == orders.end())
        return failure(ErrorCode::NotFound, u"there is no command %1"_s.arg(command.name), u"command"_s);
    return order->second(chain, command);
}

} // namespace penelope::engine
