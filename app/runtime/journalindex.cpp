#include "app/runtime/journalindex.h"

#include "app/runtime/journalsnapshots.h"
#include "core/adapters/system/paths.h"
#include "core/engine/reducer.h"

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

Result<index::Identity> identityOf(sqlite::Reader& reader)
{
    auto id = reader.journalId();
    if (!id)
        return Failure{id.error()};
    return index::Identity{std::move(*id), [&reader](qint64 size) { return reader.rootAt(size); }};
}

QString indexFolder(const QString& journalId)
{
    return system::cacheFolder(journalId);
}

std::shared_ptr<const index::ColumnFiles> openColumns(sqlite::Reader& reader)
{
    const auto identity = identityOf(reader);
    if (!identity)
        return {};
    auto files = index::ColumnFiles::open(index::columnFolder(indexFolder(identity->journalId)), *identity);
    return files ? *files : nullptr;
}

std::unique_ptr<index::Rollups> openRollups(sqlite::Reader& reader)
{
    const auto identity = identityOf(reader);
    if (!identity)
        return {};
    auto rollups = index::Rollups::open(
        index::rollupFile(indexFolder(identity->journalId)), *identity, index::Rollups::Mode::Read);
    return rollups ? std::move(*rollups) : nullptr;
}

Result<IndexOutcome> buildIndex(
    const QString& journal, const std::stop_token& stop, std::function<void(const index::BuildProgress&)> progress)
{
    const auto reader = sqlite::Reader::open({.path = journal});
    if (!reader)
        return Failure{reader.error()};
    const auto identity = identityOf(**reader);
    if (!identity)
        return Failure{identity.error()};
    const auto folder = indexFolder(identity->journalId);
    if (auto built = index::build(**reader, *identity, {folder, stop, std::move(progress)}); !built)
        return Failure{built.error()};
    const auto columns = openColumns(**reader);
    const auto events = (*reader)->lastSeq();
    if (!events)
        return Failure{events.error()};
    return IndexOutcome{folder, *events, columns ? columns->columns().size : 0};
}

Status buildSnapshots(
    const QString& journal, const std::stop_token& stop, std::function<void(qint64 folded, qint64 events)> progress)
{
    const auto reader = sqlite::Reader::open({.path = journal});
    if (!reader)
        return Failure{reader.error()};
    JournalSnapshots snapshots(journal, JournalSnapshots::Use::ReadAndWrite, JournalSnapshots::Reading::AsNeeded);
    const auto state = engine::fold(
        **reader, {.at = {}, .to = {}, .snapshots = &snapshots, .progress = std::move(progress), .stop = stop});
    if (!state)
        return Failure{state.error()};
    snapshots.offer(*state, engine::Snapshots::Occasion::Closing);
    return {};
}

Result<QString> dropIndex(const QString& journal)
{
    const auto reader = sqlite::Reader::open({.path = journal});
    if (!reader)
        return Failure{reader.error()};
    const auto identity = identityOf(**reader);
    if (!identity)
        return Failure{identity.error()};
    const auto folder = indexFolder(identity->journalId);
    if (auto dropped = index::drop(folder); !dropped)
        return Failure{dropped.error()};
    JournalSnapshots::clear(identity->journalId);
    return folder;
}

} // namespace penelope::runtime
