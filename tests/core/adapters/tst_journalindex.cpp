// links: penelope-index penelope-sqlite
#include "core/adapters/index/build.h"
#include "core/adapters/index/columnfiles.h"
#include "core/adapters/index/rollups.h"
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/generator/generator.h"
#include "core/query/columnfilter.h"
#include "core/query/columnsearch.h"
#include "tests/support/auditedjournal.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <numeric>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;

namespace {

constexpr qint64 many = 30'000;

void write(const QString& path, const Options& options)
{
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    QVERIFY(writer);
    engine::generator::generate(options, [&](const Line& line) {
        return (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body}).has_value();
    });
    QVERIFY((*writer)->finish());
}

std::unique_ptr<sqlite::Reader> opened(const QString& path)
{
    auto reader = sqlite::Reader::open({.path = path});
    return reader ? std::move(*reader) : nullptr;
}

index::Identity identityOf(sqlite::Reader& reader)
{
    return {reader.keys()->journalId(), [&reader](qint64 size) { return reader.rootAt(size); }};
}

/// Texts that the generator does not write, at the borders of what columns can say.
std::vector<Json> strangePayloads()
{
    return {
        Json::object({{u"risk"_s, 0.701}, {u"level"_s, 2.5}}),
        Json::object({{u"risk"_s, 7.0}, {u"level"_s, 300}}),
        Json::object({{u"risk"_s, -0.2}, {u"severity"_s, u"P9"_s}}),
        Json::object({{u"risk"_s, Json::object({{u"total"_s, 0.295}})}, {u"severity"_s, u"PX"_s}}),
        Json::object({{u"risk"_s, u"high"_s}, {u"severity"_s, u"P\u0661"_s}, {u"service"_s, 3}}),
        Json::object({{u"text"_s, u"Straße im STRASSENNETZ, Ärger"_s}, {u"decision"_s, u"observe"_s}}),
        Json::object({{u"text"_s, u"first\nsecond race"_s}, {u"list"_s, Json{Json::Array{Json{u"deep Race"_s}}}}}),
        Json::object({{u"text"_s, u"a\u001Fb race\u001E"_s}, {u"cause"_s, u"x"_s}}),
        Json::object({{u"text"_s, u"0011223344556677"_s}, {u"signature"_s, u"none"_s}}),
        Json::object({{u"text"_s, u"\u212Aelvin and lo\u017Fs"_s}}),
        Json::object({{u"text"_s, u"race "_s.repeated(20'000)}}),
        Json::object({{u"reason"_s, u""_s}, {u"count"_s, 0.25}, {u"confidence"_s, 0.5}}),
        Json{}};
}

} // namespace

class JournalIndexTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(u"journal.db"_s);
        write(m_path, {.events = many, .seed = 11});
        appendStrange();
        m_reader = opened(m_path);
        QVERIFY(m_reader);
        auto all = m_reader->read(1, 1'000'000);
        QVERIFY(all);
        m_all = std::move(*all);
        m_now = m_all.back().time;
        const auto built = index::build(*m_reader, identityOf(*m_reader), {indexFolder()});
        QVERIFY2(built, built ? "" : qPrintable(built.error().message));
    }

    void saysWhatLookingAtEveryEventSays_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto* text :
             {"",
              "kind:CanaryAnalysed",
              "service:payments",
              "service:pay*",
              "service!=payments",
              "service:/^pa/",
              "decision:approved",
              "decision!=observe",
              "decision:*",
              "decision:intervene risk>0",
              "-kind:CanaryAnalysed -kind:TrafficConfirmed",
              "pool OR campaign",
              "-campaign",
              "\"rolls back\"",
              "/p[ou]+l/",
              "/^campaign/",
              "/race$/",
              "-/race/",
              "/\\brace\\b/",
              "severity:P0",
              "severity>=P2",
              "severity!=P1",
              "actor:ana has:comment",
              "actor!=core",
              "actor:operator/*",
              "after:-3h before:-1h",
              "service:payments (kind:Patch* OR risk>=0.2)",
              "seq:500..900 kind:*Judged",
              "seq!=7",
              "0.25",
              "NOT service:*",
              "nothing-holds-this",
              "risk>=0.7",
              "risk:0.25",
              "risk!=0.25",
              "risk<0.3",
              "risk>0.29",
              "risk:0.701",
              "risk>6",
              "risk<0",
              "level:2",
              "level>=3",
              "level!=2",
              "level:2.5",
              "confidence>=0.5",
              "gentleness>0.9",
              "stream:anomaly",
              "stream:anom*",
              "stream:breaker/payments",
              "stream:breaker/*",
              "stream!=system",
              "stream:/^canary/",
              "stream:*payments",
              "correlation:*",
              "correlation:anomaly/*",
              "correlation:anomaly/0000000b",
              "correlation!=anomaly/0000000b",
              "has:service",
              "has:decision",
              "has:cause",
              "has:signature",
              "has:correlation",
              "has:risk",
              "-has:comment",
              "RACE",
              "stra\xC3\x9F"
              "e",
              "STRASSE",
              "\xC3\xA4rger",
              "/\xC3\x84RGER/",
              "kelvin",
              "los",
              "00112233",
              "0011",
              "feed",
              "second",
              "\"first\\nsecond\"",
              "/first.second/",
              "/^$/",
              "/\\p{Lu}elvin/",
              "/(?-i)race/",
              "system",
              "breaker",
              "ana",
              "core",
              "approved",
              "\"\"",
              "time:2023-11-14..2023-11-15",
              "(race OR -kind:NoteAdded) -seq:..200"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void saysWhatLookingAtEveryEventSays()
    {
        QFETCH(QString, text);
        const auto filter = query::parse(text, m_now);
        QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
        std::vector<qint64> expected;
        for (const auto& event : m_all) {
            if (filter->matches(event))
                expected.push_back(event.seq);
        }
        std::reverse(expected.begin(), expected.end());
        const auto files = columns();
        QVERIFY(files);
        const auto found =
            query::seqsDown(*m_reader, &files->columns(), *filter, last() + 1, {.limit = static_cast<int>(last())});
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QVERIFY(found->complete);
        QCOMPARE(found->seqs, expected);
        const auto counted = query::countDown(*m_reader, &files->columns(), *filter, last() + 1, {});
        QVERIFY(counted && counted->complete);
        QCOMPARE(counted->matches, static_cast<qint64>(expected.size()));
    }

    void anIndexedFieldReadsNoEvent_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto* text :
             {"kind:Canary*", "service:payments", "decision:approved", "actor:ana", "severity<=P1", "level:2",
              "has:comment", "campaign", "/cam(p)aign/", "stream:anomaly", "seq:5..900", "after:-3h"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void anIndexedFieldReadsNoEvent()
    {
        QFETCH(QString, text);
        const auto filter = query::parse(text, m_now);
        QVERIFY(filter);
        QVERIFY(query::unindexed(filter->expression).isEmpty());
        const auto files = columns();
        const query::ColumnFilter columns(filter->expression, files->columns());
        // The generated rows; the strange ones behind may be asked.
        for (qint64 first = 0; first + query::ColumnFilter::rowsAtOnce < many; first += 4096) {
            std::array<quint8, query::ColumnFilter::rowsAtOnce> verdicts{};
            columns.judge(first, verdicts);
            QVERIFY(std::find(verdicts.begin(), verdicts.end(), quint8{query::Ask}) == verdicts.end());
        }
    }

    void namesWhatHasNoIndex()
    {
        const auto of = [this](const QString& text) { return query::unindexed(query::parse(text, m_now)->expression); };
        QCOMPARE(of(u"confidence>0.5 kind:A"_s), QStringList{u"confidence"_s});
        QCOMPARE(of(u"/(?i)x/"_s), QStringList{u"this regular expression"_s});
        QCOMPARE(of(u"00030d0c"_s), QStringList{u"identifiers"_s});
        QCOMPARE(of(u"0.25 0.5"_s), QStringList{u"numbers"_s});
        QCOMPARE(of(u"has:risk"_s), QStringList{u"has:risk"_s});
    }

    void findsInPieces()
    {
        const auto filter = query::parse(u"kind:NoteAdded OR race"_s, m_now);
        const auto files = columns();
        const auto whole = query::seqsDown(*m_reader, &files->columns(), *filter, last() + 1, {.limit = 100'000});
        QVERIFY(whole && whole->seqs.size() > 20);
        std::vector<qint64> pieces;
        qint64 before = last() + 1;
        for (bool complete = false; !complete;) {
            const auto found =
                query::seqsDown(*m_reader, &files->columns(), *filter, before, {.limit = 7, .budget = 5000});
            QVERIFY(found);
            pieces.insert(pieces.end(), found->seqs.begin(), found->seqs.end());
            complete = found->complete;
            QVERIFY(complete || found->lookedTo < before);
            before = found->lookedTo;
        }
        QCOMPARE(pieces, whole->seqs);
    }

    void findsWhatIsNewerThanTheIndex()
    {
        const auto path = m_folder.filePath(u"grown.db"_s);
        const auto folder = m_folder.filePath(u"grown"_s);
        const auto store = test::auditedJournal(path, 300);
        QVERIFY(store);
        const auto reader = opened(path);
        QVERIFY(index::build(*reader, identityOf(*reader), {folder}));
        for (qint64 seq = 301; seq <= 320; ++seq)
            QVERIFY(store->append({test::noteOf(seq, u"newer %1"_s.arg(seq))}));
        const auto files = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*reader));
        QVERIFY(files);
        QCOMPARE((*files)->columns().size, 300);
        const auto filter = query::parse(u"newer OR \"note 299\""_s, m_now);
        const auto found = query::seqsDown(*reader, &(*files)->columns(), *filter, 321, {.limit = 100});
        QVERIFY(found && found->complete);
        QCOMPARE(found->seqs.size(), 21U);
        QCOMPARE(found->seqs.front(), 320);
        QCOMPARE(found->seqs.back(), 299);
        QVERIFY(index::build(*reader, identityOf(*reader), {folder}));
        const auto grown = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*reader));
        QCOMPARE((*grown)->columns().size, 320);
        QCOMPARE((*files)->columns().size, 300); // who read it before is not disturbed
        const auto again = query::seqsDown(*reader, &(*grown)->columns(), *filter, 321, {.limit = 100});
        QVERIFY(again);
        QCOMPARE(again->seqs, found->seqs);
    }

    void goesOnWhereItWasStopped()
    {
        const auto folder = m_folder.filePath(u"stopped"_s);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder, stop.get_token()}));
        QVERIFY(!index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader)));
        qint64 first = 0;
        QVERIFY(index::build(
            *m_reader, identityOf(*m_reader),
            {folder, {}, [&first](const index::BuildProgress& progress) { first = first ? first : progress.done; }}));
        QVERIFY(first > 0);
        int steps = 0;
        QVERIFY(index::build(
            *m_reader, identityOf(*m_reader), {folder, {}, [&steps](const index::BuildProgress&) { ++steps; }}));
        QCOMPARE(steps, 0); // nothing was left to do
    }

    void anIndexOfAnotherJournalIsMadeAnew()
    {
        const auto folder = m_folder.filePath(u"other"_s);
        const auto path = m_folder.filePath(u"other.db"_s);
        write(path, {.events = 2000, .seed = 3});
        const auto other = opened(path);
        QVERIFY(index::build(*other, identityOf(*other), {folder}));
        QVERIFY(!index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader)));
        QVERIFY(!index::Rollups::open(index::rollupFile(folder), identityOf(*m_reader), index::Rollups::Mode::Read));
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        const auto files = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader));
        QVERIFY(files);
        QCOMPARE((*files)->columns().size, last());
    }

    void anotherPastWithTheSameIdIsMadeAnew()
    {
        const auto folder = m_folder.filePath(u"forked"_s);
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        auto forked = identityOf(*m_reader);
        forked.rootAt = [](qint64) -> Result<Digest> { return Digest{}; };
        QVERIFY(!index::ColumnFiles::open(index::columnFolder(folder), forked));
    }

    void anIndexOfAnEarlierKindIsMadeAnew()
    {
        const auto folder = m_folder.filePath(u"earlier"_s);
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        const auto path = index::columnFolder(folder) + u"/manifest.json"_s;
        auto manifest = parseForeign(test::contentOf(path));
        QVERIFY(manifest && manifest->integer(u"array_format"));
        manifest->set(u"array_format"_s, Json{*manifest->integer(u"array_format") - 1});
        QVERIFY(test::writeContent(path, toJsonText(*manifest)));
        QVERIFY(!index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader)));
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        const auto files = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader));
        QVERIFY(files);
        QCOMPARE((*files)->columns().size, last());
    }

    void zonesHaveTheFlagsOfTheirRows()
    {
        const auto files = columns();
        const auto& zones = files->columns().flagZones;
        QCOMPARE(std::ssize(zones), last() / journal::Columns::rowsPerZone);
        for (std::size_t zone = 0; zone < zones.size(); ++zone) {
            constexpr std::size_t perZone{journal::Columns::rowsPerZone};
            const auto rows = files->columns().flags.subspan(zone * perZone, perZone);
            QCOMPARE(zones[zone], std::accumulate(rows.begin(), rows.end(), quint8{0}, std::bit_or<quint8>()));
        }
    }

    void aShorterFileThanItsManifestIsNoIndex()
    {
        const auto folder = m_folder.filePath(u"short"_s);
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        QFile text(index::fileOf(index::columnFolder(folder), index::Array::Text));
        QVERIFY(text.resize(text.size() / 2));
        QVERIFY(!index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader)));
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        QVERIFY(index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader)));
    }

    void eventsThatSayTheSameShareALine()
    {
        const auto files = columns();
        QVERIFY(files->columns().textAt.size() < static_cast<std::size_t>(many) / 2);
        const auto path = m_folder.filePath(u"same.db"_s);
        const auto folder = m_folder.filePath(u"same"_s);
        const auto store = test::auditedJournal(path, 20);
        QVERIFY(store);
        const auto reader = opened(path);
        const auto linesOf = [&] {
            const auto built = index::build(*reader, identityOf(*reader), {folder});
            const auto made = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*reader));
            return built && made ? (*made)->columns().textAt.size() : 0;
        };
        const auto before = linesOf();
        QVERIFY(before > 0);
        for (qint64 seq = 21; seq <= 24; ++seq)
            QVERIFY(store->append({test::noteOf(seq, u"said again"_s)}));
        QCOMPARE(linesOf(), before + 1);
        QVERIFY(store->append({test::noteOf(25, u"said again"_s)})); // the next run remembers what this one wrote
        QCOMPARE(linesOf(), before + 1);
    }

    void aDamagedFileOfTextsIsReadNoFurtherThanItIs_data()
    {
        QTest::addColumn<index::Array>("array");
        QTest::newRow("places of the lines") << index::Array::TextAt;
        QTest::newRow("lines of the events") << index::Array::TextOf;
        QTest::newRow("signs of the lines") << index::Array::TextBlocks;
        QTest::newRow("signs of the blocks") << index::Array::TextGroups;
        QTest::newRow("rows of the blocks") << index::Array::TextRows;
        QTest::newRow("last rows of the lines") << index::Array::TextLast;
    }
    void aDamagedFileOfTextsIsReadNoFurtherThanItIs()
    {
        QFETCH(const index::Array, array);
        const auto folder = m_folder.filePath(u"flipped"_s);
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        QFile file(index::fileOf(index::columnFolder(folder), array));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.write(QByteArray(file.size(), '\xFE')) > 0);
        file.close();
        const auto files = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader));
        QVERIFY(files);
        for (const auto* text : {"campaign", "/cam(p)aign/", "/[pr]o*l/"}) {
            const auto filter = query::parse(QString::fromLatin1(text), m_now);
            const auto found = query::countDown(*m_reader, &(*files)->columns(), *filter, last() + 1, {});
            QVERIFY(found && found->complete);
        }
        QVERIFY(QDir(folder).removeRecursively());
    }

    void rollupsCountEveryEventOnce()
    {
        const auto rollups =
            index::Rollups::open(index::rollupFile(indexFolder()), identityOf(*m_reader), index::Rollups::Mode::Read);
        QVERIFY(rollups);
        for (const bool days : {false, true}) {
            const auto length = days ? index::dayMs : index::minuteMs;
            std::map<qint64, journal::Bucket> expected;
            for (const auto& event : m_all) {
                auto& bucket = expected[toMs(event.time) / length * length];
                const auto severity = event.payload.text(u"severity").value_or(QString());
                const bool ranked = severity.size() == 2 && severity[1] >= u'0' && severity[1] <= u'9';
                journal::add(
                    bucket, {.count = 1,
                             .firstSeq = event.seq,
                             .lastSeq = event.seq,
                             .worst = ranked ? severity[1].digitValue() : 255,
                             .breaches = event.kind == "BreakerOpened"_L1 || event.kind == "CanaryRollbackDecided"_L1,
                             .decisions = event.kind == "ApprovalGranted"_L1 || event.kind == "ApprovalRejected"_L1});
            }
            const auto found = days ? (*rollups)->days(0, toMs(m_now) + 1) : (*rollups)->minutes(0, toMs(m_now) + 1);
            QVERIFY(found);
            QCOMPARE(found->size(), expected.size());
            for (auto bucket : *found) {
                auto wanted = expected[bucket.start];
                wanted.start = bucket.start;
                QCOMPARE(bucket, wanted);
            }
        }
    }

    void droppingItLeavesTheJournalAlone()
    {
        const auto folder = m_folder.filePath(u"dropped"_s);
        QVERIFY(index::build(*m_reader, identityOf(*m_reader), {folder}));
        QVERIFY(writeOther(folder + u"/worktrees"_s));
        const auto files = index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader));
        QVERIFY(index::drop(folder));
        QVERIFY(!index::ColumnFiles::open(index::columnFolder(folder), identityOf(*m_reader)));
        QVERIFY(QFile::exists(folder + u"/worktrees"_s));
        QCOMPARE((*files)->columns().flags.back(), (*files)->columns().flags[static_cast<std::size_t>(last()) - 1]);
        QCOMPARE(*m_reader->lastSeq(), last());
    }

private:
    static bool writeOther(const QString& path) { return test::writeContent(path, "mine"); }
    QString indexFolder() const { return m_folder.filePath(u"index"_s); }
    qint64 last() const { return static_cast<qint64>(m_all.size()); }
    std::shared_ptr<const index::ColumnFiles> columns()
    {
        auto files = index::ColumnFiles::open(index::columnFolder(indexFolder()), identityOf(*m_reader));
        return files ? *files : nullptr;
    }
    void appendStrange()
    {
        const auto key = engine::generator::identityOf({.events = many, .seed = 11}).key;
        auto store = sqlite::Store::open({.path = m_path, .key = key});
        QVERIFY(store);
        int number = 0;
        for (const auto& payload : strangePayloads()) {
            auto entry = test::entryOf(u"NoteAdded"_s, u"strange/%1"_s.arg(++number), 0, payload);
            entry.time = (*store)->lastTime();
            entry.draft.actor = number % 2 == 0 ? u"operator/ana"_s : u"core"_s;
            if (number % 3 == 0)
                entry.draft.cause = 5;
            const auto appended = (*store)->append({entry});
            QVERIFY2(appended, appended ? "" : qPrintable(appended.error().message));
        }
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<sqlite::Reader> m_reader;
    std::vector<journal::Event> m_all;
    Instant m_now{};
};

QTEST_GUILESS_MAIN(JournalIndexTest)
#include "tst_journalindex.moc"
