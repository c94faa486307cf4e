#pragma once

#include "core/adapters/index/identity.h"
#include "core/journal/columns.h"

#include <memory>

namespace penelope::index {

/// The arrays of one index, in the order of the files.
enum class Array {
    Time,
    Kind,
    KindHigh,
    Service,
    ServiceHigh,
    Actor,
    ActorHigh,
    Decision,
    StreamKind,
    Severity,
    Risk,
    Level,
    Flags,
    FlagZones,
    Stream,
    Correlation,
    Text,
    TextAt,
    TextOf,
    TextBlocks,
    TextGroups,
    TextRows,
    TextLast
};
constexpr int arrayCount = 23;
QString fileOf(const QString& folder, Array array);
/// Bytes of what it has for a row, for a zone of rows, for a line of text, or for a block or a group of lines; 1 for
/// Text, whose lines differ.
qint64 widthOf(Array array);

/// What stands beside the arrays: how far they reach, and the words of their codes.
struct Manifest
{
    Mark mark;
    qint64 textBytes = 0;
    qint64 textLines = 0;
    qint64 textWindow = 0; ///< rows, see Columns
    QStringList kinds, services, actors, decisions, streamKinds;
};
/// How much of the file counts.
qint64 bytesOf(Array array, const Manifest& manifest);
Status writeManifest(const QString& folder, const Manifest& manifest);
/// Nothing where there is none or it cannot be read.
std::optional<Manifest> readManifest(const QString& folder);

/// The arrays mapped into memory, to read. Any thread; what another process appends or drops meanwhile changes nothing.
class ColumnFiles
{
public:
    /// NotFound: there is no index, or it is of another journal or of an earlier past of this one; build it.
    static Result<std::shared_ptr<const ColumnFiles>> open(const QString& folder, const Identity& identity);
    ~ColumnFiles();
    ColumnFiles(const ColumnFiles&) = delete;
    ColumnFiles& operator=(const ColumnFiles&) = delete;

    const journal::Columns& columns() const { return m_columns; }

private:
    ColumnFiles() = default;
    Status map(const QString& folder, const Manifest& manifest);

    struct Mapping
    {
        void* address = nullptr;
        std::size_t bytes = 0;
    };
    std::array<Mapping, arrayCount> m_mappings{};
    journal::Columns m_columns;
};

} // namespace penelope::index
