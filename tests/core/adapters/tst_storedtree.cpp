// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/storedtree.h"
#include "core/engine/generator/generator.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Two whole groups of 256 leaves and a part of a third one.
constexpr qint64 events = 700;

void write(const QString& path)
{
    const engine::generator::Options options{.events = events, .seed = 3};
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    QVERIFY(writer);
    engine::generator::generate(options, [&](const auto& line) {
        return (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body}).has_value();
    });
    QVERIFY((*writer)->finish());
}

} // namespace

/// The tree in the file is the tree of its leaves.
class StoredTreeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto path = m_folder.filePath(u"journal.db"_s);
        write(path);
        auto reader = sqlite::Reader::open({.path = path});
        QVERIFY(reader);
        m_reader = std::move(*reader);
        for (qint64 seq = 1; seq <= events; ++seq)
            m_leaves.push_back(m_reader->body(seq)->second);
    }

    void provesWhatTheLeavesProve()
    {
        for (const qint64 size : {1, 2, 255, 256, 257, 511, 512, 513, 700}) {
            const auto leaves = std::span(m_leaves).first(static_cast<std::size_t>(size));
            for (const qint64 index : {0, 1, 127, 128, 255, 256, 400, 511, 512, 699}) {
                if (index >= size)
                    continue;
                sqlite::StoredTree tree{m_reader->connection(), size};
                const auto proof = journal::inclusionProof(tree.subtrees(), index, size);
                QVERIFY(!tree.trouble());
                QCOMPARE(proof, journal::inclusionProof(journal::subtreesOf(leaves), index, size));
            }
            QCOMPARE(m_reader->rootAt(size), Result<Digest>{journal::rootOf(leaves)});
        }
    }

    void namesTheEventThatIsNotThere()
    {
        sqlite::StoredTree tree{m_reader->connection(), events + 2};
        const auto frontier = tree.frontier();
        QVERIFY(!frontier);
        QCOMPARE(frontier.error().code, ErrorCode::Damaged);
        QVERIFY(frontier.error().message.contains(u"event 701 is missing"_s));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<sqlite::Reader> m_reader;
    journal::Digests m_leaves;
};

QTEST_APPLESS_MAIN(StoredTreeTest)
#include "tst_storedtree.moc"
