// An export of a long journal: every row that matches, once (ux.md U-26). PENELOPE_BENCH_JOURNAL names a journal; else
// one of 1 M events is generated.
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

QString program()
{
    return QCoreApplication::applicationDirPath() + u"/../bin/penelopectl"_s;
}

void run(const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program(), arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("penelopectl %s ended with %d", qPrintable(arguments.join(u' ')), process.exitCode());
}

/// What an export says of itself, and what is in it.
struct Exported
{
    qint64 told = 0;   ///< rows by its footer
    qint64 rows = 0;   ///< lines before the footer
    qint64 broken = 0; ///< of which the seq is not above the one before
};

Exported lookAt(const QString& path)
{
    Exported seen;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    qint64 last = 0;
    while (!file.atEnd()) {
        const auto line = parseForeign(file.readLine());
        if (!line)
            qFatal("%s", qPrintable(line.error().message));
        if (const auto* footer = line->find(u"footer")) {
            seen.told = footer->integer(u"rows").value_or(-1);
            continue;
        }
        const auto seq = line->integer(u"seq").value_or(0);
        seen.broken += seq <= last;
        last = seq;
        ++seen.rows;
    }
    return seen;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    constexpr qint64 events = 1'000'000;
    auto journal = qEnvironmentVariable("PENELOPE_BENCH_JOURNAL");
    if (journal.isEmpty()) {
        journal = folder.filePath(u"journal.db"_s);
        run({u"journal"_s, u"generate"_s, u"--events"_s, QString::number(events), u"--seed"_s, u"1"_s, journal});
    }
    const auto file = folder.filePath(u"out.jsonl"_s);
    run({u"--journal"_s, journal, u"query"_s, u"--export"_s, u"jsonl"_s, u"--output"_s, file, u"seq>=1"_s});
    const auto all = lookAt(file);
    const auto wrong = std::abs(all.told - all.rows) + all.broken;
    const auto against = u"the rows that its footer counts"_s;
    return bench::report(
        u"bench_export"_s, {{u"rows left out or twice in an export of %1"_s.arg(all.rows), against, u"rows"_s, 0,
                             static_cast<double>(wrong), 0}});
}
