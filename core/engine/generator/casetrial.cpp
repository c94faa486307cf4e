#include "core/engine/generator/case.h"

#include "core/base/hash.h"
#include "core/tapeinophrosyne/competence.h"

#include <algorithm>
#include <utility>

/// The second half of a case: what people say to the patch, its canary, and the breaker.
namespace penelope::engine::generator {
namespace {

constexpr qint64 breakerWindow = 15 * aMinute;
constexpr std::size_t breakerFailures = 3;

std::string countsJson(qint64 requests, qint64 bad)
{
    return Payload{}.whole("n", requests).whole("y", bad).json();
}

struct Arms
{
    qint64 stable = 0;
    qint64 stableBad = 0;
    qint64 canary = 0;
    qint64 canaryBad = 0;

    std::string counts() const
    {
        // At the whole share nobody is left on stable: that is no count, not a count of nothing.
        Payload payload;
        payload.raw("canary", countsJson(canary, canaryBad));
        if (stable > 0)
            payload.raw("stable", countsJson(stable, stableBad));
        return payload.json();
    }
    std::string result(std::string_view metric, qint64 limit) const
    {
        const auto share = canaryBad * 10'000 / canary;
        Payload payload;
        payload.tenths("canary", share, 4);
        if (stable > 0)
            payload.tenths("control", stableBad * 10'000 / stable, 4);
        return payload.tenths("limit", limit, 4)
            .text("metric", metric)
            .text("status", share > limit ? "critical" : "ok")
            .json();
    }
};

Arms armsAt(Random& random, int percent, bool bad)
{
    const auto requests = random.between(5'000, 7'000);
    Arms arms;
    arms.canary = requests * percent / 100;
    arms.stable = requests - arms.canary;
    arms.stableBad = arms.stable * random.between(1, 8) / 1000;
    arms.canaryBad = bad ? arms.canary * random.between(90, 160) / 1000 : arms.canary * random.between(1, 8) / 1000;
    return arms;
}

constexpr std::array grantReasons{
    "", "Small and easy to take back.", "Looked at the pool: it is saturated.", "Same change helped last week."};
constexpr std::array rejectReasons{
    "The cause is elsewhere: the store is being migrated.", "Not during the sale.", "The team rolls back by hand."};

} // namespace

/// What the gate before approval looks at, so that what it says can be judged again.
approval::Grounds Case::grounds()
{
    approval::Grounds grounds;
    grounds.service = m_seen.service;
    grounds.severity = m_seen.severity;
    grounds.criticality = criticalityOf(m_service);
    grounds.riskHundredths = m_record.risk.totalHundredths;
    grounds.level = Level::Config;
    if (m_record.decision == Decision::Intervene)
        grounds.wished = m_record.level;
    grounds.lines = 2;
    grounds.precedent = !precedents().empty();
    grounds.confidence = static_cast<double>(m_sure) / 100;
    grounds.competence = m_severity < 2 ? Competence::Assisted : Competence::Autonomous;
    grounds.praotes = QStringLiteral("approved");
    grounds.gentleness = 0.976;
    grounds.criticalPaths = tapeinophrosyne::criticalFiles(
        {QString::fromLatin1(m_trouble.file)}, m_world.inForce.words(QStringLiteral("tapeinophrosyne.critical_paths")));
    grounds.twin = QStringLiteral("passed");
    return grounds;
}

void Case::asked()
{
    const auto why = grounds();
    m_need = approval::need(why, m_world.inForce);
    std::string triggers;
    for (const auto& word : approval::triggers(why, m_world.inForce))
        triggers += (triggers.empty() ? "" : ",") + quoted(word.toStdString());
    m_deadline = m_world.scribe.now + (m_severity == 0 ? 30 * aMinute : 2 * anHour);
    m_approval = m_world.scribe.open("approval");
    say(m_approval, "ApprovalRequested",
        Payload{}
            .text("anomaly_id", anomalyId())
            .tenths("confidence", m_sure, 2)
            .whole("deadline_at", m_deadline)
            .text("diff_sha256", m_diffSha)
            .raw("evidence", "[]")
            .tenths("gentleness", 976, 3)
            .whole("level", 2)
            .whole("need", m_need)
            .text("patch_id", patchId())
            .tenths("risk", m_record.risk.totalHundredths, 2)
            .text("rollback", "Reverting restores the earlier settings; no data is touched.")
            .text("service", service().name)
            .text("severity", 'P' + std::to_string(m_severity))
            .raw("triggers", '[' + triggers + ']')
            .text("twin", "passed")
            .raw("unknown", "[]")
            .whole("version", 1));
}

void Case::acknowledged(const Person& person)
{
    say(m_approval, "ApprovalAcknowledged", Payload{}.whole("until_at", m_world.scribe.now + 15 * aMinute),
        person.actor);
}

void Case::snoozed(const Person& person, qint64 untilAt)
{
    say(m_approval, "ApprovalSnoozed", Payload{}.whole("until_at", untilAt), person.actor);
}

void Case::reminded(int percent)
{
    say(m_approval, "ApprovalReminded", Payload{}.whole("percent", percent));
}

void Case::intended(const Person& person)
{
    say(m_approval, "ApprovalIntended",
        Payload{}.text("decision", "approve").whole("hold_until", m_world.scribe.now + 8 * aSecond), person.actor);
}

void Case::granted(const Person& person)
{
    ++m_got;
    decide(person, true, m_world.random.oneOf(grantReasons));
}

void Case::rejected(const Person& person)
{
    decide(person, false, m_world.random.oneOf(rejectReasons));
}

void Case::decide(const Person& person, bool approve, std::string_view reason)
{
    const auto now = m_world.scribe.now;
    const auto seen = Payload{}.whole("hunks", 1).whole("hunks_total", 1).flag("twin", true).json();
    const auto members = [&](Payload& payload, bool isSigned) {
        if (isSigned)
            payload.text("approval_id", m_approval.name.substr(m_approval.name.find('/') + 1));
        payload.whole("decided_at", now);
        if (isSigned)
            payload.text("decision", approve ? "approve" : "reject");
        payload.text("diff_sha256", m_diffSha);
    };
    // What is signed (contracts.md 3), member by member in the order of the keys.
    Payload said;
    members(said, true);
    said.text("journal_id", m_world.journalId).text("operator", person.name);
    Payload event;
    members(event, false);
    if (approve)
        event.whole("got", m_got).whole("need", m_need);
    for (auto* payload : {&said, &event}) {
        if (!reason.empty())
            payload->text("reason", reason);
        payload->raw("seen", seen);
    }
    said.whole("version", 1);
    const auto bytes = said.json();
    const auto signature = person.key.sign(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    event.text("signature", ed25519::toBase64(signature).toStdString()).whole("version", 1);
    say(m_approval, approve ? "ApprovalGranted" : "ApprovalRejected", event, person.actor);
}

void Case::expired()
{
    say(m_approval, "ApprovalExpired", {});
    refused("approval", "expired", 0, 1);
}

void Case::canaryBegan()
{
    static const std::string metric = Payload{}
                                          .flag("critical", true)
                                          .text("kind", "ratio")
                                          .tenths("limit", 2, 2)
                                          .text("name", "error_rate")
                                          .whole("scale", 1)
                                          .tenths("weight", 5, 1)
                                          .json() +
                                      ',' +
                                      Payload{}
                                          .flag("critical", true)
                                          .text("kind", "ratio")
                                          .tenths("limit", 5, 2)
                                          .text("name", "slow_rate")
                                          .whole("scale", 1)
                                          .tenths("weight", 5, 1)
                                          .json();
    m_canary = m_world.scribe.open("canary");
    m_canaryAt = m_world.scribe.now;
    const auto config = Payload{}
                            .whole("analysis_ms", aMinute)
                            .flag("auto_promote", true)
                            .flag("auto_rollback", true)
                            .whole("hold_back", 0)
                            .text("judge", "thresholds")
                            .raw("metrics", '[' + metric + ']')
                            .text("mode", "normal")
                            .text("patch_id", patchId())
                            .text("service", service().name)
                            .raw("steps", "[10,25,50,100]")
                            .whole("time_divisor", 1);
    const auto bytes = config.json();
    m_configSha = toHex(sha256(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())))).toStdString();
    say(m_canary, "CanaryCreated", config);
    say(m_canary, "CanaryStarted", Payload{}.text("commit", m_world.random.hex(40)));
}

void Case::step(int step, int percent)
{
    say(m_canary, "CanaryStepDecided", Payload{}.text("by", "core").whole("percent", percent).whole("step", step));
}

void Case::confirmed(int percent)
{
    say(m_canary, "TrafficConfirmed", Payload{}.whole("percent", percent), "effect/traffic");
}

void Case::measured(int percent)
{
    const auto off = percent == 100 ? 0 : m_world.random.between(-9, 9);
    say(m_canary, "TrafficConfirmed",
        Payload{}
            .whole("percent", percent)
            .whole("requests", m_world.random.between(500, 640))
            .tenths("share", qint64{10} * percent + off, 3),
        "effect/traffic");
}

void Case::analysed(int step, int percent, bool bad)
{
    const auto errors = armsAt(m_world.random, percent, bad && !m_trouble.slow);
    const auto slow = armsAt(m_world.random, percent, bad && m_trouble.slow);
    if (bad)
        m_rollbackReason =
            std::string(m_trouble.slow ? "slow_rate" : "error_rate") + " of the canary is above 1.2 times its limit";
    say(m_canary, "CanaryAnalysed",
        Payload{}
            .text("config_sha256", m_configSha)
            .raw("counts", Payload{}.raw("error_rate", errors.counts()).raw("slow_rate", slow.counts()).json())
            .whole("from_at", m_world.scribe.now - 15 * aSecond)
            .whole("percent", percent)
            .raw("results", '[' + errors.result("error_rate", 200) + ',' + slow.result("slow_rate", 500) + ']')
            .text("rule", bad ? "critical" : "step_running")
            .text("status", "ok")
            .whole("step", step)
            .whole("to_at", m_world.scribe.now)
            .text("verdict", bad ? "rollback" : "observe"));
}

void Case::held(int inARow, std::string_view reason)
{
    say(m_canary, "CanaryHeld", Payload{}.whole("in_a_row", inARow).text("reason", reason));
}

void Case::rolledBack()
{
    const auto reason = Payload{}.text("code", "threshold").text("text", m_rollbackReason).json();
    say(m_canary, "CanaryRollbackDecided", Payload{}.raw("reason", reason));
    confirmed(0);
    say(m_canary, "CanaryFinished",
        Payload{}.whole("duration_ms", m_world.scribe.now - m_canaryAt).text("status", "failed"));
    say(m_patch, "PatchRolledBack", Payload{}.raw("reason", reason));
    breakerFailed("canary", m_rollbackReason);
    precedent("intervene", "rollback", m_rollbackReason);
    say(m_patch, "LessonRecorded",
        Payload{}.raw(
            "lesson", Payload{}
                          .text("adjustment", "do not propose this patch again")
                          .text("expected", m_trouble.intent)
                          .text("happened", "it ended at canary (threshold)")
                          .text("lesson", "this change harms the service under real traffic")
                          .text("patch_id", patchId())
                          .text("root_cause", m_rollbackReason)
                          .text("service", service().name)
                          .json()));
}

void Case::promoted()
{
    step(5, 100);
    confirmed(0);
    say(m_patch, "PatchPromoted", Payload{}.text("commit", m_world.random.hex(40)));
    say(m_canary, "CanaryFinished",
        Payload{}.whole("duration_ms", m_world.scribe.now - m_canaryAt).text("status", "completed"));
}

void Case::watched()
{
    say(m_patch, "WatchFinished",
        Payload{}
            .tenths("baseline", 1, 3)
            .flag("healthy", true)
            .tenths("measured", m_world.random.between(0, 9), 4)
            .text("text", "the error rate stayed below 0.10 %"));
    precedent("intervene", "success");
    if (service().openUntil > 0)
        breakerClosed("core", "healed");
}

void Case::breakerFailed(std::string_view stage, const std::string& error)
{
    auto& failures = service().failures;
    const auto now = m_world.scribe.now;
    failures.push_back({now, patchId(), std::string(stage), error});
    say(service().breaker, "BreakerFailureRecorded",
        Payload{}.text("error", error).text("patch_id", patchId()).text("stage", stage));
    std::erase_if(failures, [now](const Failure& failure) { return failure.at <= now - breakerWindow; });
    if (!std::exchange(m_probing, false) && failures.size() < breakerFailures)
        return;
    std::string list;
    for (const auto& failure : failures)
        list += (list.empty() ? "" : ",") + Payload{}
                                                .whole("at", failure.at)
                                                .text("error", failure.error)
                                                .text("patch_id", failure.patch)
                                                .text("stage", failure.stage)
                                                .json();
    service().openUntil = now + anHour;
    say(service().breaker, "BreakerOpened",
        Payload{}.raw("failures", '[' + list + ']').whole("until_at", service().openUntil));
}

void Case::breakerBlocked()
{
    say(service().breaker, "BreakerBlocked",
        Payload{}.whole("left_ms", service().openUntil - m_world.scribe.now).text("patch_id", patchId()));
}

void Case::probeAcquired()
{
    m_probing = true;
    say(service().breaker, "BreakerProbeAcquired", Payload{}.text("patch_id", patchId()));
}

void Case::breakerClosed(std::string_view by, std::string_view reason)
{
    m_probing = false;
    service().openUntil = 0;
    service().failures.clear();
    say(service().breaker, "BreakerClosed", Payload{}.text("by", by).text("reason", reason), by);
}

} // namespace penelope::engine::generator
