#include "tests/support/scriptedworld.h"

#include "core/approval/signing.h"
#include "core/patch/events.h"

#include <QCoreApplication>

#include <limits>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

prometheus::Series series(const prometheus::Labels& labels, Instant at, double value)
{
    return {.labels = labels, .samples = {{.at = at, .value = value, .text = {}}}};
}

prometheus::Labels labelsOf(const QString& name, const QString& track)
{
    return {{u"__name__"_s, name}, {u"job"_s, u"payments"_s}, {u"track"_s, track}};
}

void addArm(
    std::vector<prometheus::Series>& all, const QString& expression, const ScriptedMetrics::Arm& arm,
    const QString& track, Instant at)
{
    if (arm.requests <= 0)
        return;
    if (expression.contains("_bucket"_L1)) {
        for (const auto& [edge, count] : std::map<QString, double>{
                 {u"0.25"_s, arm.requests - arm.slow},
                 {u"0.5"_s, arm.requests - arm.slow},
                 {u"1"_s, arm.requests},
                 {u"+Inf"_s, arm.requests}}) {
            auto labels = labelsOf(u"http_request_duration_seconds_bucket"_s, track);
            labels[u"le"_s] = edge;
            all.push_back(series(labels, at, count));
        }
        return;
    }
    auto labels = labelsOf(u"http_requests_total"_s, track);
    if (expression.contains("code="_L1)) {
        labels[u"code"_s] = u"500"_s;
        all.push_back(series(labels, at, arm.bad));
        return;
    }
    all.push_back(series(labels, at, arm.requests));
}

patch::Registration payments()
{
    patch::Registration service;
    service.name = ServiceName{u"payments"_s};
    service.repository = u"/repos/payments"_s;
    service.branch = u"main"_s;
    service.dependsOn = {u"search"_s};
    service.coverage = u"/repos/payments/coverage.json"_s;
    service.prometheus = u"main"_s;
    service.stableArm = {{u"job"_s, u"payments"_s}, {u"track"_s, u"stable"_s}};
    service.canaryArm = {{u"job"_s, u"payments"_s}, {u"track"_s, u"canary"_s}};
    patch::MetricSpec errors;
    errors.name = u"error_rate"_s;
    errors.kind = patch::MetricKind::Ratio;
    errors.total = u"http_requests_total{ {{arm}} }"_s;
    errors.bad = u"http_requests_total{ {{arm}}, code=~\"5..\" }"_s;
    errors.limit = 0.02;
    errors.critical = true;
    patch::MetricSpec latency;
    latency.name = u"p99_latency_ms"_s;
    latency.kind = patch::MetricKind::Quantile;
    latency.buckets = u"http_request_duration_seconds_bucket{ {{arm}} }"_s;
    latency.scale = 1000;
    latency.limit = 500;
    latency.critical = true;
    service.metrics = {errors, latency};
    service.saturation = {{u"pool_in_use_ratio"_s, u"max(pool_in_use{ {{arm}} })"_s}};
    service.router = Json::object({{u"kind"_s, u"scripted"_s}});
    service.startCanary = {u"ctl"_s, u"start"_s, u"{{tree}}"_s};
    service.stopCanary = {u"ctl"_s, u"stop"_s};
    service.promote = {u"ctl"_s, u"promote"_s, u"{{tree}}"_s};
    service.canaryReady = u"http://127.0.0.1:1/canary"_s;
    service.stableReady = u"http://127.0.0.1:1/stable"_s;
    service.remedies = u"/repos/payments/remedies"_s;
    service.folder = u"/repos/payments"_s;
    return service;
}

template <typename Map> auto newest(const Map& map)
{
    const auto rows = map.rows();
    return rows.empty() ? nullptr : rows.back();
}

} // namespace

void ScriptedMetrics::query(const QString& expression, Handler handler)
{
    if (dead && *dead)
        return;
    if (broken) {
        handler(failure(ErrorCode::Unavailable, u"connection refused"_s));
        return;
    }
    if (const auto told = scripted ? scripted(expression) : std::nullopt)
        return handler(*told);
    prometheus::Answer answer;
    if (expression.startsWith("timestamp("_L1)) {
        if (m_scraped > Instant{})
            answer.series.push_back(series({}, m_clock.now(), static_cast<double>(toMs(m_scraped)) / 1000));
    } else if (expression == "time()"_L1) {
        answer.series.push_back(series({}, m_clock.now(), static_cast<double>(toMs(m_clock.now())) / 1000));
    } else if (expression.contains("pool_in_use"_L1)) {
        if (!noSample || !expression.contains(u'>'))
            answer.series.push_back(series({}, m_clock.now(), poolInUse));
    } else {
        if (expression.contains("stable"_L1))
            addArm(answer.series, expression, m_scrapedStable, u"stable"_s, m_clock.now());
        if (expression.contains("canary"_L1) && !noCanary)
            addArm(answer.series, expression, m_scrapedCanary, u"canary"_s, m_clock.now());
    }
    handler(std::move(answer));
}

void ScriptedMetrics::queryRange(
    const QString& expression, Instant start, Instant end, Milliseconds step, Handler handler)
{
    if (ranges)
        return handler(ranges(expression, start, end, step));
    handler(failure(ErrorCode::Unsupported, u"no ranges here"_s));
}

void ScriptedMetrics::grow(double seconds)
{
    for (auto* arm : {&stable, &canary}) {
        const double requests = arm->perSecond * seconds;
        arm->requests += requests;
        arm->bad += requests * arm->errorShare;
        arm->slow += requests * arm->slowShare;
    }
    if (frozen)
        return;
    m_scrapedStable = stable;
    m_scrapedCanary = canary;
    m_scraped = m_clock.now();
}

void ScriptedAlerts::poll(Handler handler)
{
    if (broken)
        handler(failure(ErrorCode::Unavailable, u"connection refused"_s));
    else
        handler(firing);
}

void ScriptedRouter::restart(int canaryPercent)
{
    split = Split{
        .canaryPercent = canaryPercent, .requests = Requests{}, .processId = split.processId + u"'"_s, .setBy = {}};
}

void ScriptedRouter::read(const Json&, Handler handler)
{
    if (dead && *dead)
        return;
    if (broken)
        handler(failure(ErrorCode::Unavailable, u"no socket"_s));
    else
        handler(split);
}

void ScriptedRouter::set(const Json& target, int canaryPercent, Handler handler)
{
    if (stuck) {
        handler(failure(ErrorCode::Unavailable, u"permission denied"_s));
        return;
    }
    if (!broken && !(dead && *dead))
        split.canaryPercent = canaryPercent;
    split.setBy.clear();
    read(target, std::move(handler));
}

void ScriptedRouter::check(const Json& target, CheckHandler handler)
{
    read(target, [handler = std::move(handler)](Result<Split> known) {
        handler(std::move(known).map([](Split found) { return Checked{std::move(found), {}}; }));
    });
}

void ScriptedRunner::run(const QStringList& argv, const QString&, Milliseconds, Handler handler)
{
    if (dead && *dead)
        return;
    ran.push_back(argv);
    if (silent.contains(argv.value(1)))
        return;
    if (held.contains(argv.value(1))) {
        m_held.push_back(std::move(handler));
        return;
    }
    const auto code = exitCodes.find(argv.value(1));
    handler(Finished{.exitCode = code == exitCodes.end() ? 0 : code->second, .logTail = u"log"_s});
}

void ScriptedRunner::ask(const Question& question, AnswerHandler handler)
{
    ran.push_back(question.argv);
    handler(QByteArray());
}

void ScriptedRunner::release()
{
    held.clear();
    for (const auto& handler : std::exchange(m_held, {}))
        handler(Finished{.exitCode = 0, .logTail = u"log"_s});
}

void ScriptedRunner::waitReady(const QString&, Milliseconds, std::function<void(Status)> handler)
{
    if (dead && *dead)
        return;
    handler(healthy ? Status{} : Status{failure(ErrorCode::Unavailable, u"503"_s)});
}

Result<PatchRepository::Checked> ScriptedRepository::check(const Branch&, const QByteArray&)
{
    return Checked{.baseCommit = head, .files = {u"service.toml"_s}};
}

Result<QString> ScriptedRepository::promote(const Branch&, const QByteArray&, const QString&, const Trailers& trailers)
{
    if (dead && *dead)
        return failure(ErrorCode::Unavailable, u"the process is dead"_s);
    if (locked)
        return failure(ErrorCode::Unavailable, u"index.lock exists"_s);
    for (const auto& earlier : promoted) {
        if (earlier[0] == trailers[0] && earlier[1] == trailers[1])
            return head;
    }
    promoted.push_back(trailers);
    head = u"commit%1"_s.arg(promoted.size());
    return head;
}

Result<QString> ScriptedRepository::find(const Branch&, const Trailers& trailers)
{
    if (dead && *dead)
        return failure(ErrorCode::Unavailable, u"the process is dead"_s);
    for (std::size_t index = promoted.size(); index > 0; --index) {
        const auto& earlier = promoted[index - 1];
        if (earlier[0] == trailers[0] && earlier[1] == trailers[1])
            return u"commit%1"_s.arg(index);
    }
    return QString{};
}

Result<QString> ScriptedRepository::revert(const Branch&, const QString& commit, const QString&, const Trailers&)
{
    if (!revertRefusal.isEmpty())
        return failure(ErrorCode::Refused, revertRefusal);
    reverted.append(commit);
    head = u"revert-"_s + commit;
    return head;
}

Result<QString> ScriptedRepository::checkOut(const Branch&, const QString&, const QByteArray&, const QString& folder)
{
    trees.insert(folder);
    return u"tree-commit"_s;
}

Status ScriptedRepository::remove(const Branch&, const QString& folder)
{
    trees.remove(folder);
    return {};
}

Result<std::vector<RepositoryHistory::Commit>> ScriptedRepository::log(const Branch&, Instant, int)
{
    return commits;
}

Result<RepositoryHistory::Files> ScriptedRepository::files(const Branch&, const Wanted&)
{
    return Files{.commit = head, .files = {}, .leftOut = {}};
}

Result<QByteArray> ScriptedRepository::reverting(const Branch&, const QString& commit)
{
    return failure(ErrorCode::NotFound, u"no %1"_s.arg(commit));
}

QStringList ScriptedRepository::standing(const Branch&, const QString& below)
{
    QStringList found;
    for (const auto& tree : trees) {
        if (tree.startsWith(below + u'/'))
            found.append(tree);
    }
    return found;
}

Sandbox::Ticket ScriptedSandbox::run(Job job, Handler handler)
{
    waiting.emplace(++m_last, std::pair{std::move(job), std::move(handler)});
    return m_last;
}

void ScriptedSandbox::cancel(Ticket ticket)
{
    cancelled.push_back(ticket);
    auto found = waiting.extract(ticket);
    if (found.empty())
        return;
    Outcome outcome;
    outcome.ending = Ending::Cancelled;
    found.mapped().second(std::move(outcome));
}

void ScriptedSandbox::answer(Result<Outcome> outcome)
{
    auto found = waiting.extract(waiting.begin());
    found.mapped().second(std::move(outcome));
}

ScriptedWorld::ScriptedWorld()
{
    metrics.dead = router.dead = runner.dead = repository.dead = &m_dead;
    keys.emplace(u"ana"_s, ed25519::SigningKey{ed25519::Seed{1}});
    keys.emplace(u"bruno"_s, ed25519::SigningKey{ed25519::Seed{2}});
    remedyDiff = QStringLiteral("diff --git a/service.toml b/service.toml\n"
                                "--- a/service.toml\n"
                                "+++ b/service.toml\n"
                                "@@ -1,3 +1,3 @@\n"
                                " # payments\n"
                                "-pool = 4\n"
                                "+pool = 32\n"
                                " timeout = 5\n");
    restart();
    policy(u"rest.weekday"_s, u"none"_s);
    policy(u"budget.hour"_s, 1000);
    policy(u"budget.day"_s, 1000);
    policy(u"gap.promotion"_s, 20'000);
    policy(u"gap.failure"_s, 5'000);
    policy(u"canary.analysis"_s, 20'000);
    policy(u"canary.time_divisor"_s, 15);
    policy(u"canary.watch"_s, 60'000);
    policy(u"canary.health_lost"_s, 12'000);
    const auto key = ed25519::toBase64(keys.at(u"bruno"_s).publicKey());
    send(
        u"operator_add"_s, Json::object({{u"name"_s, u"bruno"_s}, {u"public_key"_s, key}, {u"role"_s, u"approver"_s}}));
    const auto registration = patch::serviceRegistered(payments());
    send(u"service_register"_s, Json::object({{u"registration"_s, registration[u"registration"]}}), u"core"_s);
    send(
        u"arm"_s,
        Json::object({{u"service"_s, u"payments"_s}, {u"to"_s, u"armed"_s}, {u"reason"_s, u"the story needs it"_s}}),
        u"core"_s);
}

ScriptedWorld::~ScriptedWorld() = default;

void ScriptedWorld::policy(const QString& key, const Json& value)
{
    const auto error = send(
        u"policy_set"_s, Json::object({{u"key"_s, key}, {u"value"_s, value}, {u"reason"_s, u"a short story"_s}}),
        u"core"_s);
    if (error)
        qFatal("%s", qPrintable(error->message));
}

void ScriptedWorld::giveTests(const QStringList& command)
{
    change([&command](patch::Registration& registration) { registration.test = command; });
}

void ScriptedWorld::change(const std::function<void(patch::Registration&)>& how)
{
    auto registration = payments();
    how(registration);
    const auto event = patch::serviceRegistered(registration);
    const auto error =
        send(u"service_register"_s, Json::object({{u"registration"_s, event[u"registration"]}}), u"core"_s);
    if (error)
        qFatal("%s", qPrintable(error->message));
}

void ScriptedWorld::restart()
{
    core.reset();
    m_dead = false;
    engine::Settings settings;
    settings.alertPoll = 1s;
    settings.prometheusPoll[u"main"_s] = metricsPoll;
    settings.worktreeFolder = u"/trees"_s;
    engine::Ports ports{
        .clock = clock,
        .store = store,
        .reader = reader,
        .metrics = {{u"main"_s, &metrics}},
        .alerts = &alerts,
        .router = realRouter ? *realRouter : static_cast<TrafficRouter&>(router),
        .runner = runner,
        .repository = patches ? *patches : static_cast<PatchRepository&>(repository),
        .worktrees = repository,
        .history = history ? *history : static_cast<RepositoryHistory&>(repository),
        .remedies = [this](const patch::Registration&) -> Result<std::vector<patch::Remedy>> {
            patch::Remedy remedy;
            remedy.name = u"raise-pool"_s;
            remedy.intent = u"Raise the connection pool from 4 to 32"_s;
            remedy.rollback = u"Reverting restores 4"_s;
            remedy.type = u"latency_spike"_s;
            remedy.query = u"max(pool_in_use{ {{arm}} }) > 0.9"_s;
            remedy.diff = remedyDiff;
            return std::vector{remedy};
        },
        .files = files ? files : [this](const QString&) -> Result<engine::FileRead> {
            return engine::FileRead{"{\"coverage\": 0.95}", clock.now()};
        },
        .background =
            [](const std::function<void()>& work, const std::function<void()>& done) {
                work();
                done();
            },
        .dependencies = dependencies,
        .logTail = logTail,
        .sandbox = sandbox};
    core = std::make_unique<engine::DecisionCore>(std::move(ports), settings);
    const auto started = core->start(
        {.journalId = QString(32, u'a'),
         .version = u"0.1"_s,
         .publicKey = {},
         .creator = OperatorName{u"ana"_s},
         .creatorKey = ed25519::toBase64(keys.at(u"ana"_s).publicKey())});
    if (!started)
        qFatal("%s", qPrintable(started.error().message));
}

void ScriptedWorld::grow()
{
    const double share = router.split.canaryPercent / 100.0;
    metrics.canary.perSecond = traffic * share;
    metrics.stable.perSecond = traffic * (1 - share);
    metrics.grow(1);
    if (auto& requests = router.split.requests) {
        requests->canary += static_cast<quint64>(traffic * share);
        requests->stable += static_cast<quint64>(traffic * (1 - share));
    }
}

void ScriptedWorld::dieAt(const QString& kind, bool lost)
{
    store.survives = [this, kind, lost](const QStringList& kinds, bool written) {
        if (!m_dead && written != lost && kinds.contains(kind)) {
            m_dead = true;
            ++m_deaths;
        }
        return !m_dead;
    };
}

void ScriptedWorld::run(int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        if (m_dead) {
            store.survives = nullptr;
            restart();
        }
        clock.advance(1s);
        grow();
        core->tick();
        QCoreApplication::sendPostedEvents();
        if (settle)
            settle();
    }
}

bool ScriptedWorld::runUntil(const QString& kind, int seconds)
{
    const auto before = count(kind);
    for (int second = 0; second < seconds && count(kind) == before; ++second)
        run(1);
    return count(kind) > before;
}

void ScriptedWorld::raise(const QString& severity, Instant startsAt)
{
    Alert alert;
    alert.labels = {{u"alertname"_s, u"LatencySpike"_s}, {u"job"_s, u"payments"_s}, {u"severity"_s, severity}};
    alert.annotations = {{u"summary"_s, u"p99 is high"_s}};
    alert.startsAt = startsAt;
    alert.value = 1.9;
    alerts.firing = {alert};
}

std::optional<Error> ScriptedWorld::send(const QString& name, Json args, const QString& actor)
{
    const auto person = args.text(u"operator").value_or(actor.section(u'/', 1));
    if (const auto key = keys.find(person);
        key != keys.end() && approval::isSignedCommand(name) && !args.contains(u"signature")) {
        auto made = approval::signedArgs(name, std::move(args), state().journalId, person, key->second, clock.now());
        if (!made)
            return made.error();
        args = std::move(*made);
    }
    std::optional<Result<engine::Outcome>> answered;
    core->send(
        {.name = name, .actor = actor, .at = clock.now(), .args = std::move(args)},
        [&answered](Result<engine::Outcome> outcome) { answered = std::move(outcome); });
    core->drain();
    if (!answered)
        qFatal("no answer to %s", qPrintable(name));
    return *answered ? std::nullopt : std::optional{answered->error()};
}

std::optional<Error> ScriptedWorld::approve(const QString& actor)
{
    const auto approval = newestApproval();
    return send(
        u"approve"_s,
        Json::object(
            {{u"id"_s, approval->id.value()},
             {u"version"_s, approval->version},
             {u"diff_sha256"_s, approval->diffSha256},
             {u"reason"_s, u"reads well"_s}}),
        actor);
}

int ScriptedWorld::count(const QString& kind) const
{
    return static_cast<int>(store.kinds().count(kind));
}

std::shared_ptr<const patch::Patch> ScriptedWorld::newestPatch() const
{
    return newest(state().patches);
}

std::shared_ptr<const canary::Canary> ScriptedWorld::newestCanary() const
{
    return newest(state().canaries);
}

std::shared_ptr<const approval::Approval> ScriptedWorld::newestApproval() const
{
    return newest(state().approvals);
}

std::shared_ptr<const sophia::Anomaly> ScriptedWorld::newestAnomaly() const
{
    return newest(state().anomalies);
}

} // namespace penelope::test
