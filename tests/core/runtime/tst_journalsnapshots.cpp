// links: penelope-runtime penelope-snapshots penelope-sqlite penelope-system
// Snapshots of the state: the same state sooner, and nothing is lost without them.
#include "app/runtime/journalindex.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/paths.h"
#include "core/engine/generator/generator.h"
#include "core/engine/past.h"
#include "core/engine/reducer.h"
#include "core/engine/retirement.h"
#include "core/engine/statebytes.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <set>
#include <stop_token>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using engine::generator::Options;
using runtime::JournalSnapshots;

namespace {

/// Many days, so that rows leave the state while it is folded.
constexpr Options many{.events = 30'000, .seed = 3, .days = 200};

/// The journal of `many`, whole or its first events, with one of them otherwise: each has the same id.
struct Telling
{
    qint64 last = many.events;
    qint64 later = 0; ///< the seq of an event that came a millisecond later; 0 = none
};

void generate(const QString& path, const Telling& telling = {})
{
    const auto identity = engine::generator::identityOf(many);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    QVERIFY(writer);
    engine::generator::generate(many, [&](const engine::generator::Line& line) {
        std::string body(line.body);
        auto time = line.time;
        if (line.seq == telling.later) {
            const auto member = "\"time\":" + std::to_string(time);
            body.replace(body.find(member), member.size(), "\"time\":" + std::to_string(++time));
        }
        return line.seq <= telling.last &&
               (*writer)->add({line.seq, time, line.kind, line.stream, line.streamVersion, body}).has_value();
    });
    QVERIFY((*writer)->finish());
}

std::unique_ptr<sqlite::Reader> readerOf(const QString& path)
{
    return std::move(*sqlite::Reader::open({.path = path}));
}

/// Counts how a fold began.
class Watched final : public engine::Snapshots
{
public:
    explicit Watched(engine::Snapshots& real)
        : m_real(real)
    {}
    std::shared_ptr<const engine::ConsoleState> nearest(std::optional<qint64> to, std::optional<Instant> at) override
    {
        auto found = m_real.nearest(to, at);
        from = found ? found->seq : 0;
        return found;
    }
    void offer(const engine::ConsoleState& state, Occasion occasion) override { m_real.offer(state, occasion); }
    Soundness soundness() const override { return m_real.soundness(); }

    qint64 from = 0;

private:
    engine::Snapshots& m_real;
};

} // namespace

class TestJournalSnapshots : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;
    QString m_cache;

    QStringList files() const { return QDir(m_cache).entryList({u"moments.db"_s}, QDir::Files, QDir::Name); }
    engine::ConsoleState foldWith(engine::Snapshots& snapshots) const
    {
        return *engine::fold(*readerOf(m_path), {.snapshots = &snapshots});
    }
    engine::ConsoleState stateAt(qint64 seq) const
    {
        JournalSnapshots snapshots(m_path, JournalSnapshots::Use::Read);
        return *engine::fold(*readerOf(m_path), {.to = seq, .snapshots = &snapshots});
    }
    /// As a core that ended after so many events leaves it.
    void leaveFrontAt(qint64 seq) const
    {
        const auto state = stateAt(seq);
        QDir(m_cache + u"/front"_s).removeRecursively();
        JournalSnapshots(m_path).offer(state, engine::Snapshots::Occasion::Closing);
    }
    std::shared_ptr<const engine::ConsoleState> front() const
    {
        return JournalSnapshots(m_path, JournalSnapshots::Use::Read).front();
    }
    void fill() const
    {
        JournalSnapshots snapshots(m_path);
        foldWith(snapshots);
    }

    /// How many chunks of rows were looked at, and how many there are.
    static std::pair<std::size_t, std::size_t> lookedAt(const engine::ConsoleState& state)
    {
        std::size_t chunks = 0;
        std::size_t read = 0;
        const auto look = [&](const auto& map) {
            for (const auto& chunk : map.chunks()) {
                ++chunks;
                read += chunk->entries.isThere() ? 1 : 0;
            }
        };
        look(state.anomalies);
        look(state.patches);
        look(state.approvals);
        look(state.canaries);
        look(state.streamVersions);
        return {read, chunks};
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_CACHE_HOME", QFile::encodeName(m_folder.filePath(u"cache"_s)));
        m_path = m_folder.filePath(u"journal.db"_s);
        generate(m_path);
        m_cache = system::cacheFolder(engine::generator::identityOf(many).journalId) + u"/snapshots"_s;
    }

    void init()
    {
        QDir(m_cache).removeRecursively();
        fill();
        QVERIFY(!files().isEmpty());
    }

    void everyMomentIsWhatTheJournalFoldsTo()
    {
        const auto reader = readerOf(m_path);
        std::mt19937 random(5);
        std::set<qint64> seqs;
        while (seqs.size() < 100)
            seqs.insert(1 + static_cast<qint64>(random() % static_cast<std::size_t>(many.events)));
        JournalSnapshots real(m_path, JournalSnapshots::Use::Read);
        Watched snapshots(real);
        engine::ConsoleState straight;
        int begunLater = 0;
        for (const auto seq : seqs) {
            const auto events = reader->read(straight.seq + 1, static_cast<int>(seq - straight.seq));
            QVERIFY(events);
            for (const auto& event : *events)
                engine::apply(straight, event);
            const auto sooner = engine::fold(*reader, {.to = seq, .snapshots = &snapshots});
            QVERIFY(sooner);
            QCOMPARE(sooner->seq, seq);
            QVERIFY(engine::stateToBytes(*sooner) == engine::stateToBytes(straight));
            QVERIFY(sooner->anomalies == straight.anomalies && sooner->episodes == straight.episodes);
            begunLater += snapshots.from > 0 ? 1 : 0;
        }
        QVERIFY(begunLater > 10);
    }

    void aMomentByTimeIsTheSameToo()
    {
        const auto reader = readerOf(m_path);
        JournalSnapshots real(m_path, JournalSnapshots::Use::Read);
        Watched snapshots(real);
        const auto at = reader->read(25'000, 1)->front().time;
        const auto sooner = engine::fold(*reader, {.at = at, .snapshots = &snapshots});
        QVERIFY(snapshots.from > 0);
        QVERIFY(engine::stateToBytes(*sooner) == engine::stateToBytes(*engine::fold(*reader, at)));
        const auto past = engine::readPast(*reader, {.from = at, .to = at + std::chrono::hours{1}}, {}, &snapshots);
        QVERIFY(past);
        QVERIFY(engine::stateToBytes(past->checkpoints.front()) == engine::stateToBytes(*sooner));
    }

    void aJournalThatWasReplacedDropsThem()
    {
        const auto other = m_folder.filePath(u"other.db"_s);
        const auto events = *readerOf(m_path)->read(20, 1000);
        const auto alone = std::adjacent_find(events.begin(), events.end(), [](const auto& each, const auto& next) {
            return each.time + 1ms <= next.time;
        });
        QVERIFY(alone != events.end());
        generate(other, {.later = alone->seq});
        QCOMPARE(*readerOf(other)->lastSeq(), many.events);
        {
            JournalSnapshots real(other, JournalSnapshots::Use::Read);
            Watched snapshots(real);
            const auto reader = readerOf(other);
            const auto state = engine::fold(*reader, {.snapshots = &snapshots});
            QCOMPARE(snapshots.from, qint64{0});
            QVERIFY(engine::stateToBytes(*state) == engine::stateToBytes(*engine::fold(*reader)));
        }
        QCOMPARE(files(), QStringList{});
        QFile::remove(other);
    }

    void aShorterJournalUsesNoneBeyondIt()
    {
        const auto other = m_folder.filePath(u"shorter.db"_s);
        generate(other, {.last = 10'000});
        {
            JournalSnapshots snapshots(other, JournalSnapshots::Use::Read);
            const auto found = snapshots.nearest({}, {});
            QVERIFY(found && found->seq <= 10'000);
        }
        QFile::remove(other);
    }

    void damageIsFoundWhereverItIs()
    {
        const auto file = QDir(m_cache).filePath(u"moments.db"_s);
        const auto whole = contentOf(file);
        const auto expected = engine::stateToBytes(*engine::fold(*readerOf(m_path)));
        std::mt19937 random(9);
        int found = 0;
        for (int round = 0; round < 12; ++round) {
            auto wrong = whole;
            if (round % 6 == 5)
                wrong.truncate(wrong.size() / (2 + round));
            else
                for (int flips = 0; flips < 1 + 10 * round; ++flips) // of all pieces, a state reads but some
                    wrong[static_cast<qsizetype>(random() % static_cast<std::size_t>(wrong.size()))] ^= 4;
            QDir(m_cache).removeRecursively();
            QVERIFY(QDir().mkpath(m_cache));
            write(file, wrong);
            JournalSnapshots asNeeded(m_path, JournalSnapshots::Use::Read, JournalSnapshots::Reading::AsNeeded);
            auto bytes = engine::stateToBytes(foldWith(asNeeded));
            if (!asNeeded.soundness()()) {
                ++found;
                QVERIFY(!QFile::exists(file));
                bytes = engine::stateToBytes(foldWith(asNeeded));
            }
            QVERIFY(bytes == expected);
            QVERIFY(asNeeded.soundness()());
            write(file, wrong);
            JournalSnapshots atOnce(m_path, JournalSnapshots::Use::Read);
            QVERIFY(engine::stateToBytes(foldWith(atOnce)) == expected);
        }
        QVERIFY(found > 2);
    }

    void aFoldFromAMomentReadsFewPieces()
    {
        JournalSnapshots snapshots(m_path, JournalSnapshots::Use::Read, JournalSnapshots::Reading::AsNeeded);
        const auto state = engine::fold(*readerOf(m_path), {.to = 29'000, .snapshots = &snapshots});
        QVERIFY(state);
        const auto [read, chunks] = lookedAt(*state);
        QVERIFY2(read * 4 < chunks, qPrintable(u"%1 of %2"_s.arg(read).arg(chunks)));
        engine::checkWhole(*state);
        QCOMPARE(lookedAt(*state).first, read);
    }

    void aStateThatWasReadWholeNeedsNoFile()
    {
        JournalSnapshots snapshots(m_path, JournalSnapshots::Use::Read);
        const auto state = engine::fold(*readerOf(m_path), {.to = 29'000, .snapshots = &snapshots});
        QVERIFY(state);
        const auto [read, chunks] = lookedAt(*state);
        QVERIFY2(read * 4 < chunks, qPrintable(u"%1 of %2"_s.arg(read).arg(chunks)));
        const QFile file(QDir(m_cache).filePath(u"moments.db"_s));
        write(file.fileName(), QByteArray(static_cast<qsizetype>(file.size()), 'x'));
        QCOMPARE(QDir(m_cache).entryList({u"held*"_s}), QStringList{}); // theirs has no name
        QVERIFY(engine::stateToBytes(*state) == engine::stateToBytes(*engine::fold(*readerOf(m_path), {.to = 29'000})));
    }

    void whatWasFoldedIsReadBackAsItWasWritten()
    {
        QDir(m_cache).removeRecursively();
        JournalSnapshots snapshots(m_path);
        const auto state = foldWith(snapshots);
        const auto back = snapshots.readBack(state);
        QVERIFY(back);
        QCOMPARE(lookedAt(*back).first, std::size_t{0});
        QVERIFY(engine::stateToBytes(*back) == engine::stateToBytes(state));
        QVERIFY(!snapshots.readBack(*engine::fold(*readerOf(m_path), {.to = 77})));
    }

    void neighboursShareTheirPieces()
    {
        const auto size = QFileInfo(QDir(m_cache).filePath(u"moments.db"_s)).size();
        const auto journal = QFileInfo(m_path).size();
        QVERIFY2(size * 2 < journal, qPrintable(u"%1 of %2"_s.arg(size).arg(journal)));
    }

    void aStateOfWrongBytesIsAnErrorOrAState()
    {
        auto state = *engine::fold(*readerOf(m_path), {.to = 3'000});
        const auto bytes = engine::stateToBytes(state);
        std::mt19937 random(2);
        for (int round = 0; round < 300; ++round) {
            auto wrong = bytes;
            for (int flips = 0; flips < 3; ++flips) {
                const auto at = static_cast<qsizetype>(random() % static_cast<std::size_t>(wrong.size()));
                wrong[at] = static_cast<char>(random());
            }
            [[maybe_unused]] const auto read = engine::stateFromBytes(wrong);
            const auto size = static_cast<qsizetype>(random() % static_cast<std::size_t>(bytes.size()));
            QVERIFY(!engine::stateFromBytes(QByteArrayView(bytes).first(size)));
        }
    }

    void theFrontHasAllThatIsOpen()
    {
        engine::ConsoleState whole;
        const auto events = readerOf(m_path)->read(1, 8'000);
        QVERIFY(events);
        int asked = 0;
        for (const auto& event : *events) {
            engine::apply(whole, event);
            if (event.kind != "ApprovalRequested"_L1 || ++asked > 40)
                continue;
            const auto front = engine::retirement::front(whole);
            int pending = 0;
            whole.approvals.forEach([&](const ApprovalId& id, const auto& approval) {
                const auto kept = front.approvals.find(id);
                pending += approval->isPending() ? 1 : 0;
                QVERIFY(kept ? *kept == *approval : !approval->isPending());
                QVERIFY(!kept || front.patches.contains(approval->patch));
            });
            whole.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
                QVERIFY(front.anomalies.contains(id) || !anomaly->isOpen());
            });
            QVERIFY(pending > 0);
            QVERIFY(front.breakers == whole.breakers && front.operators == whole.operators);
        }
        QVERIFY(asked > 0);
    }

    void theFrontAtTheEndIsLeftAndIsSmall()
    {
        const auto whole = stateAt(many.events);
        const auto left = front();
        QVERIFY(left);
        QVERIFY(engine::stateToBytes(*left) == engine::stateToBytes(engine::retirement::front(whole)));
        QVERIFY(engine::stateToBytes(*left).size() * 4 < engine::stateToBytes(whole).size());
    }

    void aFrontTakesTheEventsThatCameAfterIt()
    {
        leaveFrontAt(many.events - 300);
        const auto front = this->front();
        QVERIFY(front);
        QCOMPARE(front->seq, many.events);
        const auto whole = stateAt(many.events);
        whole.approvals.forEach([&](const ApprovalId& id, const auto& approval) {
            QCOMPARE(front->approvals.contains(id) && (*front->approvals.find(id)).isPending(), approval->isPending());
        });
    }

    void aFrontThatIsOldIsNotShown()
    {
        leaveFrontAt(many.events - 3'000);
        QVERIFY(!front());
    }

    void aFrontOfAnotherHistoryIsNotShown()
    {
        const auto whole = stateAt(many.events);
        const auto folder = JournalSnapshots::frontFolderOf(whole.journalId);
        const auto bytes = engine::stateToBytes(engine::retirement::front(whole));
        QVERIFY(folder->write({whole.seq, Digest{}, whole.latest, bytes}));
        QVERIFY(!front());
        QVERIFY(folder->headings().empty());
    }

    void withoutTheFolderNothingIsLost()
    {
        const auto expected = engine::stateToBytes(*engine::fold(*readerOf(m_path)));
        QDir(m_cache).removeRecursively();
        {
            JournalSnapshots real(m_path);
            Watched snapshots(real);
            QVERIFY(engine::stateToBytes(foldWith(snapshots)) == expected);
            QCOMPARE(snapshots.from, qint64{0});
        }
        JournalSnapshots real(m_path);
        Watched snapshots(real);
        QVERIFY(engine::stateToBytes(foldWith(snapshots)) == expected);
        QVERIFY(snapshots.from > 20'000);
    }

    void theIndexLeavesThemAndDroppingItTakesThem()
    {
        QDir(m_cache).removeRecursively();
        qint64 folded = 0;
        const auto built =
            runtime::buildSnapshots(m_path, {}, [&folded](qint64 done, qint64) { folded = std::max(folded, done); });
        QVERIFY2(built, built ? "" : qPrintable(built.error().message));
        QVERIFY(folded > 0);
        QVERIFY(!files().isEmpty());
        std::stop_source stopped;
        stopped.request_stop();
        QDir(m_cache).removeRecursively();
        QVERIFY(!runtime::buildSnapshots(m_path, stopped.get_token(), {}));
        QVERIFY(runtime::buildSnapshots(m_path, {}, {}));
        QVERIFY(runtime::dropIndex(m_path));
        QVERIFY(files().isEmpty());
    }

    void anIdThatIsNoneIsNoFolder()
    {
        for (const auto& none : {u"../../home"_s, QString{}}) {
            QVERIFY(!JournalSnapshots::fileOf(none));
            QVERIFY(!JournalSnapshots::frontFolderOf(none));
        }
        QVERIFY(JournalSnapshots::fileOf(u"0f0e0d0c0b0a09080706050403020100"_s));
    }
};

QTEST_GUILESS_MAIN(TestJournalSnapshots)
#include "tst_journalsnapshots.moc"
