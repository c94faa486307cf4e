#include "core/engine/generator/case.h"

#include "core/base/hash.h"
#include "core/wisdom/similarity.h"

namespace penelope::engine::generator {
namespace {

constexpr std::array troubles{
    Trouble{
        "latency_spike", "requests wait for a free connection", "Run with a pool of four and a small cache",
        "service.toml", "Raise the connection pool from 4 to 32", "size = 4", "size = 32", true},
    Trouble{
        "error_burst", "upstream resets idle connections", "Keep idle connections for an hour", "upstream.toml",
        "Close idle connections after 30 s", "idle_s = 3600", "idle_s = 30", false},
    Trouble{
        "queue_age", "the oldest job waits too long", "Fetch 32 jobs at once", "worker.toml",
        "Prefetch 8 instead of 32", "prefetch = 32", "prefetch = 8", true},
    Trouble{
        "cache_miss_storm", "every key expires at the same time", "Expire all keys on the hour", "cache.toml",
        "Spread expiry over five minutes", "jitter_s = 0", "jitter_s = 300", true},
    Trouble{
        "timeout_burst", "calls give up before the store answers", "Give up after 200 ms", "client.toml",
        "Wait 800 ms for the store", "timeout_ms = 200", "timeout_ms = 800", false},
    Trouble{
        "retry_storm", "failed calls are tried again at once", "Try again up to ten times", "retry.toml",
        "Try again twice, with a pause", "attempts = 10", "attempts = 2", false},
    Trouble{
        "memory_pressure", "the buffer grows without bound", "Buffer whole answers", "buffer.toml",
        "Bound the buffer at 64 MiB", "limit_mib = 0", "limit_mib = 64", true},
    Trouble{
        "stale_reads", "a follower lags behind", "Read from any follower", "store.toml",
        "Read from followers that lag less than 2 s", "max_lag_s = 600", "max_lag_s = 2", false}};

std::string severityWord(int severity)
{
    return 'P' + std::to_string(severity);
}

std::string digestOf(const std::string& text)
{
    return toHex(sha256(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())))).toStdString();
}

std::string diffOf(const Trouble& trouble)
{
    const std::string file = trouble.file;
    return "diff --git a/" + file + " b/" + file + "\n--- a/" + file + "\n+++ b/" + file + "\n@@ -3,1 +3,1 @@\n-" +
           trouble.before + "\n+" + trouble.after + "\n";
}

} // namespace

const Trouble& passingTrouble(World& world, std::size_t service)
{
    const auto half = static_cast<std::size_t>(world.random.between(0, std::ssize(troubles) / 2 - 1));
    return troubles[half * 2 + service % 2];
}

const Trouble& lastingTrouble(World& world, std::size_t service)
{
    return passingTrouble(world, service + 1);
}

Case::Case(World& world, std::size_t service, int severity, const Trouble& trouble)
    : m_world(world)
    , m_service(service)
    , m_severity(severity)
    , m_trouble(trouble)
{}

qint64 Case::say(Stream& stream, std::string_view kind, const Payload& payload, std::string_view actor)
{
    return m_world.scribe.append(stream, kind, {actor, m_anomaly.name}, payload);
}

std::string Case::metrics() const
{
    return Payload{}.tenths(m_trouble.slow ? "slow_rate" : "error_rate", m_error, 4).json();
}

std::string Case::context() const
{
    return Payload{}.text("alertname", m_trouble.type).text("summary", m_trouble.summary).json();
}

/// It begins now, and has not been told yet.
void Case::see()
{
    m_begun = m_world.scribe.now;
    m_error = m_world.random.between(300, 4000);
    m_blamed = m_world.random.hex(40);
    m_anomaly = m_world.scribe.open("anomaly");
    m_seen.id = AnomalyId{QString::fromStdString(anomalyId())};
    m_seen.type = QString::fromLatin1(m_trouble.type);
    m_seen.service = ServiceName{QString::fromStdString(service().name)};
    m_seen.severity = static_cast<Severity>(m_severity);
    m_seen.source = QStringLiteral("prometheus");
    m_seen.detectedAt = instantFromMs(m_begun);
    m_seen.metrics = {
        {m_trouble.slow ? QStringLiteral("slow_rate") : QStringLiteral("error_rate"),
         Json{static_cast<double>(m_error) / 10'000}}};
    m_seen.context = {
        {QStringLiteral("alertname"), m_seen.type},
        {QStringLiteral("summary"), QString::fromLatin1(m_trouble.summary)}};
}

void Case::detected(bool isRisky)
{
    auto& random = m_world.random;
    see();
    weigh(isRisky);
    say(m_anomaly, "AnomalyDetected",
        Payload{}
            .raw("context", context())
            .text("fingerprint", random.hex(32))
            .raw("metrics", metrics())
            .text("service", service().name)
            .text("severity", severityWord(m_severity))
            .text("source", "prometheus")
            .whole("starts_at", m_begun - random.between(1, 90) * aSecond)
            .text("type", m_trouble.type)
            .raw("unknown", "[]"),
        "source/prometheus");
}

void Case::diagnosed()
{
    const auto minutes = m_world.random.between(2, 55);
    const auto cause = Payload{}
                           .text("author", m_world.anybody().name)
                           .whole("before_ms", minutes * aMinute)
                           .text("commit", m_blamed)
                           .text("summary", m_trouble.commit)
                           .json();
    m_sure = m_world.random.between(30, 97);
    say(m_anomaly, "AnomalyDiagnosed",
        Payload{}
            .raw("cause", Payload{}.raw("args", cause).text("code", "recent_commit").json())
            .raw(
                "chain", '[' +
                             Payload{}
                                 .tenths("confidence", m_sure, 2)
                                 .text(
                                     "description", "Commit " + m_blamed.substr(0, 12) + " (\"" + m_trouble.commit +
                                                        "\"), " + std::to_string(minutes) + " min before the onset.")
                                 .whole("step", 1)
                                 .json() +
                             ']')
            .tenths("confidence", m_sure, 2)
            .text("confidence_source", m_sure > 80 ? "precedents" : "none")
            .raw("evidence", "[]")
            .raw("unknown", "[]"));
}

void Case::escalationClosed(const Person& person)
{
    say(m_anomaly, "EscalationClosed", Payload{}.text("reason", "handled by hand: rolled the deployment back"),
        person.actor);
}

void Case::resolved(bool alone)
{
    experience().endings.add(instantFromMs(m_world.scribe.now), alone);
    say(m_anomaly, "AnomalyResolved",
        Payload{}
            .text("by", "source/prometheus")
            .whole("resolved_at", m_world.scribe.now)
            .flag("without_intervention", alone),
        "source/prometheus");
}

void Case::known()
{
    see();
    m_begun -= 25 * aMinute;
    m_patch = m_world.scribe.open("patch");
    m_reasoning = std::string("A person proposed it: ") + m_trouble.intent + '.';
    precedent("intervene", "success");
}

void Case::precedent(std::string_view decision, std::string_view outcome, std::string_view error)
{
    const bool acted = decision == "intervene";
    const auto id =
        wisdom::precedentId(
            AnomalyId{QString::fromStdString(anomalyId())}, ServiceName{QString::fromStdString(service().name)},
            QString::fromLatin1(m_trouble.type), acted ? Decision::Intervene : Decision::Observe)
            .toStdString();
    Payload row;
    row.text("anomaly_id", anomalyId())
        .raw("context", context())
        .text("decision", decision)
        .whole("duration_ms", m_world.scribe.now - m_begun);
    if (!error.empty())
        row.text("error", error);
    row.text("id", id).whole("level", acted ? 2 : 1).raw("metrics", metrics()).text("outcome", outcome);
    if (acted)
        row.text("patch_id", patchId());
    row.text("reasoning", m_reasoning)
        .text("service", service().name)
        .text("severity", severityWord(m_severity))
        .text("type", m_trouble.type);
    say(acted ? m_patch : m_anomaly, "PrecedentRecorded", Payload{}.raw("precedent", row.json()));
    if (!acted)
        return;
    wisdom::Precedent learned;
    learned.id = QString::fromStdString(id);
    learned.service = m_seen.service;
    learned.type = m_seen.type;
    learned.severity = m_seen.severity;
    learned.metrics = m_seen.metrics;
    learned.context = m_seen.context;
    learned.decision = Decision::Intervene;
    learned.level = Level::Config;
    learned.outcome = outcome == "success" ? wisdom::Outcome::Success : wisdom::Outcome::Rollback;
    learned.patchId = QString::fromStdString(patchId());
    remember(service(), learned);
}

void Case::proposed()
{
    propose("core", m_record.rule == 3 ? "precedent" : "remedy");
}

void Case::proposedBy(const Person& person)
{
    propose(person.actor, "operator");
}

void Case::propose(std::string_view actor, std::string_view origin)
{
    const auto diff = diffOf(m_trouble);
    m_diffSha = digestOf(diff);
    m_patch = m_world.scribe.open("patch");
    m_approval = {};
    m_got = 0;
    m_world.scribe.append(
        m_patch, "PatchProposed", {actor, m_anomaly.name, m_decision},
        Payload{}
            .text("anomaly_id", anomalyId())
            .text("base_commit", m_blamed)
            .text("diff", diff)
            .text("diff_sha256", m_diffSha)
            .flag("forced", false)
            .text("intent", m_trouble.intent)
            .whole("level", 2)
            .whole("lines_added", 1)
            .whole("lines_removed", 1)
            .text("origin", origin)
            .text("proposer", actor)
            .text("rollback_note", "Reverting restores the earlier settings; no data is touched.")
            .text("service", service().name));
}

void Case::judged()
{
    say(m_patch, "PatchChecked",
        Payload{}
            .flag("applies", true)
            .text("base_commit", m_blamed)
            .raw("files", '[' + quoted(m_trouble.file) + ']')
            .raw("violations", "[]"));
    say(m_patch, "PraotesJudged",
        Payload{}
            .raw("contracts_broken", "[]")
            .raw("functions", "[]")
            .whole("lines", 2)
            .text("result", "approved")
            .whole("reversibility", 1)
            .tenths("score", 976, 3)
            .raw("suggestions", "[]")
            .raw("violations", "[]"));
    say(m_patch, "CompetenceJudged",
        Payload{}
            .raw("factors", m_severity == 0 ? "[\"p0\"]" : "[]")
            .text("level", m_severity < 2 ? "assisted" : "autonomous")
            .text("overall_risk", m_severity < 2 ? "medium" : "low")
            .whole("points", m_severity < 2 ? 2 : 0));
}

void Case::queued(std::string_view reason, qint64 untilAt)
{
    say(m_patch, "PatchQueued", Payload{}.text("reason", reason).whole("until_at", untilAt));
}

void Case::released()
{
    say(m_patch, "PatchReleased", {});
}

void Case::twin(bool passed)
{
    Payload payload;
    if (!passed)
        payload.text("reason", "3 of 214 tests failed");
    say(m_patch, "TwinFinished",
        payload.text("result", passed ? "passed" : "failed")
            .whole("tests_failed", passed ? 0 : 3)
            .whole("tests_run", 214));
}

namespace {

/// One version of the service over a minute of load; `usMore` is what the patch adds to each answer.
std::string loadedArm(Random& random, qint64 usMore)
{
    constexpr int parts = 60;
    std::string times;
    std::string memory;
    qint64 kib = random.between(41'000, 43'000);
    for (int part = 0; part < parts; ++part) {
        const char* between = part == 0 ? "[" : ",";
        kib += random.between(-20, 24);
        times += between + decimal(random.between(15'200, 18'900) + usMore, 3);
        memory += between + std::to_string(kib);
    }
    return Payload{}
        .raw(
            "curve",
            Payload{}.whole("every_ms", 1000).raw("memory_kib", memory + ']').raw("p90_ms", times + ']').json())
        .whole("failures", 0)
        .whole("growth_kib_per_minute", random.between(90, 140))
        .whole("memory_kib", kib)
        .tenths("p50_ms", 7'900 + usMore, 3)
        .tenths("p99_ms", 24'300 + usMore, 3)
        .whole("requests", 2'996)
        .json();
}

} // namespace

void Case::twinUnderLoad()
{
    auto& random = m_world.random;
    const auto before = loadedArm(random, 0);
    const auto after = loadedArm(random, random.between(-400, 600));
    say(m_patch, "TwinFinished",
        Payload{}
            .raw("command", R"(["make","test"])")
            .whole("exit_code", 0)
            .raw(
                "load", Payload{}
                            .raw("after", after)
                            .raw("before", before)
                            .whole("lasted_ms", aMinute)
                            .whole("rate", 50)
                            .json())
            .text("log_tail", "214 tests ran in 3.1 s: all passed\n")
            .text("reason", "undo tested, 1.4 s")
            .text("result", "passed")
            .whole("soak_ms", aMinute)
            .whole("tests_failed", 0)
            .whole("tests_run", 214)
            .whole("took_ms", 3'104)
            .raw("undo", Payload{}.flag("back", true).whole("took_ms", 1'400).json()));
}

void Case::refused(std::string_view stage, std::string_view rule, qint64 measured, qint64 limit)
{
    say(m_patch, "PatchRefused",
        Payload{}.whole("limit", limit).whole("measured", measured).text("rule", rule).text("stage", stage));
}

} // namespace penelope::engine::generator
