#include "core/engine/chain.h"

#include "core/engine/reducer.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

journal::Event predict(const ConsoleState& state, const journal::Draft& draft, Instant now)
{
    journal::Event event;
    event.seq = state.seq + 1;
    event.time = draft.kind == "ClockStepped"_L1 ? now : std::max(now, state.at);
    event.kind = draft.kind;
    event.version = draft.version;
    event.stream = draft.stream;
    const auto version = state.streamVersions.find(draft.stream);
    event.streamVersion = version ? *version + 1 : 1;
    event.actor = draft.actor;
    event.epoch = std::max<qint64>(1, state.epoch);
    if (draft.kind == "CoreStarted"_L1)
        event.epoch = draft.payload[u"epoch"].toInteger(event.epoch);
    event.cause = draft.cause;
    event.correlation = draft.correlation;
    event.payload = draft.payload;
    return event;
}

Chain::Chain(const ConsoleState& state, Instant now, QString actor)
    : m_base(state)
    , m_now(now)
    , m_actor(std::move(actor))
{}

qint64 Chain::add(const QString& kind, const QString& stream, Json payload)
{
    journal::Draft draft;
    draft.kind = kind;
    draft.stream = stream;
    draft.payload = std::move(payload);
    return add(std::move(draft));
}

qint64 Chain::add(journal::Draft draft)
{
    if (draft.actor.isEmpty())
        draft.actor = m_actor;
    if (draft.correlation.isEmpty())
        draft.correlation = m_correlation;
    if (!draft.cause)
        draft.cause = m_cause;
    if (!m_copy)
        m_copy.emplace(m_base);

    const auto event = predict(*m_copy, draft, m_now);
    apply(*m_copy, event);

    m_drafts.push_back(std::move(draft));
    return event.seq;
}

void Chain::add(journal::Drafts drafts)
{
    for (auto& draft : drafts)
        add(std::move(draft));
}

} // namespace penelope::engine
