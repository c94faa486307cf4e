// links: penelope-sqlite
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/engine/generator/generator.h"
#include "tests/support/auditedjournal.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// `penelopectl journal generate`: equal options give the same file, however many threads have made it (journal.md 10).
class GenerateCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void theFileIsTheOneThatTheGeneratorTells_data()
    {
        QTest::addColumn<qint64>("events");
        QTest::newRow("less than is handed over at once") << engine::generator::fewestEvents;
        QTest::newRow("more than waits between the threads") << qint64{8'000};
    }
    void theFileIsTheOneThatTheGeneratorTells()
    {
        QFETCH(qint64, events);
        const QTemporaryDir folder;
        const auto told = folder.filePath(u"told.db"_s);
        const engine::generator::Options options{.events = events, .seed = 5};
        const auto identity = engine::generator::identityOf(options);
        auto writer = sqlite::BulkWriter::open({told, identity.journalId, identity.key});
        QVERIFY(writer);
        engine::generator::generate(options, [&](const auto& line) {
            return (*writer)
                ->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body})
                .has_value();
        });
        QVERIFY((*writer)->finish());

        const auto made = folder.filePath(u"made.db"_s);
        const auto said = test::ran(
            test::ctlProgram(),
            {u"journal"_s, u"generate"_s, u"--events"_s, QString::number(events), u"--seed"_s, u"5"_s, made});

        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QVERIFY(said.text().contains(toHex((*writer)->root())));
        QVERIFY(test::contentOf(made) == test::contentOf(told));
    }
};

QTEST_GUILESS_MAIN(GenerateCommandTest)
#include "tst_generatecommand.moc"
