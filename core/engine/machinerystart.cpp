#include "core/engine/effects/commits.h"
#include "core/engine/effects/comparing.h"
#include "core/engine/effects/ending.h"
#include "core/engine/effects/judging.h"
#include "core/engine/effects/observing.h"
#include "core/engine/effects/sources.h"
#include "core/engine/effects/sweeping.h"
#include "core/engine/effects/traffic.h"
#include "core/engine/effects/trial.h"
#include "core/engine/effects/twin.h"
#include "core/engine/machinery.h"
#include "core/engine/reducer.h"
#include "core/policy/policy.h"

#include <utility>

/// How the core begins and ends.
namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

Status Machinery::write(journal::Drafts drafts)
{
    Batch batch;
    add(batch, std::move(drafts));
    auto events = m_ports.store.append(std::move(batch.entries));
    if (!events) {
        m_working = m_state;
        return Failure{events.error()};
    }
    for (const auto& event : *events)
        apply(m_state, event);
    m_working = m_state;
    return {};
}

Status Machinery::writeStart(const Genesis& genesis)
{
    if (m_state.seq == 0) {
        if (auto written = write(engine::genesis(genesis)); !written)
            return written;
    }
    const auto epoch = m_state.epoch + 1;
    if (m_ports.beginEpoch)
        m_ports.beginEpoch(epoch);
    journal::Drafts drafts;
    journal::Draft started;
    started.kind = u"CoreStarted"_s;
    started.stream = u"system"_s;
    started.actor = u"core"_s;
    started.payload = Json::object(
        {{u"mode"_s, m_settings.mode},
         {u"version"_s, m_settings.version},
         {u"host"_s, m_settings.host},
         {u"epoch"_s, epoch}});
    drafts.push_back(std::move(started));
    for (auto& draft : policy::missing(m_state.policy)) {
        draft.actor = u"bootstrap"_s;
        drafts.push_back(std::move(draft));
    }
    return write(std::move(drafts));
}

Status Machinery::start(const Genesis& genesis)
{
    auto folded = fold(
        m_ports.reader, {.at = {},
                         .to = {},
                         .snapshots = m_ports.snapshots,
                         .progress = m_ports.folding.progress,
                         .stop = m_ports.folding.stop});
    if (!folded)
        return Failure{folded.error()};
    m_state = std::move(*folded);
    m_state.precedents.prepare(); // now, and not with the first decision
    m_working = m_state;
    if (auto written = writeStart(genesis); !written)
        return written;
    m_running = true;
    const World world{
        m_ports, m_settings, m_live, [this]() -> const ConsoleState& { return m_state; },
        [this](Observation observation, Answer answer) { take(std::move(observation), std::move(answer)); }};
    // Going back comes before everything else (contracts.md 6).
    m_effects.push_back(std::make_unique<SweepEffect>(world));
    auto promotion = std::make_unique<PromotionEffect>(world);
    const auto* way = promotion.get();
    m_effects.push_back(
        std::make_unique<RollbackEffect>(world, [way](const CanaryId& id) { return way->isUnderWay(id); }));
    m_effects.push_back(
        std::make_unique<TrafficEffect>(world, [way](const CanaryId& id) { return way->isGoingHome(id); }));
    m_effects.push_back(std::make_unique<SamplingEffect>(world));
    m_effects.push_back(std::move(promotion));
    m_effects.push_back(std::make_unique<WatchEffect>(world));
    m_effects.push_back(std::make_unique<StartEffect>(world));
    m_effects.push_back(std::make_unique<CheckEffect>(world));
    m_effects.push_back(std::make_unique<TwinEffect>(world));
    m_effects.push_back(std::make_unique<ProposalEffect>(world));
    m_effects.push_back(std::make_unique<EvidenceEffect>(world));
    m_effects.push_back(std::make_unique<CommitsEffect>(world));
    m_effects.push_back(std::make_unique<FreshnessEffect>(world));
    m_effects.push_back(std::make_unique<ComparingEffect>(world));
    auto observing = std::make_unique<ObservingEffect>(world);
    m_observing = observing.get();
    m_effects.push_back(std::move(observing));
    auto alerts = std::make_unique<AlertsEffect>(world);
    m_alerts = alerts.get();
    m_effects.push_back(std::move(alerts));
    m_live.heartbeat = m_ports.clock.now();
    publish();
    tick();
    return {};
}

Status Machinery::stop(const QString& reason)
{
    if (!m_running)
        return {};
    drain();
    m_running = false;
    m_alerts = nullptr;
    m_observing = nullptr;
    m_effects.clear();
    for (auto& waiting : std::exchange(m_waiting, {})) {
        if (waiting.answer)
            waiting.answer(failure(ErrorCode::Unavailable, u"the core stopped"_s));
    }
    journal::Draft stopped;
    stopped.kind = u"CoreStopped"_s;
    stopped.stream = u"system"_s;
    stopped.actor = u"core"_s;
    stopped.payload = Json::object({{u"reason"_s, reason}});
    if (auto written = write({std::move(stopped)}); !written)
        return written;
    if (m_ports.snapshots)
        m_ports.snapshots->offer(m_state, Snapshots::Occasion::Closing);
    publish();
    return m_ports.store.checkpoint();
}

} // namespace penelope::engine
