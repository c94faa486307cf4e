#pragma once

#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/freshfile.h"
#include "core/engine/generator/generator.h"
#include "tests/bench/plaintable.h"

#include <vector>

/// Journals of told events, for bench_journal.
namespace penelope::bench {

/// The events that the options tell, ready to be inserted.
inline std::vector<Copied> told(const engine::generator::Options& options)
{
    std::vector<Copied> lines;
    engine::generator::generate(options, [&lines](const engine::generator::Line& line) {
        lines.push_back(
            {line.seq, line.time, std::string(line.kind), std::string(line.stream), line.streamVersion,
             std::string(line.body)});
        return true;
    });
    return lines;
}

inline std::unique_ptr<sqlite::BulkWriter> begun(const QString& path, const engine::generator::Options& options)
{
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    if (!writer)
        qFatal("%s", qPrintable(writer.error().message));
    return std::move(*writer);
}

inline void finish(sqlite::BulkWriter& writer)
{
    if (const auto done = writer.finish(); !done)
        qFatal("%s", qPrintable(done.error().message));
}

/// Tells and writes a journal.
inline void generate(const QString& path, const engine::generator::Options& options)
{
    const auto writer = begun(path, options);
    engine::generator::generate(options, [&](const engine::generator::Line& line) {
        return writer->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body}).has_value();
    });
    finish(*writer);
}

/// Writes what was told before with these options.
inline void insert(const QString& path, const engine::generator::Options& options, const std::vector<Copied>& lines)
{
    const auto writer = begun(path, options);
    for (const auto& line : lines) {
        if (!writer->add({line.seq, line.time, line.kind, line.stream, line.version, line.body}))
            qFatal("event %lld is refused", static_cast<long long>(line.seq));
    }
    finish(*writer);
}

enum class PlainIndex { Kept, MadeLast };

/// The same lines in a plain table and its index, which is kept up as journal.md 5 has it, or made last as a bulk
/// writer makes it. They are on the disk at the end, too.
inline void insertPlain(const QString& path, const std::vector<Copied>& lines, PlainIndex index)
{
    Plain plain(path, false);
    plain.run("PRAGMA journal_mode=OFF");
    plain.run("PRAGMA synchronous=OFF");
    plain.makeTable();
    if (index == PlainIndex::Kept)
        plain.finishTable(false);
    plain.run("BEGIN");
    for (const auto& line : lines)
        plain.insert(line, line.seq);
    plain.run("COMMIT");
    if (index == PlainIndex::MadeLast)
        plain.finishTable(false);
    keep(sqlite::syncFile(path));
}

} // namespace penelope::bench
