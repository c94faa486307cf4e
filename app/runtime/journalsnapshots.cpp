#include "app/runtime/journalsnapshots.h"

#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/paths.h"
#include "core/engine/statebytes.h"

#include <QRegularExpression>

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

namespace {

using Occasion = engine::Snapshots::Occasion;

qint64 distanceOf(const JournalSnapshots::Pace& pace, Occasion occasion)
{
    switch (occasion) {
    case Occasion::Folding: return pace.folding;
    case Occasion::Running: return pace.running;
    case Occasion::Closing: return pace.closing;
    }
    Q_UNREACHABLE();
}

} // namespace

struct JournalSnapshots::Writing
{
    std::mutex mutex;
    std::condition_variable done;
    std::optional<engine::ConsoleState> waiting;
    bool busy = false;
    qint64 last = 0; ///< seq of the newest one that was read, taken or written

    std::optional<engine::ConsoleState> next()
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
    static const QRegularExpression made(u"^[0-9a-f]{32}$"_s);
    if (!made.match(journalId).hasMatch())
        return std::nullopt;
    return snapshots::SnapshotFolder(
        system::cacheFolder(journalId) + u"/snapshots"_s, journalId, engine::stateFormat(), {.spacing = spacing});
}

std::shared_ptr<const engine::ConsoleState>
JournalSnapshots::nearest(std::optional<qint64> to, std::optional<Instant> at)
{
    const auto reader = sqlite::Reader::open({.path = m_journal});
    const auto first = reader ? (*reader)->read(1, 1) : std::vector<journal::Event>{};
    if (!first || first->empty())
        return nullptr;
    const auto folder = folderOf(first->front().payload[u"journal_id"].toString());
    if (!folder)
        return nullptr;
    for (const auto& heading : folder->headings()) {
        if ((to && heading.size > *to) || (at && heading.latest > *at))
            continue;
        const auto root = (*reader)->rootAt(heading.size);
        if (!root || *root != heading.root) {
            folder->drop(heading);
            continue;
        }
        const auto bytes = folder->read(heading);
        auto state = bytes ? engine::stateFromBytes(*bytes) : Result<engine::ConsoleState>{Failure{bytes.error()}};
        if (!state || state->seq != heading.size) {
            folder->drop(heading);
            continue;
        }
        const std::lock_guard lock(m_writing->mutex);
        m_writing->last = std::max(m_writing->last, heading.size);
        return std::make_shared<const engine::ConsoleState>(std::move(*state));
    }
    return nullptr;
}

void JournalSnapshots::offer(const engine::ConsoleState& state, Occasion occasion)
{
    if (!m_hands)
        return;
    const std::lock_guard lock(m_writing->mutex);
    if (state.seq - m_writing->last < distanceOf(m_pace, occasion) ||
        (m_writing->busy && occasion == Occasion::Folding))
        return;
    m_writing->last = state.seq;
    m_writing->waiting = state;
    if (std::exchange(m_writing->busy, true))
        return;
    m_hands->task = m_hands->worker.run(
        m_hands->home,
        [writing = m_writing, journal = m_journal, spacing = m_pace.running](const std::stop_token&) {
            const auto reader = sqlite::Reader::open({.path = journal});
            while (const auto next = writing->next()) {
                const auto folder = folderOf(next->journalId, spacing);
                const auto root = reader ? (*reader)->rootAt(next->seq) : Failure{reader.error()};
                // Not being able to write one costs the next start some time, and nobody anything else.
                if (folder && root) [[maybe_unused]]
                    const auto written = folder->write({next->seq, *root, next->latest, engine::stateToBytes(*next)});
            }
            return true;
        },
        [](bool) {});
}

} // namespace penelope::runtime
