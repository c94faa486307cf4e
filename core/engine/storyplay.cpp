#include "core/engine/storyplay.h"

#include "core/approval/signing.h"
#include "core/engine/decide.h"
#include "core/engine/past.h"
#include "core/engine/reducer.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList playable{u"approve"_s, u"reject"_s, u"ack"_s,    u"anomaly_ack"_s,
                           u"snooze"_s,  u"note"_s,   u"intend"_s, u"withdraw_intent"_s};
constexpr Milliseconds heardEvery = std::chrono::seconds{15};
constexpr std::size_t mostAtOnce = 200;

} // namespace

StoryPlay::StoryPlay(JournalStore& store, std::vector<journal::Event> told, Desk desk)
    : m_store(store)
    , m_told(std::move(told))
    , m_desk(std::move(desk))
    , m_state(std::make_shared<ConsoleState>())
{}

bool StoryPlay::isPlayable(const QString& command)
{
    return playable.contains(command);
}

/// Whether it can still have happened, after what people did otherwise than told.
bool StoryPlay::fits(const journal::Event& event) const
{
    if (m_settled.contains(event.correlation) || m_settled.contains(event.stream))
        return event.kind == "AnomalyResolved"_L1; // the outer world goes on
    const auto version = m_versions.find(event.stream);
    const auto at = version == m_versions.end() ? 0 : version->second;
    // A person's note may have taken the id that was told for another one.
    if (event.streamVersion == 1 && at > 0)
        return false;
    if (event.streamKind() != "approval"_L1 || event.kind == "ApprovalRequested"_L1)
        return true;
    const auto approval = m_state->approvals.find(ApprovalId{event.subject()});
    return approval && approval->isPending();
}

JournalStore::Entry StoryPlay::entryOf(const journal::Event& event)
{
    auto cause = event.cause;
    if (cause) {
        const auto written = m_written.find(*cause);
        cause = written == m_written.end() ? std::nullopt : std::optional{written->second};
    }
    journal::Draft draft{event.kind, event.stream, event.payload, event.version, event.actor, cause, event.correlation};
    const auto version = m_versions.find(event.stream);
    return {std::move(draft), std::max(event.time, m_last), version == m_versions.end() ? 0 : version->second};
}

Status StoryPlay::append(std::vector<JournalStore::Entry> entries)
{
    auto events = m_store.append(std::move(entries));
    if (!events)
        return Failure{events.error()};
    // Whoever has the old snapshot keeps it.
    auto state = std::make_shared<ConsoleState>(*m_state);
    for (const auto& event : *events) {
        m_versions[event.stream] = event.streamVersion;
        if (!event.correlation.isEmpty())
            m_storyOf[event.stream] = event.correlation;
        m_last = event.time;
        apply(*state, event);
    }
    m_state = std::move(state);
    return {};
}

Status StoryPlay::playTo(Instant now)
{
    while (m_next < m_told.size() && m_told[m_next].time <= now) {
        if (auto written = playSome(now); !written)
            return written;
    }
    return {};
}

/// One transaction of what is due. What depends on the state of a request ends it before: the state is of the last one.
Status StoryPlay::playSome(Instant now)
{
    const auto first = m_next;
    const auto versions = m_versions;
    std::vector<JournalStore::Entry> entries;
    for (; m_next < m_told.size() && m_told[m_next].time <= now && entries.size() < mostAtOnce; ++m_next) {
        const auto& event = m_told[m_next];
        const bool asksState = event.streamKind() == "approval"_L1 && event.kind != "ApprovalRequested"_L1;
        if (asksState && !entries.empty())
            break;
        if (!fits(event))
            continue;
        entries.push_back(entryOf(event));
        ++m_versions[event.stream];
        m_written[event.seq] = m_store.lastSeq() + static_cast<qint64>(entries.size());
    }
    if (entries.empty())
        return {};
    auto written = append(std::move(entries));
    if (!written) {
        m_next = first;
        m_versions = versions;
    }
    return written;
}

/// A request that a person rejected: what was told of it from here on does not happen.
void StoryPlay::settle(const Json& args)
{
    const auto story = m_storyOf.find(u"approval/"_s + args[u"id"].toString());
    if (story != m_storyOf.end())
        m_settled.insert(story->second);
}

Result<Outcome> StoryPlay::send(const QString& command, Json args, Instant now)
{
    if (!isPlayable(command))
        return failure(
            ErrorCode::NotPermitted,
            u"In the demonstration there is nothing behind the story that could be acted on: requests can be decided, "
            "acknowledged and put off, and notes taken"_s);
    const auto at = std::max(now, m_last);
    if (approval::isSignedCommand(command)) {
        auto made =
            approval::signedArgs(command, std::move(args), m_state->journalId, m_desk.who.value(), m_desk.key, at);
        if (!made)
            return Failure{made.error()};
        args = std::move(*made);
    }
    const auto actor = u"operator/"_s + m_desk.who.value();
    auto verdict = decide(*m_state, {command, actor, at, args}, at);
    if (!verdict)
        return Failure{verdict.error()};
    std::vector<JournalStore::Entry> entries;
    std::map<QString, qint64> versions = m_versions;
    for (auto& draft : verdict->drafts) {
        if (draft.actor.isEmpty())
            draft.actor = actor;
        const auto expected = versions[draft.stream]++;
        entries.push_back({std::move(draft), at, expected});
    }
    if (!entries.empty()) {
        if (auto written = append(std::move(entries)); !written)
            return Failure{written.error()};
    }
    if (command == "reject"_L1)
        settle(args);
    return Outcome{m_store.lastSeq(), std::move(verdict->result)};
}

std::optional<Instant> StoryPlay::nextStep(Instant after) const
{
    const auto found = std::find_if(
        m_told.begin() + static_cast<std::ptrdiff_t>(m_next), m_told.end(),
        [after](const journal::Event& event) { return event.time > after && isStep(event); });
    return found == m_told.end() ? std::nullopt : std::optional{found->time};
}

std::map<QString, SourceLive> StoryPlay::sources(Instant now) const
{
    std::map<QString, SourceLive> sources;
    for (const auto& [key, record] : m_state->sources) {
        SourceLive live;
        live.interval = heardEvery;
        live.answering = record.freshness != Freshness::Lost;
        if (record.freshness == Freshness::Fresh) {
            const auto since = std::max(record.changedAt, Instant{});
            live.lastSampleAt = since + (now - since) / heardEvery * heardEvery;
        } else {
            live.lastSampleAt = record.lastSampleAt;
            live.lastError = record.reason;
        }
        sources.emplace(key, live);
    }
    return sources;
}

} // namespace penelope::engine
