#include "tests/support/demostate.h"

#include "core/base/hash.h"
#include "core/sophia/judge.h"

#include <cmath>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Instant at(const char* time)
{
    return *instantFromIso(u"2026-08-"_s + QString::fromLatin1(time) + u'Z');
}

struct Story
{
    QString id; ///< of anomaly, patch and approval alike
    QString service;
    QString type;
    Severity severity;
    Level level;
    int riskHundredths;
    QString intent;
    QString diff;
    int added;
    int removed;
    Instant asked;
    Instant deadline;
    int need;
};

QString tokenCacheDiff()
{
    return uR"(diff --git a/auth/token_cache.py b/auth/token_cache.py
--- a/auth/token_cache.py
+++ b/auth/token_cache.py
@@ -1,6 +1,7 @@
 """Cache of validated tokens."""

 import time
+import threading

 from auth import loader

@@ -12,5 +13,6 @@ class TokenCache:
     def __init__(self, ttl):
         self._map = {}
         self._ttl = ttl
+        self._lock = threading.Lock()

     def size(self):
@@ -141,7 +143,11 @@ class TokenCache:
     def validate(self, tok):
-        entry = self._map.get(tok)
-        if entry is None:
+        with self._lock:
+            entry = self._map.get(tok)
+            fresh = entry is not None and not entry.expired(time.time())
+        if not fresh:
             entry = loader.load(tok)
+            with self._lock:
+                self._map[tok] = entry
         return entry.claims

     def drop(self, tok):
)"_s;
}

QString timeoutDiff()
{
    return uR"(diff --git a/gateway/upstream.py b/gateway/upstream.py
--- a/gateway/upstream.py
+++ b/gateway/upstream.py
@@ -40,8 +40,12 @@ class Upstream:
     def call(self, request):
-        response = self._client.send(request, timeout=2)
-        if response.status == 502:
-            raise UpstreamReset(self.name)
-        return response
+        for attempt in range(3):
+            response = self._client.send(request, timeout=5)
+            if response.status != 502:
+                return response
+            self._pool.discard(response.connection)
+            if attempt < 2:
+                self._sleep(0.05 * (attempt + 1))
+        raise UpstreamReset(self.name)

     def close(self):
diff --git a/gateway/config.toml b/gateway/config.toml
--- a/gateway/config.toml
+++ b/gateway/config.toml
@@ -3,3 +3,8 @@
 [upstream.billing]
 host = "billing"
+# A reset connection is dropped instead of used again.
+discard_reset = true
+attempts = 3
+pause_ms = 50
+timeout_s = 5
 port = 8080
)"_s;
}

QString prefetchDiff()
{
    return uR"(diff --git a/worker/settings.json b/worker/settings.json
--- a/worker/settings.json
+++ b/worker/settings.json
@@ -1,5 +1,5 @@
 {
   "queue": "jobs",
-  "prefetch": 16,
+  "prefetch": 8,
   "retries": 3
 }
)"_s;
}

sophia::Risk riskOf(int hundredths)
{
    using sophia::Factor;
    sophia::Risk risk;
    risk.totalHundredths = hundredths;
    const bool commits = hundredths >= 45;
    const bool dependencies = hundredths == 20 || hundredths == 45 || hundredths == 70;
    const bool coverage = hundredths == 70;
    const bool complexity = hundredths == 30 || hundredths == 55;
    risk.factors = {
        Factor{u"recent_commits"_s, commits ? 5.0 : 1.0, 3, commits ? 25 : 0, u"git log, last 24 h"_s, 20s},
        Factor{
            u"dependencies"_s, dependencies ? 14.0 : 4.0, 10, dependencies ? 20 : 0, u"registration and compose.yaml"_s,
            2h},
        complexity
            ? Factor{u"complexity"_s, 0.82, 0.7, 30, u"212 functions in 31 files of 5c1e7aa0d4b1"_s, 20s}
            : Factor{u"complexity"_s, std::nullopt, 0.7, 0, u"the repository has no function of a known language"_s, std::nullopt},
        Factor{u"coverage"_s, coverage ? 0.82 : 0.94, 0.9, coverage ? 25 : 0, u"coverage.xml"_s, 24h},
    };
    return risk;
}

sophia::DecisionRecord decisionOf(const Story& story)
{
    sophia::DecisionRecord record;
    record.seq = 10'000'300;
    record.at = story.asked - 30s;
    record.decision = Decision::Intervene;
    record.rule = 3;
    record.level = story.level;
    record.risk = riskOf(story.riskHundredths);
    constexpr double errors = 0.12;
    record.impactTenThousandths = sophia::impactTenThousandths(story.severity, errors, std::nullopt);
    const double impact = record.impactTenThousandths / 10'000.0;
    record.inputs = {
        {u"similar"_s, 2, 5, u"journal, last 28 d"_s, 0s},
        {u"self_resolved"_s, 0, 0.9, u"journal, last 28 d"_s, 0s},
        {u"risk"_s, story.riskHundredths / 100.0, impact, u"service"_s, 0s},
        {u"impact"_s, impact, Json{}, u"severity and metrics"_s, 0s},
        {u"severity"_s, toWord(story.severity), u"P1"_s, u"prometheus"_s, 35min},
        {u"precedents"_s, 1, 0.85, u"journal"_s, 0s},
        {u"own_level"_s, 0.93, 0.9, u"journal"_s, 0s},
        {u"error_rate"_s, errors, Json{}, u"prometheus"_s, 35min}};
    record.unknown = record.risk.unknown();
    record.precedents = {{u"case-2024-08-12"_s, 0.93, u"success"_s, u"00a1f2c4"_s, Decision::Intervene, story.level}};
    record.reasoning = u"Rule 3: case-2024-08-12 is 0.93 similar and succeeded"_s;
    record.durationUs = 840;
    record.policySeq = 41;
    return record;
}

sophia::Anomaly anomalyOf(const Story& story)
{
    sophia::Anomaly anomaly;
    anomaly.id = AnomalyId{story.id};
    anomaly.type = story.type;
    anomaly.service = ServiceName{story.service};
    anomaly.severity = story.severity;
    anomaly.source = u"prometheus"_s;
    anomaly.startsAt = story.asked - 36min;
    anomaly.detectedAt = story.asked - 35min;
    anomaly.metrics = {{u"p99_ms"_s, 2500}, {u"error_rate"_s, 0.12}};
    anomaly.context = {{u"usual_p99_ms"_s, u"45"_s}};
    anomaly.unknown = {u"complexity"_s};
    sophia::Diagnosis diagnosis;
    diagnosis.causeCode = u"recent_commit"_s;
    diagnosis.causeArgs = Json::object(
        {{u"commit"_s, Json{u"5c1e7aa0d4b1c0ff"_s}},
         {u"author"_s, Json{u"rui"_s}},
         {u"summary"_s, Json{u"Drop the lock of the token cache"_s}},
         {u"before_ms"_s, Json{11 * 60'000}}});
    auto commit = diagnosis.causeArgs;
    commit.set(u"kind"_s, Json{u"recent_commit"_s});
    diagnosis.evidence = {commit};
    diagnosis.confidence = 0.91;
    diagnosis.confidenceSource = u"rules"_s;
    diagnosis.chain = {
        {1, u"Commit 5c1e7aa0d4b1 by rui (\"Drop the lock of the token cache\"), 11 min before the onset."_s, 0.91},
        {2, u"%1 of %2 at severity %3."_s.arg(story.type, story.service, toWord(story.severity)), 1}};
    diagnosis.unknown = {u"first race seen here"_s, u"dependents of redis are not declared"_s};
    anomaly.diagnosis = diagnosis;
    anomaly.decisions = {decisionOf(story)};
    anomaly.patches = {story.id};
    return anomaly;
}

patch::Patch patchOf(const Story& story)
{
    patch::Patch patch;
    patch.id = PatchId{story.id};
    patch.service = ServiceName{story.service};
    patch.anomaly = AnomalyId{story.id};
    patch.origin = u"remedy"_s;
    patch.proposer = u"core"_s;
    patch.diff = story.diff;
    patch.diffSha256 = toHex(sha256(story.diff.toUtf8()));
    patch.baseCommit = u"5c1e7aa0d4b1c0ffee5c1e7aa0d4b1c0ffee5c1e"_s;
    patch.intent = story.intent;
    patch.rollbackNote = u"git revert %1"_s.arg(story.id);
    patch.linesAdded = story.added;
    patch.linesRemoved = story.removed;
    patch.level = story.level;
    patch.proposedAt = story.asked - 20s;
    patch.status = patch::Status::Waiting;
    patch.files = {u"auth/token_cache.py"_s};
    patch.gentleness =
        patch::Gentleness{u"approved"_s, 0.81, story.added + story.removed, {u"validate"_s}, {}, 100, {}, {}};
    patch.competence = patch::CompetenceReport{Competence::Assisted, u"medium"_s, 3, {u"critical path auth"_s}};
    patch.twinResult = u"unavailable"_s;
    patch.twinReason = u"no sandbox on this machine"_s;
    patch.approval = story.id;
    return patch;
}

approval::Approval approvalOf(const Story& story)
{
    approval::Approval approval;
    approval.id = ApprovalId{story.id};
    approval.patch = PatchId{story.id};
    approval.anomaly = AnomalyId{story.id};
    approval.service = ServiceName{story.service};
    approval.version = 3;
    approval.diffSha256 = toHex(sha256(story.diff.toUtf8()));
    approval.triggers = {u"critical_path"_s, u"unknown_input"_s, u"twin"_s};
    approval.severity = story.severity;
    approval.level = story.level;
    approval.riskHundredths = story.riskHundredths;
    approval.confidence = 0.91;
    approval.gentleness = 0.81;
    approval.unknown = {u"complexity"_s};
    approval.twin = u"unavailable"_s;
    approval.rollback = u"git revert %1"_s.arg(story.id);
    approval.requestedAt = story.asked;
    approval.deadline = story.deadline;
    approval.need = story.need;
    return approval;
}

std::vector<Story> waitingStories()
{
    return {
        {u"7f3a91c2"_s, u"auth-service"_s, u"token_cache_race"_s, Severity::P0, Level::Moderate, 45,
         u"Take the lock around the token cache"_s, tokenCacheDiff(), 8, 2, at("22T03:25:12"), at("22T03:55:12"), 2},
        {u"81bb07d0"_s, u"api-gateway"_s, u"upstream_resets"_s, Severity::P1, Level::Moderate, 70,
         u"Discard reset connections and try again"_s, timeoutDiff(), 13, 4, at("22T02:21:35"), at("22T04:21:35"), 2},
        {u"4c0de511"_s, u"worker"_s, u"queue_age"_s, Severity::P2, Level::Config, 20, u"Prefetch 16 → 8"_s,
         prefetchDiff(), 1, 1, at("22T03:05:40"), at("22T05:05:40"), 1},
        {u"9a11ce02"_s, u"catalog"_s, u"slow_queries"_s, Severity::P2, Level::Surgical, 30,
         u"Cache key includes locale"_s, prefetchDiff(), 1, 1, at("22T03:12:00"), at("22T05:12:00"), 1},
        {u"5ead0b17"_s, u"ledger"_s, u"serialization_failures"_s, Severity::P1, Level::Surgical, 55,
         u"Retry on serialization failure"_s, prefetchDiff(), 1, 1, at("22T03:20:00"), at("22T05:20:00"), 1},
    };
}

void addWaiting(engine::ConsoleState& state)
{
    for (const Story& story : waitingStories()) {
        state.anomalies.insert(AnomalyId{story.id}, anomalyOf(story));
        state.patches.insert(PatchId{story.id}, patchOf(story));
        state.approvals.insert(ApprovalId{story.id}, approvalOf(story));
    }
    state.approvals.update(ApprovalId{u"7f3a91c2"_s}, [](approval::Approval& approval) {
        approval.votes = {
            {u"operator/bruno"_s, 3, u"reviewed lock scope; loader stays outside the lock"_s, at("22T03:40:02"), false,
             false}};
    });
    state.approvals.update(
        ApprovalId{u"9a11ce02"_s}, [](approval::Approval& approval) { approval.snoozedUntil = at("22T04:00:00"); });
    state.approvals.update(ApprovalId{u"5ead0b17"_s}, [](approval::Approval& approval) {
        approval.acknowledgedBy = u"operator/bruno"_s;
        approval.acknowledgedUntil = at("22T03:50:00");
    });
}

struct Past
{
    const char* time;
    Severity severity;
    const char* service;
    QString intent;
    approval::Status status;
    const char* by;
};

std::vector<Past> pastDecisions()
{
    using approval::Status;
    return {
        {"22T01:12:10", Severity::P2, "search-index", u"Shard allocation retry 3 → 5"_s, Status::Approved, "bruno"},
        {"22T00:48:02", Severity::P3, "mailer", u"Batch size 500 → 250"_s, Status::Approved, "bruno"},
        {"22T00:31:44", Severity::P1, "api-gateway", u"Timeout to billing 2 s → 5 s"_s, Status::Rejected, "ana"},
        {"21T23:57:20", Severity::P2, "worker", u"Prefetch 32 → 16"_s, Status::Approved, "ana"},
        {"21T23:20:31", Severity::P2, "catalog", u"Cache time 60 s → 300 s"_s, Status::Approved, "ana"},
        {"21T22:46:00", Severity::P3, "reports", u"Memory limit 512 → 768 MiB"_s, Status::Expired, ""},
        {"21T22:02:13", Severity::P1, "ledger", u"Pool size 10 → 20"_s, Status::Approved, "carla"},
        {"21T21:40:55", Severity::P2, "search-index", u"Refresh interval 1 s → 5 s"_s, Status::Approved, "carla"},
        {"21T20:15:09", Severity::P3, "mailer", u"Log level debug → info"_s, Status::Approved, "carla"},
        {"21T19:58:37", Severity::P2, "payment", u"Idempotency key on retries"_s, Status::Rejected, "carla"},
        {"21T19:03:21", Severity::P2, "worker", u"Visibility timeout 30 s → 90 s"_s, Status::Approved, "carla"},
        {"21T18:22:48", Severity::P3, "reports", u"Cron at 04:10 instead of 04:00"_s, Status::Approved, "carla"},
    };
}

QString decidedWord(approval::Status status)
{
    return status == approval::Status::Approved   ? u"approved"_s
           : status == approval::Status::Rejected ? u"rejected"_s
                                                  : u"expired"_s;
}

void addPast(engine::ConsoleState& state)
{
    const auto past = pastDecisions();
    int number = 0;
    for (auto each = past.rbegin(); each != past.rend(); ++each) {
        const QString id = idFromSeq(9'990'000 + ++number);
        const Instant when = at(each->time);
        Story story{
            id,
            QString::fromLatin1(each->service),
            u"regression"_s,
            each->severity,
            Level::Config,
            20,
            each->intent,
            prefetchDiff(),
            1,
            1,
            when - 30min,
            when + 90min,
            1};
        auto patch = patchOf(story);
        patch.status = each->status == approval::Status::Approved ? patch::Status::Promoted : patch::Status::Refused;
        auto approval = approvalOf(story);
        approval.status = each->status;
        const QString by = QString::fromLatin1(each->by);
        approval.decidedBy = by.isEmpty() ? u"core"_s : u"operator/"_s + by;
        approval.decidedAt = when;
        auto anomaly = anomalyOf(story);
        anomaly.resolvedAt = when + 40min;
        anomaly.resolvedBy = u"core"_s;
        state.patches.insert(PatchId{id}, patch);
        state.approvals.insert(ApprovalId{id}, approval);
        state.anomalies.insert(AnomalyId{id}, anomaly);
        state.decided.push_back(std::make_shared<const engine::Decided>(engine::Decided{
            when, approval.decidedBy, ServiceName{story.service}, decidedWord(each->status), 9'990'100 + number,
            !by.isEmpty()}));
    }
}

void addPeople(engine::ConsoleState& state)
{
    const auto add = [&state](const QString& name, Role role) {
        engine::Operator person;
        person.name = OperatorName{name};
        person.publicKey = QByteArray(32, 'k');
        person.role = role;
        state.operators.insert({person.name, person});
    };
    add(u"ana"_s, Role::Approver);
    add(u"bruno"_s, Role::Approver);
    add(u"carla"_s, Role::Approver);
    add(u"rui"_s, Role::Operator);
    const auto note = [&state](const QString& id, const QString& who, Instant when, const QString& text) {
        state.notes.insert(NoteId{id}, engine::Note{NoteId{id}, u"shift"_s, {}, text, u"operator/"_s + who, when});
    };
    note(u"00000011"_s, u"bruno"_s, at("22T01:35:00"), u"Catalog canary may run through the night."_s);
    note(u"00000012"_s, u"ana"_s, at("22T02:10:00"), u"DB failover drill is over; ledger alerts are real again."_s);
}

void addServices(engine::ConsoleState& state)
{
    for (const auto& name :
         {u"auth-service"_s, u"api-gateway"_s, u"worker"_s, u"catalog"_s, u"ledger"_s, u"payment"_s, u"search-index"_s,
          u"mailer"_s, u"reports"_s, u"profile"_s}) {
        patch::Service service;
        service.registration.name = ServiceName{name};
        service.registration.criticality =
            name == u"auth-service"_s || name == u"payment"_s ? Criticality::Critical : Criticality::Normal;
        service.registration.prometheus = u"main"_s;
        service.arming = Arming::Armed;
        service.registeredAt = at("01T08:00:00");
        state.services.insert(ServiceName{name}, service);
        state.breakers.insert(ServiceName{name}, breaker::Breaker{});
    }
}

void addBreakers(engine::ConsoleState& state)
{
    using breaker::FailureRecord;
    using breaker::Phase;
    const auto failure = [](Instant when) {
        return FailureRecord{when, u"00a1f2c4"_s, u"canary"_s, u"p99 over the limit"_s};
    };
    breaker::Breaker open;
    open.phase = Phase::Open;
    open.failures = {failure(at("22T03:12:00")), failure(at("22T03:18:20")), failure(at("22T03:24:40"))};
    open.openUntil = at("22T04:24:40");
    for (int i = 0; i < 14; ++i)
        open.blocked.push_back({at("22T03:25:00") + i * 71s, u"00a1f2c4"_s});
    open.transitions = {
        {at("20T10:00:00"), Phase::Closed, u"healed"_s}, {at("22T03:24:40"), Phase::Open, u"failures"_s}};
    open.used = true;
    state.breakers.insert(ServiceName{u"payment"_s}, open);

    breaker::Breaker half;
    half.phase = Phase::HalfOpen;
    half.failures = {failure(at("22T02:20:00")), failure(at("22T02:30:00")), failure(at("22T02:40:00"))};
    half.openUntil = at("22T03:40:00");
    half.probe = u"00b2e3d1"_s;
    half.transitions = {
        {at("22T02:40:00"), Phase::Open, u"failures"_s}, {at("22T03:40:10"), Phase::HalfOpen, u"probe"_s}};
    half.used = true;
    state.breakers.insert(ServiceName{u"search-index"_s}, half);

    breaker::Breaker ready = half;
    ready.phase = Phase::Open;
    ready.probe.clear();
    ready.openUntil = at("22T03:02:00");
    ready.transitions = {{at("22T02:02:00"), Phase::Open, u"failures"_s}};
    state.breakers.insert(ServiceName{u"ledger"_s}, ready);

    breaker::Breaker closed;
    closed.failures = {failure(at("22T03:31:00"))};
    closed.used = true;
    state.breakers.insert(ServiceName{u"auth-service"_s}, closed);
}

void addPresent(engine::ConsoleState& state)
{
    state.journalId = u"6f1d0c52"_s;
    state.seq = 10'000'412;
    state.at = at("22T03:43:28");
    state.epoch = 3;
    state.coreRunning = true;
    state.policy = policy::defaults();
    state.sources[u"prometheus/main"_s] = {Freshness::Fresh, demoNow() - 4s, {}, at("21T20:00:00")};
    state.sources[u"alerts"_s] = {Freshness::Fresh, demoNow() - 4s, {}, at("21T20:00:00")};
    for (int i = 0; i < 17; ++i) {
        const Instant when = i < 13 ? at("21T05:00:00") + i * 80min : at("22T02:50:00") + (i - 13) * 12min;
        state.deployments.push_back(std::make_shared<const engine::DeploymentRecord>(
            engine::DeploymentRecord{when, ServiceName{u"worker"_s}, PatchId{idFromSeq(9'980'000 + i)}, true, when}));
    }
}

} // namespace

Instant demoNow()
{
    return at("22T03:43:30");
}

engine::Live demoLive()
{
    engine::Live live;
    live.heartbeat = demoNow();
    engine::SourceLive source;
    source.lastSampleAt = demoNow() - 4s;
    source.latency = 43ms;
    source.nextTryAt = demoNow() + 11s;
    live.sources[u"prometheus/main"_s] = source;
    live.sources[u"alerts"_s] = source;
    live.exported.source = u"prometheus/main"_s;
    live.exported.latency = 43ms;
    live.exported.nextAt = demoNow() + 9s;
    return live;
}

engine::ConsoleState demoNight()
{
    engine::ConsoleState state;
    addPresent(state);
    addPeople(state);
    addServices(state);
    addPast(state);
    addWaiting(state);
    addBreakers(state);
    addDemoCanaries(state);
    return state;
}

engine::ConsoleState demoCalm()
{
    engine::ConsoleState state;
    addPresent(state);
    addPeople(state);
    addServices(state);
    addPast(state);
    state.seq = 10'000'198;
    const auto all = std::exchange(state.deployments, {});
    constexpr std::size_t calmOnes = 13;
    for (std::size_t at = 0; at < std::min(calmOnes, all.size()); ++at)
        state.deployments.push_back(all[at]);
    return state;
}

} // namespace penelope::test
