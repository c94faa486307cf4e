#include "core/adapters/index/build.h"

#include "core/adapters/index/columnwriter.h"
#include "core/adapters/index/rollups.h"

#include <QDir>
#include <QLockFile>

namespace penelope::index {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 step = 65'536;
/// Steps between two writings to the disk: what a process that was killed does again.
constexpr int stepsPerCommit = 8;

/// All parts, fed from one pass over the events.
class Parts
{
public:
    static Result<std::unique_ptr<Parts>> open(const Building& building, const Identity& identity)
    {
        const auto& folder = building.folder;
        auto columns = ColumnWriter::open(columnFolder(folder), identity, building.textWindow);
        if (!columns)
            return Failure{columns.error()};
        auto rollups = Rollups::open(rollupFile(folder), identity, Rollups::Mode::Write);
        if (!rollups)
            return Failure{rollups.error()};
        return std::unique_ptr<Parts>(new Parts(std::move(*columns), std::move(*rollups)));
    }

    /// What all of them know.
    qint64 size() const { return std::min(m_columns->size(), m_rollupSize); }

    void add(QByteArrayView body)
    {
        const auto seq = ++m_seq;
        const auto facts = m_facts.read(body);
        if (seq > m_columns->size())
            facts ? m_columns->add(**facts) : m_columns->addUnknown();
        if (seq > m_rollupSize) {
            facts ? m_rollups->add(**facts) : m_rollups->addUnknown();
            ++m_rollupSize;
        }
    }
    void goTo(qint64 seq) { m_seq = seq - 1; }

    Status commit(const Identity& identity)
    {
        const auto columns = identity.rootAt(m_columns->size());
        const auto rollups = identity.rootAt(m_rollupSize);
        if (!columns || !rollups)
            return Failure{!columns ? columns.error() : rollups.error()};
        if (auto done = m_columns->commit(*columns); !done)
            return done;
        return m_rollups->commit(*rollups);
    }

private:
    Parts(std::unique_ptr<ColumnWriter> columns, std::unique_ptr<Rollups> rollups)
        : m_columns(std::move(columns))
        , m_rollups(std::move(rollups))
        , m_rollupSize(m_rollups->size())
    {}

    std::unique_ptr<ColumnWriter> m_columns;
    std::unique_ptr<Rollups> m_rollups;
    journal::FactReader m_facts;
    qint64 m_rollupSize;
    qint64 m_seq = 0;
};

Status addStep(JournalReader& reader, Parts& parts, qint64 from, qint64 count)
{
    parts.goTo(from);
    // The bytes are all that is wanted; the reader has compared them with their hash.
    const auto read = reader.readIf(from, static_cast<int>(count), [&parts](QByteArrayView body) {
        parts.add(body);
        return false;
    });
    return read ? Status{} : Failure{read.error()};
}

} // namespace

QString columnFolder(const QString& folder)
{
    return folder + u"/columns"_s;
}

QString rollupFile(const QString& folder)
{
    return folder + u"/index.db"_s;
}

Status build(JournalReader& reader, const Identity& identity, const Building& building)
{
    if (!QDir().mkpath(building.folder))
        return failure(ErrorCode::Storage, u"the folder %1 cannot be made"_s.arg(building.folder), building.folder);
    QLockFile lock(building.folder + u"/index.lock"_s);
    lock.setStaleLockTime(0); // however long it takes
    if (!lock.tryLock(0))
        return failure(ErrorCode::Conflict, u"another program builds this index now"_s, building.folder);
    const auto last = reader.lastSeq();
    if (!last)
        return Failure{last.error()};
    const auto parts = Parts::open(building, identity);
    if (!parts)
        return Failure{parts.error()};
    Status trouble;
    int waiting = 0;
    for (auto size = (*parts)->size(); trouble && size < *last && !building.stop.stop_requested();) {
        const auto count = std::min(step, *last - size);
        trouble = addStep(reader, **parts, size + 1, count);
        size = (*parts)->size();
        if (trouble && ++waiting % stepsPerCommit == 0)
            trouble = (*parts)->commit(identity);
        if (building.progress)
            building.progress({size, *last});
    }
    if (auto done = (*parts)->size() > 0 ? (*parts)->commit(identity) : Status{}; !done)
        return done;
    return trouble;
}

Status drop(const QString& folder)
{
    QLockFile lock(folder + u"/index.lock"_s);
    lock.setStaleLockTime(0);
    if (QDir(folder).exists() && !lock.tryLock(0))
        return failure(ErrorCode::Conflict, u"another program builds this index now"_s, folder);
    const auto file = rollupFile(folder);
    bool gone = QDir(columnFolder(folder)).removeRecursively();
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        const auto name = file + QLatin1String(suffix);
        gone = (!QFile::exists(name) || QFile::remove(name)) && gone;
    }
    if (!gone)
        return failure(ErrorCode::Storage, u"the index in %1 cannot be removed"_s.arg(folder), folder);
    return {};
}

} // namespace penelope::index
