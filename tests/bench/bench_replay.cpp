// links: penelope-runtime penelope-snapshots penelope-index penelope-sqlite penelope-system
// Random moments of the past (journal.md 11). PENELOPE_BENCH_JOURNAL: a journal that is there; its moments in the cache
// folder are built where they are missing. Else PENELOPE_BENCH_EVENTS events (1,000,000) are generated, and the cache
// folder is a temporary one.
#include "app/runtime/journalindex.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/reducer.h"
#include "core/engine/statebytes.h"
#include "tests/bench/journalfiles.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using runtime::JournalSnapshots;

namespace {

constexpr int warmMoments = 100;
constexpr int coldMoments = 25;
constexpr int comparedMoments = 3; ///< with a fold from the start, where that is not too long
constexpr qint64 mostCompared = 1'000'000;

struct Places
{
    QString journal;
    QString moments;
};

/// Forgets what the page cache has of a file.
void forget(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    ::fdatasync(file.handle());
    ::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
}

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

std::unique_ptr<sqlite::Reader> open(const QString& path)
{
    auto reader = sqlite::Reader::open({.path = path});
    if (!reader)
        qFatal("%s", qPrintable(reader.error().message));
    return std::move(*reader);
}

class Replay
{
public:
    explicit Replay(Places places)
        : m_places(std::move(places))
        , m_reader(open(m_places.journal))
        , m_events(*m_reader->lastSeq())
    {}

    double warm()
    {
        JournalSnapshots snapshots(m_places.journal, JournalSnapshots::Use::Read, JournalSnapshots::Reading::AsNeeded);
        std::vector<double> all;
        for (int moment = 0; moment < warmMoments; ++moment)
            all.push_back(timed(*m_reader, snapshots));
        std::printf("warm: p50 %.1f ms, p95 %.1f ms\n", quantile(all, 0.5), quantile(all, 0.95));
        return quantile(all, 0.95);
    }

    /// Everything is opened anew, and nothing of the files is in memory.
    double cold()
    {
        std::vector<double> all;
        for (int moment = 0; moment < coldMoments; ++moment) {
            forget(m_places.journal);
            forget(m_places.moments);
            const auto reader = open(m_places.journal);
            JournalSnapshots snapshots(
                m_places.journal, JournalSnapshots::Use::Read, JournalSnapshots::Reading::AsNeeded);
            all.push_back(timed(*reader, snapshots));
        }
        std::printf("cold: p50 %.1f ms, p95 %.1f ms\n", quantile(all, 0.5), quantile(all, 0.95));
        return quantile(all, 0.95);
    }

    /// Moments that are not what a fold from the start answers.
    int wrong()
    {
        JournalSnapshots snapshots(m_places.journal, JournalSnapshots::Use::Read, JournalSnapshots::Reading::AsNeeded);
        int wrong = 0;
        for (int moment = 0; moment < comparedMoments; ++moment) {
            const auto to = std::uniform_int_distribution<qint64>(1, std::min(m_events, mostCompared))(m_random);
            const auto sooner = engine::fold(*m_reader, {.to = to, .snapshots = &snapshots});
            const auto straight = engine::fold(*m_reader, {.to = to});
            if (!sooner || !straight || engine::stateToBytes(*sooner) != engine::stateToBytes(*straight))
                ++wrong;
        }
        return wrong;
    }

private:
    double timed(sqlite::Reader& reader, JournalSnapshots& snapshots)
    {
        const auto to = std::uniform_int_distribution<qint64>(1, m_events)(m_random);
        QElapsedTimer timer;
        timer.start();
        const auto state = engine::fold(reader, {.to = to, .snapshots = &snapshots});
        const auto took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        if (!state || state->seq != to)
            qFatal("the moment cannot be folded");
        return took;
    }

    Places m_places;
    std::unique_ptr<sqlite::Reader> m_reader;
    qint64 m_events;
    std::mt19937_64 m_random{11};
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder(qEnvironmentVariable("PENELOPE_BENCH_FOLDER", QDir::tempPath()) + u"/replay-XXXXXX"_s);
    auto path = qEnvironmentVariable("PENELOPE_BENCH_JOURNAL");
    if (path.isEmpty()) {
        qputenv("XDG_CACHE_HOME", QFile::encodeName(folder.filePath(u"cache"_s)));
        path = folder.filePath(u"journal.db"_s);
        bench::generate(
            path, {.events = qEnvironmentVariable("PENELOPE_BENCH_EVENTS", u"1000000"_s).toLongLong(), .seed = 5});
    }
    if (const auto built = runtime::buildSnapshots(path, {}, {}); !built)
        qFatal("%s", qPrintable(built.error().message));
    const auto identity = runtime::identityOf(*open(path));
    const Places places{path, *JournalSnapshots::fileOf(identity->journalId)};
    Replay replay(places);
    const auto share =
        100.0 * static_cast<double>(QFileInfo(places.moments).size()) / static_cast<double>(QFileInfo(path).size());
    return bench::report(
        u"bench_replay"_s,
        {{.work = u"a past moment, p95"_s,
          .against = u"a person's patience"_s,
          .unit = u"ms"_s,
          .measured = replay.warm(),
          .budget = 40},
         {.work = u"a past moment, nothing in the page cache, p95"_s,
          .against = u"a person's patience"_s,
          .unit = u"ms"_s,
          .measured = replay.cold(),
          .budget = 100},
         {.work = u"moments that differ from a fold from the start"_s,
          .against = u"none"_s,
          .unit = u"moments"_s,
          .measured = static_cast<double>(replay.wrong()),
          .budget = 0},
         {.work = u"moments on disk"_s, .against = u"the journal"_s, .unit = u"%"_s, .measured = share, .budget = 30}});
}
