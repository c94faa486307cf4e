#include "app/lab/repositories.h"

#include "app/lab/child.h"
#include "app/lab/files.h"
#include "app/lab/remedies.h"
#include "app/lab/worldfile.h"

#include <QFileInfo>

#include <algorithm>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray serviceToml(const QString& service)
{
    return "# How " + service.toUtf8() +
           R"( treats its store. Read once, at start.

[pool]
size = 4                  # connections to the store
wait_ms = 800             # longest wait for a connection
fallback = true           # then the last known value is served

[store]
call_timeout_ms = 2000    # a call that takes longer fails

[cache]
entries = 2000

[sessions]
places = 16384            # of the store's session table
release = true            # a session is given back after its call
)";
}

/// How payments runs in the twin: the lab's own program on the tree's settings.
Json twinOf(const QString& program, Scenario scenario)
{
    QStringList start{program,           u"service"_s, u"--name"_s,   u"payments"_s, u"--config"_s,
                      u"service.toml"_s, u"--port"_s,  u"{{port}}"_s, u"--data"_s,   u"{{data}}"_s};
    // The stand-in for the sick store: fewer requests, each so much longer, keep as many connections busy.
    constexpr double tunedRate = 160;
    const bool tuned = scenario == Scenario::Tuned;
    if (tuned)
        start << u"--store-call"_s << QString::number(slowCall * rateOf(Scenario::Tuned) / tunedRate);
    return Json::object(
        {{u"start"_s, jsonList(start)},
         {u"paths"_s, Json::object({{u"/items/{{number}}"_s, Json{1}}})},
         {u"rate"_s, Json{tuned ? tunedRate : 100}},
         {u"reads"_s, jsonList({QFileInfo{program}.absolutePath()})}});
}

/// Nobody has written a remedy: the tuner is to find the size of the pool.
Json generatorOf()
{
    return Json::object(
        {{u"command"_s, jsonList({u"penelope-tuner"_s})},
         {u"name"_s, Json{u"tuner"_s}},
         {u"limit_ms"_s, Json{120'000}}});
}

Json tuningOf()
{
    const auto pool = Json::object(
        {{u"file"_s, Json{u"service.toml"_s}},
         {u"key"_s, Json{u"pool.size"_s}},
         {u"min"_s, Json{4}},
         {u"max"_s, Json{64}},
         {u"step"_s, Json{4}},
         {u"metric"_s, Json{u"pool_in_use_ratio"_s}},
         {u"limit"_s, Json{0.9}},
         {u"in_use"_s, Json{u"pool_in_use"_s}},
         {u"size"_s, Json{u"pool_size"_s}}});
    return Json{Json::Array{pool}};
}

const char remedyMatch[] = R"(
[match]
type = "latency_spike"
service = "payments"
labels = { alertname = "PaymentsSlow" }

[when]
query = "max(pool_in_use{ {{arm}} } / pool_size{ {{arm}} }) > 0.9"
)";

QByteArray coverageReport()
{
    return toJsonText(
        Json::object(
            {{u"meta"_s, Json::object({{u"format"_s, Json{2}}})},
             {u"totals"_s, Json::object(
                               {{u"covered_lines"_s, Json{188}},
                                {u"num_statements"_s, Json{200}},
                                {u"percent_covered"_s, Json{94.0}}})}}),
        true);
}

Json metricsOf()
{
    const auto ratio = Json::object(
        {{u"name"_s, Json{u"error_rate"_s}},
         {u"kind"_s, Json{u"ratio"_s}},
         {u"total"_s, Json{u"http_requests_total{ {{arm}} }"_s}},
         {u"bad"_s, Json{u"http_requests_total{ {{arm}}, code=~\"5..\" }"_s}},
         {u"limit"_s, Json{0.02}},
         {u"critical"_s, Json{true}},
         {u"weight"_s, Json{0.5}}});
    const auto success = Json::object(
        {{u"name"_s, Json{u"success_rate"_s}},
         {u"kind"_s, Json{u"complement"_s}},
         {u"of"_s, Json{u"error_rate"_s}},
         {u"limit"_s, Json{0.95}}});
    const auto latency = Json::object(
        {{u"name"_s, Json{u"p99_latency_ms"_s}},
         {u"kind"_s, Json{u"quantile"_s}},
         {u"quantile"_s, Json{0.99}},
         {u"buckets"_s, Json{u"http_request_duration_seconds_bucket{ {{arm}} }"_s}},
         {u"scale"_s, Json{1000}},
         {u"limit"_s, Json{500}},
         {u"critical"_s, Json{true}},
         {u"weight"_s, Json{0.5}}});
    return Json{Json::Array{ratio, success, latency}};
}

Json commandsOf(const QString& service, const Layout& layout, const QString& program)
{
    const QStringList ctl{program, u"ctl"_s, u"--socket"_s, layout.ctlSocket(), service};
    return Json::object(
        {{u"start_canary"_s, jsonList(ctl + QStringList{u"start"_s, u"canary"_s, u"{{tree}}"_s})},
         {u"stop_canary"_s, jsonList(ctl + QStringList{u"stop"_s, u"canary"_s})},
         {u"promote"_s, jsonList(ctl + QStringList{u"deploy"_s, u"stable"_s, u"{{tree}}"_s})}});
}

Json arm(const QString& service, const QString& track)
{
    return Json::object({{u"job"_s, Json{service}}, {u"track"_s, Json{track}}});
}

/// Nobody's own git settings reach into the lab, and none of its commits carries the user's name.
std::map<QString, QString> gitEnvironment()
{
    return {{u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s},     {u"GIT_CONFIG_SYSTEM"_s, u"/dev/null"_s},
            {u"GIT_AUTHOR_NAME"_s, u"Penelope Lab"_s},    {u"GIT_AUTHOR_EMAIL"_s, u"lab@localhost"_s},
            {u"GIT_COMMITTER_NAME"_s, u"Penelope Lab"_s}, {u"GIT_COMMITTER_EMAIL"_s, u"lab@localhost"_s}};
}

Status writeRemedy(const QString& folder, Scenario scenario)
{
    const QByteArray description = "format = 1\nintent = \"" + remedyIntent(scenario).toUtf8() +
                                   "\"\nrollback = \"Reverting restores the earlier settings; no data is touched.\"\n" +
                                   remedyMatch;
    if (auto status = makeFolder(folder); !status)
        return status;
    if (auto status = writeFile(folder + u"/raise-pool.toml"_s, description); !status)
        return status;
    return writeFile(folder + u"/raise-pool.diff"_s, remedyDiff(scenario, u"payments"_s));
}

Status commitAll(const QString& folder, const QString& service)
{
    const std::vector<QStringList> commands{
        {u"init"_s, u"--quiet"_s, u"--initial-branch=main"_s},
        {u"config"_s, u"user.name"_s, u"Penelope Lab"_s},
        {u"config"_s, u"user.email"_s, u"lab@localhost"_s},
        {u"add"_s, u"--all"_s},
        {u"commit"_s, u"--quiet"_s, u"--message"_s, u"Run %1 with a pool of four and a small cache"_s.arg(service)}};
    for (const auto& arguments : commands) {
        if (const auto done = runToEnd(u"git"_s, arguments, folder, gitEnvironment()); !done)
            return Failure{done.error()};
    }
    return {};
}

} // namespace

Json registrationOf(const QString& service, const Layout& layout, const PortPlan& ports, const QString& program)
{
    const auto health = [](int port) { return Json{u"http://127.0.0.1:%1/health"_s.arg(port)}; };
    const auto& own = ports.of(service);
    auto document = Json::object(
        {{u"format"_s, Json{1}},
         {u"name"_s, Json{service}},
         {u"criticality"_s, Json{u"normal"_s}},
         {u"repository"_s, Json{u"."_s}},
         {u"branch"_s, Json{u"main"_s}},
         {u"depends_on"_s, jsonList(service == u"payments"_s ? QStringList{u"profile"_s} : QStringList{})},
         {u"coverage"_s, Json{u"coverage.json"_s}},
         {u"prometheus"_s, Json{u"main"_s}},
         {u"arms"_s,
          Json::object({{u"stable"_s, arm(service, u"stable"_s)}, {u"canary"_s, arm(service, u"canary"_s)}})},
         {u"metrics"_s, metricsOf()},
         {u"ready"_s, Json::object({{u"canary"_s, health(own.canary)}, {u"stable"_s, health(own.stable)}})},
         {u"remedies"_s, Json{u"remedies"_s}},
         {u"commands"_s, commandsOf(service, layout, program)}});
    document.set(
        u"impact"_s, Json::object(
                         {{u"error_rate"_s, Json{u"sum(rate(http_requests_total{ {{arm}}, code=~\"5..\" }[1m])) / "
                                                 "sum(rate(http_requests_total{ {{arm}} }[1m]))"_s}}}));
    document.set(
        u"saturation"_s,
        Json::object({{u"pool_in_use_ratio"_s, Json{u"max(pool_in_use{ {{arm}} } / pool_size{ {{arm}} })"_s}}}));
    document.set(
        u"router"_s, Json::object(
                         {{u"kind"_s, Json{u"haproxy"_s}},
                          {u"socket"_s, Json{layout.haproxySocket()}},
                          {u"state_file"_s, Json{layout.haproxyState()}},
                          {u"backend"_s, Json{u"be_"_s + service}},
                          {u"stable"_s, jsonList({u"stable"_s})},
                          {u"canary"_s, jsonList({u"canary"_s})}}));
    return document;
}

Status makeRepositories(const Layout& layout, const PortPlan& ports, Scenario scenario, const QString& program)
{
    for (const auto& service : serviceNames()) {
        auto registration = registrationOf(service, layout, ports, program);
        const bool tuned = scenario == Scenario::Tuned;
        if ((isTwinStory(scenario) || tuned) && service == u"payments"_s) {
            auto commands = registration[u"commands"];
            commands.set(u"test"_s, jsonList({u"grep"_s, u"-q"_s, u"size = "_s, u"service.toml"_s}));
            registration.set(u"commands"_s, commands);
            registration.set(u"twin"_s, twinOf(program, scenario));
            if (tuned) {
                registration.set(u"generator"_s, generatorOf());
                registration.set(u"tuning"_s, tuningOf());
            }
        }
        const auto folder = layout.repository(service);
        if (auto status = makeFolder(folder + u"/remedies"_s); !status)
            return status;
        const std::vector<std::pair<QString, QByteArray>> files{
            {u"/service.toml"_s, serviceToml(service)},
            {u"/coverage.json"_s, coverageReport()},
            {u"/penelope-service.json"_s, toJsonText(registration, true)},
            {u"/remedies/README.md"_s, "Remedies for known troubles: NAME.toml says when, NAME.diff says what.\n"}};
        for (const auto& [name, bytes] : files) {
            if (auto status = writeFile(folder + name, bytes); !status)
                return status;
        }
        // Where the story is a canary's a person proposes the change; a catalogue would only say it twice.
        if (!isCanaryStory(scenario) && !isTwinStory(scenario) && !remedyDiff(scenario, service).isEmpty()) {
            if (auto status = writeRemedy(folder + u"/remedies"_s, scenario); !status)
                return status;
        }
        if (auto status = commitAll(folder, service); !status)
            return status;
    }
    return {};
}

} // namespace penelope::lab
