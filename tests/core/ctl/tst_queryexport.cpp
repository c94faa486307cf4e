// links: penelope-sqlite
#include "core/query/export.h"
#include "tests/support/auditedjournal.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Record = QStringList;

/// RFC 4180 to the letter: quoted cells, doubled quotation marks, CRLF after every record.
std::optional<std::vector<Record>> recordsOf(const QByteArray& bytes)
{
    std::vector<Record> records;
    Record record;
    for (qsizetype at = 0; at < bytes.size();) {
        if (bytes[at] != '"')
            return std::nullopt;
        QByteArray cell;
        for (++at; at < bytes.size() && (bytes[at] != '"' || bytes.mid(at, 2) == "\"\""); ++at) {
            at += bytes[at] == '"' ? 1 : 0;
            cell += bytes[at];
        }
        record.append(QString::fromUtf8(cell));
        ++at;
        if (bytes.mid(at, 1) == ",") {
            ++at;
            continue;
        }
        if (bytes.mid(at, 2) != "\r\n")
            return std::nullopt;
        at += 2;
        records.push_back(std::move(record));
        record.clear();
    }
    return record.isEmpty() ? std::optional{records} : std::nullopt;
}

/// What the documentation tells a reader to do.
QString unguarded(const QString& cell)
{
    return cell.startsWith(u'\'') ? cell.mid(1) : cell;
}

JournalStore::Entry hostile(qint64 seq, const QString& text)
{
    auto entry = test::entryOf(
        u"NoteAdded"_s, u"note/"_s + idFromSeq(seq), 0, Json::object({{u"service"_s, text}, {u"text"_s, text}}));
    entry.draft.actor = text.simplified(); // an actor has no control characters
    return entry;
}

} // namespace

/// `penelopectl query --export`: what went in comes out again, and the last line says whether it is all.
class QueryExportTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_journal = m_folder.filePath(u"journal.db"_s);
        auto store = test::auditedJournal(m_journal);
        QVERIFY(store);
        m_texts = {
            u"a,b"_s,
            u"she said \"no\""_s,
            u"two\nlines\r\nand three"_s,
            u"=HYPERLINK(\"http://example.org\")"_s,
            u"+1"_s,
            u"-2+3"_s,
            u"@SUM(A1)"_s,
            u"\t=1"_s,
            u"\uFF1D1+1"_s,
            u"'quoted"_s,
            u"''"_s,
            u"\u202Egnp.exe \u05E9\u05DC\u05D5\u05DD \u200F"_s,
            u"e\u0301 is not \u00E9"_s,
            u"<b>|*x*|[l](http://example.org)`"_s};
        qint64 seq = 13;
        for (const auto& text : m_texts)
            QVERIFY(store->append({hostile(seq++, text)}));
        QVERIFY(store->checkpoint());
        m_root = toHex(store->root());
    }

    void csvGivesEveryTextBack()
    {
        const auto records = recordsOf(exported(u"csv"_s, u"seq:13..26"_s));
        QVERIFY(records);
        QCOMPARE(records->size(), m_texts.size() + 2); // the columns, and the footer
        QCOMPARE(records->front(), query::Exporter::columns());
        const auto service = query::Exporter::columns().indexOf(u"service"_s);
        const auto actor = query::Exporter::columns().indexOf(u"actor"_s);
        for (std::size_t at = 0; at < m_texts.size(); ++at) {
            const auto& record = (*records)[at + 1];
            QCOMPARE(record.size(), query::Exporter::columns().size());
            QCOMPARE(unguarded(record[service]), m_texts[at]);
            QCOMPARE(unguarded(record[actor]), m_texts[at].simplified());
            const auto payload = parseForeign(unguarded(record.back()).toUtf8());
            QVERIFY(payload);
            QCOMPARE((*payload)[u"text"].toString(), m_texts[at]);
        }
    }

    void noCellOfCsvIsCalculated()
    {
        const auto records = recordsOf(exported(u"csv"_s, {}));
        QVERIFY(records);
        for (const auto& record : *records) {
            for (const auto& cell : record)
                QVERIFY2(
                    cell.isEmpty() || !u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"_s.contains(cell.front()),
                    qPrintable(cell));
        }
    }

    void jsonLinesAreTheBytesThatWereHashed()
    {
        auto lines = exported(u"jsonl"_s, {}).split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        const auto footer = *parseForeign(lines.takeLast());
        QCOMPARE(lines.size(), 12 + static_cast<qsizetype>(m_texts.size()));
        journal::Frontier tree;
        for (const auto& line : lines)
            tree.append(journal::leafHash(line));
        QCOMPARE(toHex(tree.root()), m_root);
        const auto& said = footer[u"footer"];
        QCOMPARE(said[u"root"].toString(), m_root);
        QCOMPARE(said[u"rows"].toInteger(), lines.size());
        QCOMPARE(said[u"first_leaf"].toString(), toHex(journal::leafHash(lines.front())));
        QCOMPARE(said[u"last_leaf"].toString(), toHex(journal::leafHash(lines.back())));
        QCOMPARE(said[u"result"].toString(), u"complete"_s);
        QCOMPARE(said[u"signed_to"].toInteger(), lines.size());
    }

    void everyFormatSaysWhatItHolds_data()
    {
        QTest::addColumn<QString>("format");
        for (const auto* format : {"csv", "jsonl", "md"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }
    void everyFormatSaysWhatItHolds()
    {
        QFETCH(QString, format);
        const auto all = QString::fromUtf8(exported(format, u"kind:JournalCreated"_s));
        QVERIFY2(all.contains(u"complete"_s) && !all.contains(u"truncated"_s), qPrintable(all));
        QVERIFY(all.contains(m_root));
        QVERIFY(all.contains(test::auditedId));
        const auto some = QString::fromUtf8(exported(format, u"kind:NoteAdded"_s, {u"--limit"_s, u"3"_s}));
        QVERIFY2(some.contains(u"truncated"_s) && !some.contains(u"complete"_s), qPrintable(some));
        const auto exact = QString::fromUtf8(exported(format, u"seq:2..4"_s, {u"--limit"_s, u"3"_s}));
        QVERIFY2(exact.contains(u"complete"_s), qPrintable(exact)); // the limit left nothing out
    }

    void anExportHasNoLimitOfItsOwn()
    {
        const auto path = m_folder.filePath(u"long.db"_s);
        QVERIFY(test::auditedJournal(path, 1100));
        const auto said = test::ctl(path, {u"query"_s, u"--export"_s, u"jsonl"_s});
        QCOMPARE(said.code, 0);
        QCOMPARE(said.out.count('\n'), 1101);
    }

    void nothingFoundIsCompleteToo()
    {
        const auto lines = exported(u"jsonl"_s, u"kind:Nothing"_s).split('\n');
        QCOMPARE(lines.size(), 2);
        const auto footer = *parseForeign(lines.front());
        QCOMPARE(footer[u"footer"][u"rows"].toInteger(-1), qint64{0});
        QCOMPARE(footer[u"footer"][u"filter"].toString(), u"kind:Nothing"_s);
        QVERIFY(!footer[u"footer"].contains(u"first_leaf"));
    }

    void markdownShowsHostileTextAsText()
    {
        const auto table = QString::fromUtf8(exported(u"md"_s, u"seq:13..26"_s));
        QVERIFY(table.contains(u"⟨U+202E⟩gnp\\.exe"_s));
        QVERIFY(!table.contains(QChar(0x202E)));
        QVERIFY(table.contains(u"\\<b\\>\\|\\*x\\*\\|\\[l\\]\\(http\\://example\\.org\\)\\`"_s));
        const auto lines = table.split(u'\n');
        QCOMPARE(lines.filter(QRegularExpression(u"^\\|"_s)).size(), 2 + static_cast<qsizetype>(m_texts.size()));
    }

    void aFileIsMadeForItsOwnerAndNeverOverwritten()
    {
        const auto path = m_folder.filePath(u"out.csv"_s);
        const QStringList arguments{u"query"_s, u"--export"_s, u"csv"_s, u"--output"_s, path, u"--json"_s};
        const auto made = test::ctl(m_journal, arguments);
        QVERIFY2(made.code == 0, qPrintable(made.text()));
        QCOMPARE(made.json()[u"rows"].toInteger(), 12 + static_cast<qint64>(m_texts.size()));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions{});
        const auto content = test::contentOf(path);
        QCOMPARE(content, exported(u"csv"_s, {}));
        const auto again = test::ctl(m_journal, arguments);
        QCOMPARE(again.code, 1);
        QCOMPARE(test::contentOf(path), content);
    }

    void aDamagedJournalGivesNoFooter()
    {
        const auto copy = m_folder.filePath(u"damaged.db"_s);
        auto content = test::contentOf(m_journal);
        content.replace("note 5 is here", "note 0 is here");
        QVERIFY(test::writeContent(copy, content));
        const auto said = test::ctl(copy, {u"query"_s, u"--export"_s, u"jsonl"_s});
        QCOMPARE(said.code, 4);
        QVERIFY(!said.out.contains("footer"));
        QVERIFY2(said.err.contains(u"event 5"_s), qPrintable(said.err));
        const auto path = m_folder.filePath(u"damaged.jsonl"_s);
        QCOMPARE(test::ctl(copy, {u"query"_s, u"--export"_s, u"jsonl"_s, u"--output"_s, path}).code, 4);
        QVERIFY(!QFile::exists(path));
    }

    void anUnknownFormatIsAUsageError()
    {
        QCOMPARE(test::ctl(m_journal, {u"query"_s, u"--export"_s, u"pdf"_s}).code, 2);
        QCOMPARE(test::ctl(m_journal, {u"query"_s, u"--output"_s, u"x"_s}).code, 2);
    }

private:
    QByteArray exported(const QString& format, const QString& filter, const QStringList& more = {}) const
    {
        QStringList arguments{u"query"_s, u"--export"_s, format};
        if (!filter.isEmpty())
            arguments << filter;
        return test::ctl(m_journal, arguments + more).out;
    }

    QTemporaryDir m_folder;
    QString m_journal;
    QString m_root;
    std::vector<QString> m_texts;
};

QTEST_GUILESS_MAIN(QueryExportTest)
#include "tst_queryexport.moc"
