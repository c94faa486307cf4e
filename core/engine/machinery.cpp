#include "core/engine/machinery.h"

#include "core/engine/chain.h"
#include "core/engine/effects/observing.h"
#include "core/engine/effects/sources.h"
#include "core/engine/reducer.h"
#include "core/engine/retirement.h"

#include <array>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t batchEvents = 256;
constexpr qint64 batchBytes = qint64{8} * 1024 * 1024;
constexpr Milliseconds batchTime{20};
constexpr Milliseconds publishTime{100};
constexpr Milliseconds heartbeatTime{1000};
constexpr Milliseconds stepBack{1000};
constexpr Milliseconds stepJump{5000};

bool isUrgent(const QString& kind)
{
    static const std::array urgent{"ApprovalRequested"_L1,     "ApprovalGranted"_L1,        "ApprovalRejected"_L1,
                                   "ApprovalExpired"_L1,       "ApprovalAmended"_L1,        "BreakGlassReviewed"_L1,
                                   "CanaryRollbackDecided"_L1, "CanaryPaused"_L1,           "BreakerOpened"_L1,
                                   "TrafficUnconfirmed"_L1,    "AnomalyDetected"_L1,        "PatchRolledBack"_L1,
                                   "EffectFailed"_L1,          "SourceFreshnessChanged"_L1, "HealingFrozen"_L1,
                                   "HealingUnfrozen"_L1,       "FreezeExpired"_L1};
    return std::find(urgent.begin(), urgent.end(), kind) != urgent.end();
}

/// The part of a draft whose size is not bounded by its kind.
qint64 weightOf(const journal::Draft& draft)
{
    constexpr qint64 envelope = 512;
    return envelope + 2 * draft.payload[u"diff"].toString().size();
}

} // namespace

Machinery::Machinery(Ports ports, Settings settings)
    : m_ports(std::move(ports))
    , m_settings(std::move(settings))
{}

Machinery::~Machinery() = default;

void Machinery::wake()
{
    if (std::exchange(m_awake, true))
        return;
    m_mailbox.post([this] { drain(); });
}

void Machinery::take(Command command, Answer answer)
{
    if (!m_running) {
        if (answer)
            answer(failure(ErrorCode::Unavailable, u"the core is not running"_s));
        return;
    }
    // A question to a source: nothing to decide, nothing to write.
    if (command.name == "canary_series"_L1 && answer)
        return m_observing->ask(command, answer);
    if (command.name == "canary_past"_L1 && answer)
        return m_observing->askPast(command, answer);
    m_waiting.push_back({std::move(command), std::move(answer)});
    wake();
}

void Machinery::take(Observation observation, Answer answer)
{
    if (!m_running) {
        if (answer)
            answer(failure(ErrorCode::Unavailable, u"the core is not running"_s));
        return;
    }
    m_waiting.push_back({std::move(observation), std::move(answer)});
    wake();
}

void Machinery::receive(const std::vector<Alert>& alerts, Answer answer)
{
    if (m_running && m_alerts)
        return m_alerts->receive(alerts, std::move(answer));
    answer(failure(ErrorCode::Unavailable, u"the core is not running"_s));
}

/// The streams of rows that have left the state go on where the journal has them.
void Machinery::learnVersion(const Batch& batch, const QString& stream)
{
    if (m_working.streamVersions.contains(stream))
        return;
    const auto written = std::find_if(batch.entries.rbegin(), batch.entries.rend(), [&stream](const auto& entry) {
        return entry.draft.stream == stream;
    });
    const auto version = written == batch.entries.rend() ? retirement::lastVersion(m_working, stream, m_ports.reader)
                                                         : Result<qint64>{written->expectedStreamVersion + 1};
    // A journal that cannot be read answers a conflict when the event is written: nothing gets a wrong version.
    if (version && *version > 0)
        m_working.streamVersions.insert(stream, *version);
}

void Machinery::add(Batch& batch, journal::Drafts drafts)
{
    for (auto& draft : drafts) {
        learnVersion(batch, draft.stream);
        const auto event = predict(m_working, draft, m_ports.clock.now());
        apply(m_working, event);
        batch.bytes += weightOf(draft);
        batch.entries.push_back({std::move(draft), event.time, event.streamVersion - 1});
    }
}

void Machinery::decideCommand(Batch& batch, const Command& command, Answer answer)
{
    auto verdict = decide(m_working, command, m_ports.clock.now());
    if (!verdict) {
        if (verdict.error().code == ErrorCode::NotPermitted)
            add(batch, {accessRefused(command, verdict.error())});
        batch.answers.push_back({std::move(answer), Failure{verdict.error()}, batch.entries.size()});
        return;
    }
    m_askAgain = m_askAgain || command.name == "poll"_L1;
    add(batch, std::move(verdict->drafts));
    batch.answers.push_back({std::move(answer), Outcome{0, std::move(verdict->result)}, batch.entries.size()});
}

void Machinery::decideObservation(Batch& batch, const Observation& observation, Answer answer)
{
    add(batch, decide(m_working, observation, m_ports.clock.now()));
    if (answer)
        batch.answers.push_back({std::move(answer), Outcome{}, batch.entries.size()});
}

void Machinery::decideOne(Batch& batch, Waiting waiting)
{
    if (const auto* command = std::get_if<Command>(&waiting.what))
        decideCommand(batch, *command, std::move(waiting.answer));
    else
        decideObservation(batch, std::get<Observation>(waiting.what), std::move(waiting.answer));
}

bool Machinery::isFull(const Batch& batch, Tick began) const
{
    return batch.entries.size() >= batchEvents || batch.bytes >= batchBytes ||
           m_ports.clock.tick() - began >= batchTime;
}

void Machinery::noticeSteps()
{
    const auto now = m_ports.clock.now();
    const auto tick = m_ports.clock.tick();
    if (m_lastTime) {
        const auto delta = (now - m_lastTime->first) - (tick - m_lastTime->second);
        if (now <= m_working.at - stepBack || delta >= stepJump || delta <= -stepJump)
            m_stepped = WallStepped{delta};
    }
    m_lastTime = {now, tick};
}

void Machinery::drain()
{
    m_awake = false;
    if (m_draining || !m_running)
        return;
    m_draining = true;
    while (m_running && !m_waiting.empty()) {
        noticeSteps();
        Batch batch;
        const auto began = m_ports.clock.tick();
        // A step of the clock first, then deadlines: what is due at this moment comes before any word that arrived at
        // it.
        if (m_stepped)
            add(batch, decide(m_working, Observation{*std::exchange(m_stepped, {})}, m_ports.clock.now()));
        add(batch, decide(m_working, Observation{TimePassed{}}, m_ports.clock.now()));
        while (!m_waiting.empty() && !isFull(batch, began)) {
            auto waiting = std::move(m_waiting.front());
            m_waiting.pop_front();
            decideOne(batch, std::move(waiting));
        }
        if (commit(std::move(batch)))
            look();
    }
    m_draining = false;
}

bool Machinery::commit(Batch batch)
{
    if (batch.entries.empty()) {
        answerAll(batch, {}, m_state.seq);
        return false;
    }
    const auto before = m_state.seq;
    const auto began = m_ports.clock.fineTick();
    auto events = m_ports.store.append(std::move(batch.entries));
    if (!events) {
        // Nothing was written: the state stays, the senders hear it, the effects ask again.
        m_working = m_state;
        m_live.storageTrouble = events.error().message;
        if (m_ports.reopen) {
            if (const auto reopened = m_ports.reopen(); !reopened)
                m_live.storageTrouble = reopened.error().message;
        }
        auto trouble = events.error();
        trouble.code = ErrorCode::Storage;
        answerAll(batch, trouble, before);
        m_dirty = true;
        publishIfDue(true);
        return false;
    }
    m_live.storageTrouble.clear();
    const std::chrono::duration<double> took = m_ports.clock.fineTick() - began;
    bool urgent = false;
    for (const auto& event : *events) {
        urgent = urgent || isUrgent(event.kind);
        // Decisions of one commit waited for it together.
        if (event.kind == "DecisionMade"_L1)
            m_live.loggingSeconds.observe(took.count());
    }
    // The store took every event as it was predicted, or none: the only writer is this one.
    m_state = m_working;
    if (m_ports.snapshots && m_state.seq / Snapshots::spacing != before / Snapshots::spacing)
        m_ports.snapshots->offer(m_state, Snapshots::Occasion::Running);
    answerAll(batch, {}, before);
    for (const auto& listener : m_commitListeners)
        listener(m_state.seq);
    m_dirty = true;
    publishIfDue(urgent);
    return true;
}

void Machinery::answerAll(Batch& batch, std::optional<Error> trouble, qint64 lastSeq)
{
    for (auto& answering : batch.answers) {
        if (!answering.answer)
            continue;
        if (trouble && answering.outcome)
            answering.outcome = Failure{*trouble};
        else if (answering.outcome)
            answering.outcome->seq = lastSeq + static_cast<qint64>(answering.events);
        answering.answer(std::move(answering.outcome));
    }
}

void Machinery::look()
{
    for (const auto& effect : m_effects)
        effect->look(m_state);
}

void Machinery::tick()
{
    if (!m_running)
        return;
    if (m_ports.clock.tick() - m_heartbeat >= heartbeatTime) {
        m_heartbeat = m_ports.clock.tick();
        m_live.heartbeat = m_ports.clock.now();
        m_dirty = true;
    }
    take(Observation{TimePassed{}});
    drain();
    if (std::exchange(m_askAgain, false)) {
        for (const auto& effect : m_effects)
            effect->askAgain();
    }
    look();
    drain();
    publishIfDue(false);
}

void Machinery::noteVerified(compliance::Verified verified)
{
    if (m_live.verified == verified)
        return;
    m_live.verified = std::move(verified);
    m_dirty = true;
}

void Machinery::publishIfDue(bool urgent)
{
    if (m_dirty && (urgent || m_ports.clock.tick() - m_published >= publishTime))
        publish();
}

void Machinery::publish()
{
    m_dirty = false;
    m_published = m_ports.clock.tick();
    const auto published = snapshot();
    for (const auto& listener : m_listeners)
        listener(published);
}

Snapshot Machinery::snapshot() const
{
    return {std::make_shared<const ConsoleState>(m_state), m_live};
}

} // namespace penelope::engine
