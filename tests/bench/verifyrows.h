#pragma once

#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/rowsahead.h"
#include "tests/bench/rounds.h"
#include "tests/bench/uncheckedrows.h"

#include <QFile>
#include <QProcess>

/// How long verification takes, for bench_journal: rows and tree (steps 2 and 3 of journal.md 8), and all steps. What
/// two threads do counts as the time that passes, and only where both have a processor to themselves.
namespace penelope::bench {

inline void sumUp(const QString& path)
{
    QProcess sum;
    sum.start(QStringLiteral("sha256sum"), {path});
    if (!sum.waitForFinished(-1) || sum.exitCode() != 0)
        qFatal("sha256sum cannot be run");
}

inline void mustBeWhole(const Result<journal::Verdict>& verdict)
{
    if (!verdict || !verdict->ok())
        qFatal("it does not verify");
}

/// The bodies of the journal as lines; written where the file is not there yet.
inline void writeBodies(const QString& journal, const QString& path)
{
    QFile lines(path);
    if (lines.exists())
        return;
    const auto connection = sqlite::Connection::open(journal, sqlite::Connection::Mode::Read);
    sqlite::RowScan scan(**connection, "SELECT body FROM events ORDER BY seq");
    if (!lines.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(lines.errorString()));
    while (scan.step()) {
        const auto body = scan.bytes(0);
        lines.write(body.data(), body.size());
        lines.putChar('\n');
    }
}

/// Of the journal at `path`, which `reader` reads; it outlives the rows. `bodies` is a file that they may
/// write, as large as the journal.
inline std::vector<Row> verifyRows(sqlite::Reader& reader, const QString& path, const QString& bodies, int rounds)
{
    const auto readAndHash = [&reader] {
        keep(reader.readIf(1, static_cast<int>(*reader.lastSeq()), [](QByteArrayView) { return false; }));
    };
    const auto oneReader = [path] {
        const auto connection = sqlite::Connection::open(path, sqlite::Connection::Mode::Read);
        sqlite::FileRows source{**connection};
        mustBeWhole(journal::verify(source));
    };
    const auto believing = [path] {
        const auto connection = sqlite::Connection::open(path, sqlite::Connection::Mode::Read);
        UncheckedRows source{**connection};
        mustBeWhole(journal::verify(source));
    };
    const auto twoReaders = [path] {
        const auto mine = sqlite::Connection::open(path, sqlite::Connection::Mode::Read);
        const auto theirs = (*mine)->another();
        sqlite::RowsAhead source{**mine, **theirs};
        mustBeWhole(journal::verify(source));
    };
    const auto reading = QStringLiteral("read the rows and hash them, one core");
    return {
        {.work = QStringLiteral("verify the journal, rows and tree, one core"),
         .against = reading,
         .baseline = readAndHash,
         .measured = oneReader,
         .ratioBudget = 1.9,
         .rounds = rounds},
        {.work = QStringLiteral("verify the journal, rows and tree, two cores"),
         .against = reading,
         .baseline = readAndHash,
         .measured = twoReaders,
         .ratioBudget = 1.1,
         .before = useAllProcessors,
         .waits = true,
         .rounds = rounds},
        {.work = QStringLiteral("verify the journal but the canonical form, one core"),
         .against = reading,
         .baseline = readAndHash,
         .measured = believing,
         .ratioBudget = 1.35,
         .rounds = rounds},
        {.work = QStringLiteral("verify the journal, all steps, one core"),
         .against = reading,
         .baseline = readAndHash,
         .measured = [path] { mustBeWhole(sqlite::verifyFile(path, {}, {}, sqlite::Hands::One)); },
         .rounds = rounds},
        {.work = QStringLiteral("verify the journal, all steps, two cores"),
         .against = QStringLiteral("sha256sum of its bodies as lines, one core"),
         .baseline =
             [path, bodies] {
                 writeBodies(path, bodies);
                 sumUp(bodies);
             },
         .measured = [path] { mustBeWhole(sqlite::verifyFile(path, {}, {}, sqlite::Hands::Two)); },
         .ratioBudget = 1.1,
         .before = useAllProcessors,
         .waits = true,
         .rounds = rounds}};
}

} // namespace penelope::bench
