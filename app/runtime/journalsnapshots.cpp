#include "app/runtime/journalsnapshots.h"

#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/paths.h"
#include "core/engine/reducer.h"
#include "core/engine/retirement.h"
#include "core/engine/statebytes.h"

#include <algorithm>

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

namespace {

using Occasion = engine::Snapshots::Occasion;

qint64 distanceOf(const JournalSnapshots::Pace& pace, Occasion occasion)
{
    switch (occasion) {
    case Occasion::Folding: return pace.folding;
    case Occasion::Folded:
    case Occasion::Running: return pace.running;
    case Occasion::Closing: return pace.closing;
    }
    Q_UNREACHABLE();
}

/// So many events are folded onto a front in less time than a person notices.
constexpr int mostAfterFront = 500;

/// 32 hex digits, as a journal's maker writes them: anything else is no name of a folder. A regular expression would be
/// compiled before each first picture.
bool isMade(const QString& journalId)
{
    const auto isHex = [](QChar digit) { return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f'); };
    return journalId.size() == 32 && std::all_of(journalId.begin(), journalId.end(), isHex);
}

std::optional<snapshots::SnapshotFolder> folderAt(const QString& below, const QString& journalId, qint64 spacing)
{
    if (!isMade(journalId))
        return std::nullopt;
    return snapshots::SnapshotFolder(
        system::cacheFolder(journalId) + below, journalId, engine::stateFormat(), {.spacing = spacing});
}

QString journalIdOf(sqlite::Reader& reader)
{
    const auto first = reader.read(1, 1);
    return first && !first->empty() ? first->front().payload[u"journal_id"].toString() : QString{};
}

/// Of a folder, where the journal has what it was folded from; null where not. What does not fit is dropped.
std::shared_ptr<engine::ConsoleState>
readFrom(const snapshots::SnapshotFolder& folder, const snapshots::Heading& heading, sqlite::Reader& reader)
{
    const auto root = reader.rootAt(heading.size);
    const bool fits = root && *root == heading.root;
    const auto bytes = fits ? folder.read(heading) : Result<QByteArray>{failure(ErrorCode::Conflict, {})};
    auto state = bytes ? engine::stateFromBytes(*bytes) : Result<engine::ConsoleState>{Failure{bytes.error()}};
    if (state && state->seq == heading.size)
        return std::make_shared<engine::ConsoleState>(std::move(*state));
    folder.drop(heading);
    return nullptr;
}

void writeTo(
    const std::optional<snapshots::SnapshotFolder>& folder, sqlite::Reader& reader, const engine::ConsoleState& state)
{
    const auto root = folder ? reader.rootAt(state.seq) : Result<Digest>{failure(ErrorCode::NotFound, {})};
    // Not being able to write one costs the next start some time, and nobody anything else.
    if (root) [[maybe_unused]]
        const auto written = folder->write({state.seq, *root, state.latest, engine::stateToBytes(state)});
}

} // namespace

struct JournalSnapshots::Writing
{
    /// A state, and what is to be written of it.
    struct Offer
    {
        engine::ConsoleState state;
        bool whole = false;
        bool front = false;
    };

    std::mutex mutex;
    std::condition_variable done;
    std::optional<Offer> waiting;
    bool busy = false;
    qint64 last = 0;      ///< seq of the newest one that was read, taken or written
    qint64 lastFront = 0; ///< of a front

    std::optional<Offer> next()
    {
        const std::lock_guard lock(mutex);
        busy = waiting.has_value();
        if (!busy)
            done.notify_all();
        return std::exchange(waiting, std::nullopt);
    }
};

JournalSnapshots::JournalSnapshots(QString journal, Use use)
    : JournalSnapshots(std::move(journal), use, Pace{})
{}

JournalSnapshots::JournalSnapshots(QString journal, Use use, Pace pace)
    : m_journal(std::move(journal))
    , m_pace(pace)
    , m_writing(std::make_shared<Writing>())
    , m_hands(use == Use::Read ? nullptr : std::make_unique<Hands>())
{}

JournalSnapshots::~JournalSnapshots()
{
    std::unique_lock lock(m_writing->mutex);
    m_writing->done.wait(lock, [this] { return !m_writing->busy; });
}

std::optional<snapshots::SnapshotFolder> JournalSnapshots::folderOf(const QString& journalId, qint64 spacing)
{
    return folderAt(u"/snapshots"_s, journalId, spacing);
}

/// One front is of use, the newest.
std::optional<snapshots::SnapshotFolder> JournalSnapshots::frontFolderOf(const QString& journalId)
{
    return folderAt(u"/snapshots/front"_s, journalId, std::numeric_limits<int>::max());
}

std::shared_ptr<const engine::ConsoleState>
JournalSnapshots::nearest(std::optional<qint64> to, std::optional<Instant> at)
{
    const auto reader = sqlite::Reader::open({.path = m_journal});
    if (!reader)
        return nullptr;
    const sqlite::OneView view(**reader);
    const auto folder = folderOf(journalIdOf(**reader));
    if (!folder)
        return nullptr;
    for (const auto& heading : folder->headings()) {
        if ((to && heading.size > *to) || (at && heading.latest > *at))
            continue;
        const auto state = readFrom(*folder, heading, **reader);
        if (!state)
            continue;
        const std::lock_guard lock(m_writing->mutex);
        m_writing->last = std::max(m_writing->last, heading.size);
        return state;
    }
    return nullptr;
}

std::shared_ptr<const engine::ConsoleState> JournalSnapshots::front()
{
    const auto reader = sqlite::Reader::open({.path = m_journal});
    if (!reader)
        return nullptr;
    const sqlite::OneView view(**reader);
    const auto folder = frontFolderOf(journalIdOf(**reader));
    const auto end = folder ? (*reader)->lastSeq() : Result<qint64>{0};
    if (!folder || !end)
        return nullptr;
    for (const auto& heading : folder->headings()) {
        if (*end - heading.size > mostAfterFront)
            return nullptr; // the others are older
        const auto state = readFrom(*folder, heading, **reader);
        const auto events = state ? (*reader)->read(state->seq + 1, mostAfterFront) : std::vector<journal::Event>{};
        if (!state || !events)
            continue;
        for (const auto& event : *events)
            engine::apply(*state, event);
        const std::lock_guard lock(m_writing->mutex);
        m_writing->lastFront = heading.size;
        return state;
    }
    return nullptr;
}

void JournalSnapshots::offer(const engine::ConsoleState& state, Occasion occasion)
{
    if (!m_hands)
        return;
    const std::lock_guard lock(m_writing->mutex);
    const bool whole = state.seq - m_writing->last >= distanceOf(m_pace, occasion) &&
                       !(m_writing->busy && occasion == Occasion::Folding);
    const bool isEnd = occasion == Occasion::Folded || occasion == Occasion::Closing;
    const bool front = occasion != Occasion::Folding && (whole || isEnd) && state.seq != m_writing->lastFront;
    if (!whole && !front)
        return;
    auto& waiting = m_writing->waiting;
    m_writing->last = whole ? state.seq : m_writing->last;
    m_writing->lastFront = front ? state.seq : m_writing->lastFront;
    waiting = Writing::Offer{state, whole || (waiting && waiting->whole), front || (waiting && waiting->front)};
    if (!std::exchange(m_writing->busy, true))
        write();
}

void JournalSnapshots::write()
{
    m_hands->task = m_hands->worker.run(
        m_hands->home,
        [writing = m_writing, journal = m_journal, spacing = m_pace.running](const std::stop_token&) {
            const auto reader = sqlite::Reader::open({.path = journal});
            while (const auto next = writing->next()) {
                const auto& id = next->state.journalId;
                if (reader && next->whole)
                    writeTo(folderOf(id, spacing), **reader, next->state);
                if (reader && next->front)
                    writeTo(frontFolderOf(id), **reader, engine::retirement::front(next->state));
            }
            return true;
        },
        [](bool) {});
}

} // namespace penelope::runtime
