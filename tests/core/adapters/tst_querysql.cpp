// links: penelope-sqlite
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/reader.h"
#include "core/engine/generator/generator.h"
#include "core/query/columnsearch.h"
#include "core/query/sql.h"
#include "tests/support/auditedjournal.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;

namespace {

constexpr qint64 many = 3000;

/// The seqs that the sqlite3 shell answers.
std::vector<qint64> askedOfShell(const QString& path, const QString& sql, QString& trouble)
{
    QProcess shell;
    shell.start(u"sqlite3"_s, {u"-readonly"_s, u"-batch"_s, u"-noheader"_s, u"-separator"_s, u"\t"_s, path});
    shell.write(sql.toUtf8());
    shell.closeWriteChannel();
    shell.waitForFinished(-1);
    trouble = QString::fromUtf8(shell.readAllStandardError());
    std::vector<qint64> seqs;
    for (const auto& line : shell.readAllStandardOutput().split('\n')) {
        if (!line.isEmpty())
            seqs.push_back(line.left(line.indexOf('\t')).toLongLong());
    }
    return seqs;
}

} // namespace

class QuerySqlTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(u"journal.db"_s);
        const Options options{.events = many, .seed = 11};
        const auto identity = engine::generator::identityOf(options);
        auto writer = sqlite::BulkWriter::open({m_path, identity.journalId, identity.key});
        QVERIFY(writer);
        engine::generator::generate(options, [&](const Line& line) {
            return (*writer)
                ->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body})
                .has_value();
        });
        QVERIFY((*writer)->finish());
        auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        m_reader = std::move(*reader);
        m_now = m_reader->newest(many + 1, 1)->front().time;
    }

    void theShellFindsTheSameRows_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto* text :
             {"",
              "kind:CanaryAnalysed",
              "kind:canary*",
              "service:payments",
              "service!=payments",
              "service=payments",
              "service:/^pay/",
              "stream:anomaly",
              "stream:breaker/*",
              "stream!=system",
              "actor:ana",
              "actor:operator/*",
              "decision:approved",
              "decision:*",
              "decision!=observe",
              "correlation:*",
              "severity:P0",
              "severity>=P2",
              "severity!=P1",
              "risk>=0.2",
              "risk:0.1..0.3",
              "risk!=0",
              "gentleness>0.9",
              "level:2",
              "lines>1",
              "seq:500..900",
              "seq!=7",
              "after:-3h before:-1h",
              "has:comment",
              "has:signature",
              "has:cause",
              "has:service",
              "has:decision",
              "has:correlation",
              "has:risk",
              "-has:comment",
              "campaign OR pool",
              "\"rolls back\"",
              "-campaign",
              "/p[ou]+l/",
              "0.25",
              "0000000b",
              "payments",
              "approval",
              "100%",
              "a_b",
              "it's",
              "NOT (kind:Canary* OR kind:Traffic*) severity<=P1 (race OR risk>0)"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void theShellFindsTheSameRows()
    {
        QFETCH(QString, text);
        const auto filter = query::parse(text, m_now);
        QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
        const auto found = query::seqsDown(*m_reader, nullptr, *filter, many + 1, {.limit = static_cast<int>(many)});
        QVERIFY(found && found->complete);
        QString trouble;
        const auto sql = query::sqlOf(*filter, text);
        const auto asked = askedOfShell(m_path, sql, trouble);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble + sql));
        QCOMPARE(asked, found->seqs);
    }

    void aTextNeverBecomesACommand()
    {
        const auto text = u"\"'); DROP TABLE events; --\" service:\"x' OR '1'='1\""_s;
        const auto filter = query::parse(text, m_now);
        QVERIFY(filter);
        QString trouble;
        QVERIFY(askedOfShell(m_path, query::sqlOf(*filter, text + u"\n.shell touch x"_s), trouble).empty());
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QCOMPARE(*m_reader->lastSeq(), many);
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<sqlite::Reader> m_reader;
    Instant m_now{};
};

QTEST_GUILESS_MAIN(QuerySqlTest)
#include "tst_querysql.moc"
