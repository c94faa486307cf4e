#include "tests/support/pureengine.h"

#include "core/approval/signing.h"
#include "core/engine/chain.h"
#include "core/engine/reducer.h"
#include "core/engine/restraint.h"
#include "core/engine/wanted.h"
#include "core/patch/events.h"

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

patch::Registration registrationOf(const QString& name)
{
    patch::Registration service;
    service.name = ServiceName{name};
    service.repository = u"/repos/"_s + name;
    service.branch = u"main"_s;
    service.stableArm = {{u"job"_s, name}, {u"track"_s, u"stable"_s}};
    service.canaryArm = {{u"job"_s, name}, {u"track"_s, u"canary"_s}};
    patch::MetricSpec errors;
    errors.name = u"error_rate"_s;
    errors.kind = patch::MetricKind::Ratio;
    errors.total = u"http_requests_total{ {{arm}} }"_s;
    errors.bad = u"http_requests_total{ {{arm}}, code=~\"5..\" }"_s;
    errors.limit = 0.02;
    errors.critical = true;
    service.metrics = {errors};
    service.startCanary = {u"ctl"_s, u"start"_s};
    service.stopCanary = {u"ctl"_s, u"stop"_s};
    service.promote = {u"ctl"_s, u"promote"_s};
    return service;
}

sophia::Measured measured(double value)
{
    return {.value = value, .source = u"test"_s, .age = Milliseconds{}};
}

} // namespace

PureEngine::PureEngine(Instant start)
    : diff(QStringLiteral("diff --git a/service.toml b/service.toml\n"
                          "--- a/service.toml\n"
                          "+++ b/service.toml\n"
                          "@@ -1,3 +1,3 @@\n"
                          " # service\n"
                          "-pool = 4\n"
                          "+pool = 32\n"
                          " timeout = 5\n"))
    , m_now(start)
{
    m_keys.emplace(u"ana"_s, ed25519::SigningKey{ed25519::Seed{1}});
    add(engine::genesis(
        {.journalId = QString(32, u'a'),
         .version = u"0.1"_s,
         .publicKey = {},
         .creator = OperatorName{u"ana"_s},
         .creatorKey = ed25519::toBase64(m_keys.at(u"ana"_s).publicKey())}));
    policy(u"canary.analysis"_s, 20'000);
    policy(u"canary.watch"_s, 60'000);
}

void PureEngine::add(journal::Drafts drafts)
{
    for (const auto& draft : drafts) {
        const auto event = engine::predict(m_state, draft, m_now);
        if (m_witness)
            m_witness(m_state, event);
        engine::apply(m_state, event);
        m_events.push_back(event);
    }
}

Result<Json> PureEngine::obey(const QString& name, Json args, const QString& actor)
{
    const auto person = actor.section(u'/', 1);
    if (const auto key = m_keys.find(person);
        key != m_keys.end() && approval::isSignedCommand(name) && !args.contains(u"signature")) {
        auto made = approval::signedArgs(name, std::move(args), m_state.journalId, person, key->second, m_now);
        if (!made)
            return Failure{made.error()};
        args = std::move(*made);
    }
    add(engine::decide(m_state, engine::Observation{engine::TimePassed{}}, m_now));
    auto verdict = engine::decide(m_state, engine::Command{name, actor, m_now, std::move(args)}, m_now);
    if (!verdict)
        return Failure{verdict.error()};
    add(std::move(verdict->drafts));
    return std::move(verdict->result);
}

void PureEngine::observe(const engine::Observation& observation)
{
    add(engine::decide(m_state, engine::Observation{engine::TimePassed{}}, m_now));
    add(engine::decide(m_state, observation, m_now));
}

void PureEngine::pass(Milliseconds span)
{
    m_now += span;
    add(engine::decide(m_state, engine::Observation{engine::TimePassed{}}, m_now));
}

void PureEngine::step(Milliseconds delta)
{
    m_now += delta;
    add(engine::decide(m_state, engine::Observation{engine::WallStepped{delta}}, m_now));
    add(engine::decide(m_state, engine::Observation{engine::TimePassed{}}, m_now));
}

void PureEngine::write(journal::Draft draft)
{
    if (draft.actor.isEmpty())
        draft.actor = u"core"_s;
    add({std::move(draft)});
}

void PureEngine::addService(const QString& name, bool armed)
{
    const auto registration = patch::serviceRegistered(registrationOf(name));
    if (!obey(u"service_register"_s, Json::object({{u"registration"_s, registration[u"registration"]}})))
        qFatal("the service is refused");
    if (armed && !obey(u"arm"_s, Json::object({{u"service"_s, name}, {u"to"_s, u"armed"_s}, {u"reason"_s, u"test"_s}})))
        qFatal("arming is refused");
}

void PureEngine::policy(const QString& key, const Json& value)
{
    if (m_state.policy.settings.value(key).value == value)
        return;
    const auto set =
        obey(u"policy_set"_s, Json::object({{u"key"_s, key}, {u"value"_s, value}, {u"reason"_s, u"test"_s}}));
    if (!set)
        qFatal("%s", qPrintable(set.error().message));
}

void PureEngine::addApprover(const QString& name)
{
    const auto key =
        m_keys.emplace(name, ed25519::SigningKey{ed25519::Seed{static_cast<std::uint8_t>(m_keys.size() + 1)}}).first;
    const auto added = obey(
        u"operator_add"_s, Json::object(
                               {{u"name"_s, name},
                                {u"public_key"_s, ed25519::toBase64(key->second.publicKey())},
                                {u"role"_s, u"approver"_s}}));
    if (!added)
        qFatal("%s", qPrintable(added.error().message));
}

bool PureEngine::settle()
{
    const auto before = m_events.size();
    for (const auto& anomaly : m_state.anomalies.rows()) {
        if (engine::wanted::judgement(m_state, *anomaly, m_now))
            observe(engine::EvidenceGathered{
                .anomaly = anomaly->id,
                .risk =
                    {.complexity = measured(0.1),
                     .dependencies = measured(1),
                     .recentCommits = measured(0),
                     .coverage = measured(0.95)},
                .commits = {},
                .dependencies = {},
                .saturation = {},
                .took = 1ms});
        const auto judged = m_state.anomalies.find(anomaly->id);
        if (engine::wanted::proposal(m_state, *judged))
            observe(engine::ProposalFound{
                judged->id, judged->decision()->seq, u"remedy"_s, diff, u"raise the pool"_s, u"revert"_s, base});
    }
    for (const auto& patch : m_state.patches.rows()) {
        if (engine::wanted::check(*patch) || engine::wanted::start(m_state, *patch))
            observe(engine::PatchLooked{
                patch->id, PatchRepository::Checked{.baseCommit = base, .files = {u"service.toml"_s}}});
        if (patch->isToRevert())
            observe(engine::PatchReverted{patch->id, u"revert%1"_s.arg(++m_commits)});
    }
    for (const auto& canary : m_state.canaries.rows()) {
        switch (canary->status) {
        case canary::Status::Initializing: observe(engine::TrialStarted{canary->id, u"tree"_s, {}}); break;
        case canary::Status::Promoting:
            observe(engine::TrialPromoted{canary->id, u"commit%1"_s.arg(++m_commits)});
            break;
        case canary::Status::RollingBack: observe(engine::TrialReverted{canary->id, {}}); break;
        case canary::Status::Running:
        case canary::Status::Paused:
            if (!canary->stepLog.back().confirmedAt && engine::restraint::maySetShare(m_state, *canary))
                observe(engine::TrafficSeen{
                    .canary = canary->id,
                    .step = canary->step(),
                    .percent = canary->percent(),
                    .confirmed = true,
                    .readBack = canary->percent(),
                    .reason = {},
                    .share = {},
                    .requests = {}});
            break;
        case canary::Status::Completed:
        case canary::Status::Failed:
        case canary::Status::Cancelled: break;
        }
    }
    return m_events.size() > before;
}

void PureEngine::sample(double errorShare)
{
    for (const auto& canary : m_state.canaries.rows()) {
        if ((canary->status != canary::Status::Running && canary->status != canary::Status::Paused) ||
            !canary->stepLog.back().confirmedAt)
            continue;
        canary::Interval interval;
        interval.from = m_now - 10s;
        interval.to = m_now;
        interval.status = u"ok"_s;
        interval.counts[u"error_rate"_s] = {
            .stable = canary::Counts{4000, 4, {}}, .canary = canary::Counts{4000, 4000 * errorShare, {}}, .edges = {}};
        observe(engine::SamplesSeen{canary->id, interval});
    }
}

AnomalyId PureEngine::raise(const QString& service, const QString& type, Severity severity)
{
    engine::Episode episode;
    episode.fingerprint = u"alert%1"_s.arg(++m_alerts);
    episode.type = type;
    episode.service = ServiceName{service};
    episode.severity = severity;
    episode.startsAt = m_now;
    episode.context = {{u"cluster"_s, u"eu"_s}};
    observe(engine::AlertsObserved{u"prometheus"_s, {episode}, {}});
    return m_state.anomalies.rows().back()->id;
}

void PureEngine::resolve(const AnomalyId& id)
{
    observe(engine::AlertsObserved{u"prometheus"_s, {}, {id}});
}

int PureEngine::count(const QString& kind) const
{
    return static_cast<int>(
        std::count_if(m_events.begin(), m_events.end(), [&kind](const auto& event) { return event.kind == kind; }));
}

} // namespace penelope::test
