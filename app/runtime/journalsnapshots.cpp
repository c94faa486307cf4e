#include "app/runtime/journalsnapshots.h"

#include "core/adapters/snapshots/heldpieces.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/memory.h"
#include "core/adapters/system/paths.h"
#include "core/engine/reducer.h"
#include "core/engine/retirement.h"
#include "core/engine/statebytes.h"

#include <QDir>

#include <algorithm>
#include <deque>

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

namespace {

using Occasion = engine::Snapshots::Occasion;
using snapshots::MomentStore;

static_assert(engine::retirement::spacing % engine::Snapshots::spacing == 0);
constexpr std::size_t mostWaiting = 2;
/// So many events are folded onto a front in less time than a person notices.
constexpr int mostAfterFront = 500;

/// 32 hex digits, as a journal's maker writes them: anything else is no name of a folder. A regular expression would be
/// compiled before each first picture.
bool isMade(const QString& journalId)
{
    const auto isHex = [](QChar digit) { return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f'); };
    return journalId.size() == 32 && std::all_of(journalId.begin(), journalId.end(), isHex);
}

QString folderOf(const QString& journalId)
{
    return system::cacheFolder(journalId) + u"/snapshots"_s;
}

std::shared_ptr<MomentStore> openMoments(const QString& journalId, MomentStore::Mode mode)
{
    const auto file = JournalSnapshots::fileOf(journalId);
    auto store = file ? MomentStore::open(*file, journalId, engine::stateFormat(), mode)
                      : Result<std::shared_ptr<MomentStore>>{failure(ErrorCode::NotFound, {})};
    return store ? std::move(*store) : nullptr;
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

/// Every piece is read and checked, and what is not looked at stays as it was stored.
Result<engine::ConsoleState> heldState(QByteArrayView bytes, std::shared_ptr<const MomentStore> store)
{
    const auto held = std::make_shared<snapshots::HeldPieces>(std::move(store));
    auto state = engine::stateFromBytes(bytes, held);
    if (state)
        engine::checkWhole(*state);
    held->close();
    return state;
}

/// Events since the last moment that make another one worthwhile. Who opens a journal again folds what is behind the
/// last one, and keeps what that makes.
constexpr qint64 leastSince(Occasion occasion)
{
    switch (occasion) {
    case Occasion::Closing: return 1;
    case Occasion::Folded: return engine::Snapshots::spacing / 8;
    default: return engine::Snapshots::spacing;
    }
}

bool has(const snapshots::SnapshotFolder& folder, qint64 size, const Digest& root)
{
    const auto headings = folder.headings();
    return std::any_of(headings.begin(), headings.end(), [&](const snapshots::Heading& heading) {
        return heading.size == size && heading.root == root;
    });
}

// Not being able to write one costs the next start some time, and nobody anything else.
void writeFront(sqlite::Reader& reader, const engine::ConsoleState& state)
{
    const auto folder = JournalSnapshots::frontFolderOf(state.journalId);
    const auto root = folder ? reader.rootAt(state.seq) : Result<Digest>{failure(ErrorCode::NotFound, {})};
    if (!root || has(*folder, state.seq, *root))
        return;
    const auto front = engine::retirement::front(state);
    [[maybe_unused]] const auto written = folder->write({front.seq, *root, front.latest, engine::stateToBytes(front)});
}
void writeMoment(MomentStore& store, sqlite::Reader& reader, const engine::ConsoleState& state)
{
    const auto root = reader.rootAt(state.seq);
    if (root) [[maybe_unused]]
        const auto written = store.write(
            {.size = state.seq, .root = *root, .latest = state.latest, .bytes = {}},
            [&state](PieceKeeper& keeper) { return engine::stateToBytes(state, keeper); });
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
    std::deque<Offer> waiting;
    bool busy = false;
    qint64 last = 0;      ///< seq of the one that was read, taken or written last
    qint64 lastFront = 0; ///< of a front
    std::shared_ptr<MomentStore> store;

    std::optional<Offer> next()
    {
        const std::lock_guard lock(mutex);
        busy = !waiting.empty();
        done.notify_all();
        if (!busy)
            return std::nullopt;
        auto first = std::move(waiting.front());
        waiting.pop_front();
        return first;
    }
};

JournalSnapshots::JournalSnapshots(QString journal, Use use, Reading reading)
    : m_journal(std::move(journal))
    , m_reading(reading)
    , m_writing(std::make_shared<Writing>())
    , m_hands(use == Use::Read ? nullptr : std::make_unique<Hands>())
{}

JournalSnapshots::~JournalSnapshots()
{
    waitForWriter();
}

void JournalSnapshots::waitForWriter()
{
    std::unique_lock lock(m_writing->mutex);
    m_writing->done.wait(lock, [this] { return !m_writing->busy; });
}

std::optional<QString> JournalSnapshots::fileOf(const QString& journalId)
{
    return isMade(journalId) ? std::optional{folderOf(journalId) + u"/moments.db"_s} : std::nullopt;
}

/// One front is of use, the newest.
std::optional<snapshots::SnapshotFolder> JournalSnapshots::frontFolderOf(const QString& journalId)
{
    if (!isMade(journalId))
        return std::nullopt;
    return snapshots::SnapshotFolder(folderOf(journalId) + u"/front"_s, journalId, engine::stateFormat());
}

void JournalSnapshots::clear(const QString& journalId)
{
    if (isMade(journalId))
        QDir(folderOf(journalId)).removeRecursively();
}

std::shared_ptr<const engine::ConsoleState>
JournalSnapshots::nearest(std::optional<qint64> to, std::optional<Instant> at)
{
    const auto reader = sqlite::Reader::open({.path = m_journal});
    if (!reader)
        return nullptr;
    const sqlite::OneView view(**reader);
    if (!m_read || m_read->isDamaged())
        m_read = openMoments((*reader)->journalId().value_or(QString{}), MomentStore::Mode::Read);
    const auto end = (*reader)->lastSeq();
    const auto moment = m_read && end ? m_read->nearest(std::min(to.value_or(*end), *end), at) : std::nullopt;
    if (!moment)
        return nullptr;
    const auto root = (*reader)->rootAt(moment->size);
    const bool fits = root && *root == moment->root;
    auto state = !fits                         ? Result<engine::ConsoleState>{failure(ErrorCode::Conflict, {})}
                 : m_reading == Reading::Whole ? heldState(moment->bytes, m_read)
                                               : engine::stateFromBytes(moment->bytes, m_read);
    if (state && state->seq == moment->size && !m_read->isDamaged()) {
        const std::lock_guard lock(m_writing->mutex);
        m_writing->last = moment->size;
        return std::make_shared<engine::ConsoleState>(std::move(*state));
    }
    m_read->reportDamage();
    return nullptr;
}

std::shared_ptr<const engine::ConsoleState> JournalSnapshots::readBack(const engine::ConsoleState& state)
{
    waitForWriter();
    auto same = nearest(state.seq, {});
    return same && same->seq == state.seq && same->at == state.at ? same : nullptr;
}

engine::Snapshots::Soundness JournalSnapshots::soundness() const
{
    return [store = m_read] { return !store || !store->isDamaged(); };
}

std::shared_ptr<const engine::ConsoleState> JournalSnapshots::front()
{
    const auto reader = sqlite::Reader::open({.path = m_journal});
    if (!reader)
        return nullptr;
    const sqlite::OneView view(**reader);
    const auto folder = frontFolderOf((*reader)->journalId().value_or(QString{}));
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
    const bool isEnd = occasion == Occasion::Folded || occasion == Occasion::Closing;
    std::unique_lock lock(m_writing->mutex);
    const auto since = state.seq - m_writing->last;
    const bool whole = occasion == Occasion::Folding ? isDue(state.seq) : since >= leastSince(occasion);
    const bool front = isEnd && state.seq != m_writing->lastFront;
    if (!whole && !front)
        return;
    // Who folds a long journal is not to be ahead of the writer by more states than memory has room for.
    if (occasion == Occasion::Folding)
        m_writing->done.wait(lock, [this] { return m_writing->waiting.size() < mostWaiting; });
    m_writing->last = whole ? state.seq : m_writing->last;
    m_writing->lastFront = front ? state.seq : m_writing->lastFront;
    m_writing->waiting.push_back({state, whole, front});
    if (!std::exchange(m_writing->busy, true))
        write();
}

void JournalSnapshots::write()
{
    m_hands->task = m_hands->worker.run(
        m_hands->home,
        [writing = m_writing, journal = m_journal](const std::stop_token&) {
            const auto reader = sqlite::Reader::open({.path = journal});
            while (const auto next = writing->next()) {
                if (!writing->store || writing->store->isDamaged())
                    writing->store = openMoments(next->state.journalId, MomentStore::Mode::Write);
                if (reader && next->whole && writing->store)
                    writeMoment(*writing->store, **reader, next->state);
                if (reader && next->front)
                    writeFront(**reader, next->state);
            }
            system::returnFreedMemory();
            return true;
        },
        [](bool) {});
}

} // namespace penelope::runtime
