#include "app/runtime/httproutes.h"

#include "core/engine/command.h"
#include "core/engine/views.h"

#include <map>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = HttpTarget::Kind;
using Targets = std::map<QString, HttpTarget>; ///< by method

/// The first of the names that is a command.
const engine::CommandEntry* anyOf(const QStringList& names)
{
    for (const auto& name : names) {
        if (const auto* entry = engine::findCommand(name))
            return entry;
    }
    return nullptr;
}

/// The argument that names what the command is about, of those that the path could mean.
QString subjectOf(const engine::CommandEntry& entry, const QStringList& names)
{
    for (const auto& name : names) {
        if (entry.args.contains(name) || entry.args.contains(name + u'?'))
            return name;
    }
    return {};
}

HttpTarget commandTarget(const engine::CommandEntry& entry, int status = 200, Json args = {})
{
    return {.kind = Kind::Command, .name = entry.name, .args = std::move(args), .least = entry.role, .status = status};
}

void addCommand(Targets& targets, const QString& method, const QStringList& names, int status = 200)
{
    if (const auto* entry = anyOf(names))
        targets.emplace(method, commandTarget(*entry, status));
}

/// canaries → canary, anomalies → anomaly, patches → patch, services → service.
QString singular(const QString& resource)
{
    if (resource.endsWith("ies"_L1))
        return resource.chopped(3) + u'y';
    return resource.endsWith("ches"_L1) ? resource.chopped(2) : resource.chopped(1);
}

QStringList listQuery(const QString& view)
{
    if (view == "compliance"_L1)
        return {u"at"_s, u"window"_s};
    return view == "status"_L1 || view == "policy"_L1 ? QStringList{} : QStringList{u"limit"_s, u"after"_s};
}

Targets collection(const QString& name)
{
    constexpr int accepted = 202;
    Targets targets;
    if (engine::isView(name))
        targets.emplace(u"GET"_s, HttpTarget{.kind = Kind::View, .name = name, .query = listQuery(name)});
    if (name == "events"_L1)
        targets.emplace(u"GET"_s, HttpTarget{.kind = Kind::Events, .query = {u"filter"_s, u"after"_s, u"limit"_s}});
    if (name == "checkpoint"_L1)
        targets.emplace(u"GET"_s, HttpTarget{.kind = Kind::Checkpoint});
    if (name == "alertmanager"_L1)
        targets.emplace(u"POST"_s, HttpTarget{.kind = Kind::Webhook});
    if (name == "anomalies"_L1)
        addCommand(targets, u"POST"_s, {u"anomaly_report"_s}, accepted);
    if (name == "patches"_L1)
        addCommand(targets, u"POST"_s, {u"patch_submit"_s}, accepted);
    if (name == "poll"_L1)
        addCommand(targets, u"POST"_s, {u"poll"_s});
    if (name == "notes"_L1)
        addCommand(targets, u"POST"_s, {u"note"_s}, accepted);
    if (name == "services"_L1)
        addCommand(targets, u"POST"_s, {u"service_register"_s});
    if (name == "operators"_L1)
        addCommand(targets, u"POST"_s, {u"operator_add"_s});
    if (name == "freeze"_L1) {
        addCommand(targets, u"POST"_s, {u"freeze"_s});
        addCommand(targets, u"DELETE"_s, {u"unfreeze"_s});
    }
    return targets;
}

Targets member(const QString& resource, const QString& id)
{
    Targets targets;
    const bool listed = engine::isView(resource) && resource != "status"_L1 && resource != "compliance"_L1;
    const auto key = resource == "policy"_L1 ? u"key"_s : u"id"_s;
    if (listed)
        targets.emplace(
            u"GET"_s, HttpTarget{.kind = Kind::View, .name = resource, .args = Json::object({{key, Json{id}}})});
    if (resource == "events"_L1)
        targets.emplace(u"GET"_s, HttpTarget{.kind = Kind::Event, .args = Json::object({{u"seq"_s, Json{id}}})});
    if (resource == "policy"_L1) {
        if (const auto* entry = engine::findCommand(u"policy_set"_s))
            targets.emplace(u"PUT"_s, commandTarget(*entry, 200, Json::object({{u"key"_s, Json{id}}})));
    }
    return targets;
}

Targets verb(const QString& resource, const QString& id, const QString& word)
{
    Targets targets;
    if (resource == "events"_L1 && word == "proof"_L1)
        targets.emplace(u"GET"_s, HttpTarget{.kind = Kind::Proof, .args = Json::object({{u"seq"_s, Json{id}}})});
    if (resource == "approvals"_L1 && word == "decision"_L1) {
        targets.emplace(
            u"POST"_s,
            HttpTarget{.kind = Kind::Decision, .args = Json::object({{u"id"_s, Json{id}}}), .least = Role::Operator});
    }
    static const QStringList resources{u"anomalies"_s, u"patches"_s,  u"approvals"_s, u"breakers"_s,
                                       u"canaries"_s,  u"services"_s, u"operators"_s, u"notes"_s};
    if (!resources.contains(resource))
        return targets;
    const auto one = singular(resource);
    QStringList names{one + u'_' + word, word + u'_' + one};
    // Some commands of these need no noun: ack, snooze; arm; twin_cancel.
    if (resource == "approvals"_L1 || resource == "services"_L1 || resource == "patches"_L1)
        names.append(word);
    const auto* entry = anyOf(names);
    const auto subject = entry ? subjectOf(*entry, {u"id"_s, one, one + u"_id"_s, u"service"_s, u"name"_s}) : QString();
    if (!subject.isEmpty())
        targets.emplace(u"POST"_s, commandTarget(*entry, 200, Json::object({{subject, Json{id}}})));
    return targets;
}

Targets targetsOf(const QStringList& path)
{
    static const std::map<QString, Kind> own{
        {u"health"_s, Kind::Health}, {u"ready"_s, Kind::Ready}, {u"metrics"_s, Kind::Metrics}};
    const auto found = path.size() == 1 ? own.find(path.front()) : own.end();
    if (found != own.end())
        return {{u"GET"_s, HttpTarget{.kind = found->second}}};
    if (path.size() < 3 || path[0] != "api"_L1 || path[1] != "v1"_L1)
        return {};
    if (path.size() == 3)
        return collection(path[2]);
    if (path.size() == 4)
        return member(path[2], path[3]);
    return path.size() == 5 ? verb(path[2], path[3], path[4]) : Targets{};
}

} // namespace

HttpMatch matchRoute(const QByteArray& method, const QStringList& path)
{
    auto targets = targetsOf(path);
    HttpMatch match;
    for (auto& [name, target] : targets) {
        match.allowed.append(name);
        if (name == "GET"_L1)
            match.allowed.append(u"HEAD"_s);
        if (name.toLatin1() == method)
            match.target = std::move(target);
    }
    return match;
}

} // namespace penelope::runtime
