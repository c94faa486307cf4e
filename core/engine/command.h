#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace penelope::engine {

/// An intent with an actor and a time. `name` and `args` are those of the control socket and of HTTP (contracts.md 9).
struct Command
{
    QString name;
    QString actor; ///< operator/NAME, source/NAME, effect/NAME, core, api/TOKEN
    Instant at{};
    Json args;
    /// Of a sender that is no operator: an API token has the role that its file gives it, checked by its adapter.
    std::optional<Role> role = {};
};

/// What a command answers once its events are durable: the seq of its last event and a result object.
struct Outcome
{
    qint64 seq = 0;
    Json result;
    bool operator==(const Outcome&) const = default;
};

using Answer = std::function<void(Result<Outcome>)>;

/// The one table of commands that people and programs may send:
/// approve reject {id, version, diff_sha256, seen?, reason?, break_glass?, service?, decision?, …}
/// review {id, version, diff_sha256, decision: agree or object, reason, decided_at?, signature?}
/// ack {id, until_at?} · snooze {id, until_at} · intend {id, decision, hold_until, break_glass?}
/// withdraw_intent {id} · note {scope, ref?, text} · anomaly_report {type, service, severity, …}
/// anomaly_ack {id} · anomaly_close {id, reason} · patch_submit {service, diff, intent, rollback?, anomaly_id?, force?,
/// judge?} patch_cancel {id, reason} · twin_cancel {id, reason} · except {id, kind, reason} canary_pause canary_resume
/// canary_promote canary_abort canary_cancel {id, reason}, promote also full?: to the last step · canary_retry {id,
/// reason, judge?} breaker_reset {service, reason} · policy_set {key, value, reason} · service_register {registration}
/// operator_add {name, public_key, role} · operator_change {name, role?, active?, reason}
/// operator_rotate {name, public_key, proof, previous_proof?, reason?}
/// freeze {scope?, running_canaries?, until_at?, reason} · unfreeze {id?, reason} · arm {service, to, reason} · poll {}
/// Approve, reject and review also take `decided_at` and `signature`; every one takes `operator`, who acts
/// (contracts.md 3).
struct CommandEntry
{
    QString name;
    Role role;        ///< least role of an operator
    QStringList args; ///< "name" or "name?" for an optional one
    QString help;
};
const std::vector<CommandEntry>& commandTable();
/// Also by its other names: propose_patch, report_anomaly, close_anomaly, acknowledge. Null = no such command.
const CommandEntry* findCommand(const QString& name);
/// Missing, unknown and empty arguments are Malformed; `where` names the argument.
Status checkArgs(const CommandEntry& entry, const Json& args);

/// Where the screens, the control socket and the CLI hand their commands in. The answer comes on the caller's thread.
class CoreLink
{
public:
    virtual ~CoreLink() = default;
    virtual void send(Command command, Answer answer) = 0;
};

} // namespace penelope::engine
