// links: penelope-index
#include "core/adapters/index/build.h"
#include "core/adapters/index/columnfiles.h"
#include "core/journal/facts.h"
#include "core/journal/textsign.h"
#include "core/query/columnfilter.h"
#include "core/query/columnsearch.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 events = 12'000;

/// Events whose texts repeat what others said lately, long ago or never.
class Texts : public JournalReader
{
public:
    Texts()
    {
        for (qint64 seq = 1; seq <= events; ++seq) {
            journal::Event event;
            event.seq = seq;
            event.time = instantFromMs(1'700'000'000'000 + seq);
            event.kind = seq % 7 == 0 ? u"NoteAdded"_s : u"PatchJudged"_s;
            event.stream = u"note"_s;
            event.streamVersion = seq;
            event.actor = u"core"_s;
            event.epoch = 1;
            event.payload = Json::object({{u"text"_s, textOf(seq)}});
            if (seq % 11 == 0) // the line has two texts then
                event.payload.set(u"why"_s, Json{u"the Load of orders"_s});
            m_bodies.push_back(*journal::encode(event));
            m_events.push_back(std::move(event));
        }
    }

    Result<std::vector<journal::Event>> read(qint64 from, int limit) override
    {
        const auto begin = m_events.begin() + (from - 1);
        return std::vector<journal::Event>(begin, begin + std::min<qint64>(limit, events - from + 1));
    }
    Result<std::vector<journal::Event>> readIf(qint64 from, int limit, const Wanted& wanted) override
    {
        std::vector<journal::Event> found;
        for (auto seq = from; seq < from + limit && seq <= events; ++seq) {
            if (wanted(m_bodies[static_cast<std::size_t>(seq - 1)]))
                found.push_back(m_events[static_cast<std::size_t>(seq - 1)]);
        }
        return found;
    }
    Result<qint64> lastSeq() override { return m_last; }
    Result<std::pair<QByteArray, Digest>> body(qint64 seq) override
    {
        return std::pair{m_bodies[static_cast<std::size_t>(seq - 1)], Digest{}};
    }

    void endAt(qint64 seq) { m_last = seq; }
    const std::vector<journal::Event>& all() const { return m_events; }
    const QString& text(qint64 seq) const { return m_texts[static_cast<std::size_t>(seq - 1)]; }
    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }

private:
    QString textOf(qint64 seq)
    {
        const auto sort = below(10);
        if (sort < 3 && seq > 100)
            m_texts.push_back(m_texts[m_texts.size() - 1 - below(99)]);
        else if (sort < 4 && seq > 100)
            m_texts.push_back(m_texts[below(m_texts.size())]);
        else
            m_texts.push_back(newText(seq));
        return m_texts.back();
    }
    QString newText(qint64 seq)
    {
        static const auto words =
            u"the pool of orders is exhausted because a campaign Doubled its LOAD straße ärger queue wait retry rate "
            "above budget since deploy of version rolled back by hand canary healthy again latency p95 ms lo\u017Ft "
            "\u212Aelvin"_s.split(u' ');
        QStringList text;
        for (auto count = 2 + below(12); count > 0; --count)
            text.append(words[static_cast<qsizetype>(below(below(static_cast<std::size_t>(words.size())) + 1))]);
        text.append(u"%1:%2"_s.arg(seq * 7919 % 10'007).arg(seq));
        if (below(300) == 0)
            text.append(u"a separator \u001F within"_s); // columns cannot say it
        if (seq == 5000)
            text.append(u"far too long "_s.repeated(6000));
        if (seq == 700 || seq == 9000)
            text.append(u"quicksilver"_s);
        return text.join(u' ');
    }

    std::mt19937_64 m_random{11};
    QStringList m_texts;
    std::vector<journal::Event> m_events;
    std::vector<QByteArray> m_bodies;
    qint64 m_last = events;
};

} // namespace

/// Words, phrases and patterns asked of the text column say what looking at every event says, however the lines are
/// shared and wherever the building was interrupted.
class TextIndexTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const qint64 window : {1, 300, 5000, 1'000'000})
            QVERIFY(build(folderOf(window), window, {events}));
        QVERIFY(build(m_pieces, 300, {1, 63, 64, 65, 700, 701, 4096, 6000, 9999, events}));
        QVERIFY(columnsIn(folderOf(300))->columns().textGroups.size() >= journal::textsign::GroupView::extent);
        QVERIFY(columnsIn(folderOf(1))->columns().textAt.size() == std::size_t{events});
    }

    void saysWhatLookingAtEveryEventSays_data()
    {
        QTest::addColumn<QString>("question");
        for (const auto* question :
             {"quicksilver",
              "nobody-wrote-this",
              "the",
              "po",
              "p",
              "\"pool of\"",
              "-the",
              "the OR quicksilver",
              "quicksilver OR exhausted",
              "the quicksilver",
              "the kind:NoteAdded",
              "quicksilver -kind:NoteAdded",
              "(quicksilver OR seq:40..60) the",
              "stra\xC3\x9F"
              "e",
              "\xC3\x84RGER",
              "/qu(i|o)cksilver/",
              "/p.ol/",
              "/campaign.*campaign/",
              "/^the/",
              "/[a-z]{9}$/",
              "/^(the) load of/",
              "/orders.*[0-9]$/",
              "/[0-9] the load/",
              "/load of.orders$/",
              "/p/",
              "/OL/",
              "/Of Orders/",
              "/kelvin/",
              "/lost/",
              "/[k]elvin/",
              "/p95\\ MS/",
              "/p\\.5/",
              "/7\\:/",
              "/\\the/",
              "/stra\xC3\x9F"
              "e/",
              "separator",
              "within",
              "\"too long\"",
              "note",
              "kind:PatchJudged",
              "patchjudged",
              "core",
              "the -quicksilver seq:8990..9010",
              "load -load",
              "\"\""})
            QTest::newRow(question) << QString::fromUtf8(question);
        for (int part = 0; part < 40; ++part) {
            const auto& text = m_texts.text(1 + static_cast<qint64>(m_texts.below(events)));
            auto words = text.mid(
                static_cast<qsizetype>(m_texts.below(static_cast<std::size_t>(text.size()))),
                1 + static_cast<qsizetype>(m_texts.below(20)));
            words.remove(u'"').remove(QChar(0x1F));
            QTest::addRow("part %d", part) << u'"' + words + u'"';
        }
    }
    void saysWhatLookingAtEveryEventSays()
    {
        QFETCH(const QString, question);
        const auto filter = parsed(question);
        std::vector<qint64> expected;
        for (auto event = m_texts.all().rbegin(); event != m_texts.all().rend(); ++event) {
            if (filter.matches(*event))
                expected.push_back(event->seq);
        }
        for (const auto& folder : {folderOf(1), folderOf(300), folderOf(5000), folderOf(1'000'000), m_pieces}) {
            const auto files = columnsIn(folder);
            const auto& columns = files->columns();
            QCOMPARE(found(columns, filter, {.limit = int{events}}), expected);
            QCOMPARE(found(columns, filter, {.limit = 701, .budget = 4097}), expected);
            QCOMPARE(found(columns, filter, {.limit = 2000, .budget = 999}), expected);
            const auto newest = query::seqsDown(m_texts, &columns, filter, events + 1, {.limit = 7});
            QVERIFY(newest);
            QCOMPARE(
                newest->seqs,
                std::vector(expected.begin(), expected.begin() + std::min<qint64>(7, std::ssize(expected))));
            const auto counted = query::countDown(m_texts, &columns, filter, events + 1, {});
            QVERIFY(counted && counted->complete);
            QCOMPARE(counted->matches, std::ssize(expected));
        }
    }

    void rowsThatCannotMatchArePassedOver()
    {
        const auto files = columnsIn(folderOf(300));
        const auto end = [&](const QString& question, qint64 before) {
            const auto filter = parsed(question);
            return query::ColumnFilter(filter.expression, files->columns()).endOfCandidates(before);
        };
        const auto asked = newestAsked(files->columns()); // these are never passed over
        const auto first = std::max<qint64>(asked, 9000);
        QCOMPARE(end(u"nobody-wrote-this"_s, events), asked);
        QVERIFY(end(u"quicksilver"_s, events) >= first);
        QVERIFY(end(u"quicksilver"_s, events) < first + 300);
        QCOMPARE(end(u"quicksilver the"_s, events), end(u"quicksilver"_s, events));
        QCOMPARE(end(u"quicksilver OR nobody-wrote-this"_s, events), end(u"quicksilver"_s, events));
        QCOMPARE(end(u"quicksilver kind:NoteAdded"_s, events), end(u"quicksilver"_s, events));
        QCOMPARE(end(u"quicksilver OR kind:NoteAdded"_s, events), events);
        QCOMPARE(end(u"-quicksilver"_s, events), events);
        QCOMPARE(end(u"/qu(i|o)cksilver/"_s, events), end(u"quicksilver"_s, events));
        QCOMPARE(end(u"core"_s, events), events); // an actor's name
    }

    void whatIsPassedOverCountsAsLookedAt()
    {
        const auto files = columnsIn(folderOf(300));
        const auto filter = parsed(u"nobody-wrote-this"_s);
        const auto looked = query::seqsDown(m_texts, &files->columns(), filter, events + 1, {.budget = 5000});
        QVERIFY(looked);
        QCOMPARE(looked->lookedTo, events + 1 - 5000);
        QVERIFY(!looked->complete);
    }

    void rowsMayBeAskedForInAnyOrder()
    {
        const auto files = columnsIn(folderOf(300));
        const auto filter = parsed(u"exhausted"_s);
        const query::ColumnFilter columns(filter.expression, files->columns());
        for (const qint64 first : {0, 8000, 4000, 7990, 11'000, 100}) {
            std::array<quint8, 1000> verdicts{};
            columns.judge(first, verdicts);
            for (std::size_t row = 0; row < verdicts.size(); ++row) {
                const auto seq = static_cast<std::size_t>(first) + row;
                const bool holds = filter.matches(m_texts.all()[seq]);
                QVERIFY(verdicts[row] == query::Ask || (verdicts[row] == query::Yes) == holds);
            }
        }
    }

    void aLineIsWrittenAgainBehindItsWindow()
    {
        const auto files = columnsIn(folderOf(300));
        const auto& columns = files->columns();
        std::map<quint32, std::pair<qint64, qint64>> rows;
        for (qint64 row = 0; row < columns.size; ++row) {
            const auto line = columns.textOf[static_cast<std::size_t>(row)];
            rows.try_emplace(line, row, row).first->second.second = row;
        }
        for (const auto& [line, firstAndLast] : rows) {
            const auto& [first, last] = firstAndLast;
            const auto begin = static_cast<qint64>(columns.textRows[line / journal::textsign::linesPerBlock]);
            QVERIFY(begin <= first);
            QVERIFY(last - first < 300);
            QCOMPARE(begin + columns.textLast[line], last);
        }
    }

    void anotherWindowIsAnotherIndex()
    {
        const auto folder = m_folder.filePath(u"changed"_s);
        QVERIFY(build(folder, 300, {events}));
        QVERIFY(build(folder, 5000, {events}));
        QCOMPARE(columnsIn(folder)->columns().textWindow, 5000);
        QCOMPARE(columnsIn(folder)->columns().size, events);
    }

private:
    static index::Identity identity()
    {
        return {u"texts"_s, [](qint64) -> Result<Digest> { return Digest{}; }};
    }
    QString folderOf(qint64 window) const { return m_folder.filePath(QString::number(window)); }
    static std::shared_ptr<const index::ColumnFiles> columnsIn(const QString& folder)
    {
        const auto files = index::ColumnFiles::open(index::columnFolder(folder), identity());
        return files ? *files : nullptr;
    }
    bool build(const QString& folder, qint64 window, const std::vector<qint64>& ends)
    {
        return std::all_of(ends.begin(), ends.end(), [&](qint64 end) {
            m_texts.endAt(end);
            return index::build(m_texts, identity(), {.folder = folder, .textWindow = window}).has_value();
        });
    }
    static query::Filter parsed(const QString& question)
    {
        const auto filter = query::parse(question, instantFromMs(1'800'000'000'000));
        return filter ? *filter : query::Filter{};
    }
    std::vector<qint64> found(const journal::Columns& columns, const query::Filter& filter, const query::Reach& reach)
    {
        std::vector<qint64> all;
        for (qint64 before = events + 1; before > 0;) {
            const auto piece = query::seqsDown(m_texts, &columns, filter, before, reach);
            if (!piece || (!piece->complete && piece->lookedTo >= before))
                return {-1};
            all.insert(all.end(), piece->seqs.begin(), piece->seqs.end());
            before = piece->complete ? 0 : piece->lookedTo;
        }
        return all;
    }
    static qint64 newestAsked(const journal::Columns& columns)
    {
        auto row = columns.size;
        while (row > 0 && (columns.flags[static_cast<std::size_t>(row - 1)] & journal::AskText) == 0)
            --row;
        return row;
    }

    Texts m_texts;
    QTemporaryDir m_folder;
    QString m_pieces = m_folder.filePath(u"pieces"_s);
};

QTEST_GUILESS_MAIN(TextIndexTest)
#include "tst_textindex.moc"
