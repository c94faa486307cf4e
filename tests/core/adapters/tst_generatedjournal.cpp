// links: penelope-sqlite
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/store.h"
#include "core/approval/signing.h"
#include "core/engine/generator/generator.h"
#include "core/engine/reducer.h"
#include "core/engine/whatif.h"
#include "core/sophia/events.h"
#include "core/sophia/explain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;

namespace {

constexpr qint64 many = 20'000;

/// Writes a generated journal; answers its root in hex.
QString generated(const QString& path, const Options& options)
{
    const auto identity = engine::generator::identityOf(options);
    auto writer = sqlite::BulkWriter::open({path, identity.journalId, identity.key});
    if (!writer)
        return writer.error().message;
    Status done;
    engine::generator::generate(options, [&](const Line& line) {
        done = (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body});
        return done.has_value();
    });
    if (done)
        done = (*writer)->finish();
    return done ? toHex((*writer)->root()) : done.error().message;
}

std::vector<journal::Event> eventsOf(const QString& path)
{
    auto reader = sqlite::Reader::open({.path = path});
    auto events = reader ? (*reader)->read(1, static_cast<int>(many) + 1) : Failure{reader.error()};
    return events.value_or(std::vector<journal::Event>{});
}

template <typename Rows> bool sameRows(const Rows& left, const Rows& right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& one, const auto& other) {
        return *one == *other;
    });
}

/// Rows that two folds made each for itself are equal by what they say.
bool isTheSame(const engine::ConsoleState& left, const engine::ConsoleState& right)
{
    bool canaries = left.canaries.size() == right.canaries.size();
    left.canaries.forEach([&](const CanaryId& id, const auto& mine) {
        const auto other = right.canaries.find(id);
        canaries = canaries && other && mine->status == other->status && mine->stepLog == other->stepLog &&
                   sameRows(mine->analyses, other->analyses);
    });
    return canaries && left.at == right.at && left.epoch == right.epoch && left.policy == right.policy &&
           left.operators == right.operators && left.services == right.services && left.anomalies == right.anomalies &&
           left.episodes == right.episodes && left.patches == right.patches && left.approvals == right.approvals &&
           left.breakers == right.breakers && left.precedents == right.precedents && left.notes == right.notes &&
           left.sources == right.sources && left.streamVersions == right.streamVersions &&
           left.lastPromotion == right.lastPromotion && left.lastFailure == right.lastFailure &&
           left.restDay == right.restDay && left.freeze == right.freeze && left.shadow == right.shadow &&
           left.tally == right.tally && left.ledger == right.ledger && sameRows(left.decided, right.decided) &&
           sameRows(left.deployments, right.deployments) && sameRows(left.lessons, right.lessons) &&
           sameRows(left.reflections, right.reflections);
}

} // namespace

class GeneratedJournalTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(u"generated.db"_s);
        m_root = generated(m_path, {.events = many, .seed = 7});
        QCOMPARE(m_root.size(), 64);
    }

    void verifiesInEveryColumn()
    {
        const auto verdict = sqlite::verifyFile(m_path, {});
        QVERIFY(verdict);
        QVERIFY2(verdict->ok(), qPrintable(journal::sentences(*verdict).join(u'\n')));
        QCOMPARE(verdict->events, many);
        QCOMPARE(verdict->signedTo, many);
        QVERIFY2(verdict->warnings.empty(), qPrintable(journal::sentences(*verdict).join(u'\n')));
    }

    void foldsWithoutAnythingUnknown()
    {
        auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        const auto state = engine::fold(**reader);
        QVERIFY(state);
        QCOMPARE(state->seq, many);
        QCOMPARE(state->unknownEvents, 0);
        QCOMPARE(state->services.size(), std::size_t{24});
        QCOMPARE(state->operators.size(), std::size_t{9});
    }

    void aFoldIsItsEventsOneAfterTheOther()
    {
        auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        const auto events = eventsOf(m_path);
        for (const qint64 seq : {qint64{1}, qint64{999}, qint64{1000}, qint64{1001}, qint64{7777}, many}) {
            const auto moment = events[static_cast<std::size_t>(seq - 1)].time;
            engine::ConsoleState expected;
            for (const auto& event : events) {
                if (event.time > moment)
                    break;
                engine::apply(expected, event);
            }
            const auto state = engine::fold(**reader, moment);
            QVERIFY(state);
            QCOMPARE(state->seq, expected.seq);
            QVERIFY(isTheSame(*state, expected));
        }
    }

    void tellsEveryKindOfStory()
    {
        auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        const auto state = engine::fold(**reader);
        QVERIFY(state);
        std::map<approval::Status, int> approvals;
        state->approvals.forEach([&](const auto&, const auto& row) { ++approvals[row->status]; });
        std::map<patch::Status, int> patches;
        state->patches.forEach([&](const auto&, const auto& row) { ++patches[row->status]; });
        int alone = 0;
        state->anomalies.forEach([&](const auto&, const auto& row) { alone += row->withoutIntervention; });
        bool opened = false;
        state->breakers.forEach([&](const auto&, const auto& row) {
            for (const auto& turn : row->transitions)
                opened = opened || turn.to == breaker::Phase::Open;
        });
        QVERIFY(approvals[approval::Status::Approved] > 0);
        QVERIFY(approvals[approval::Status::Rejected] > 0);
        QVERIFY(approvals[approval::Status::Expired] > 0);
        QVERIFY(patches[patch::Status::Promoted] > 0);
        QVERIFY(patches[patch::Status::RolledBack] > 0);
        QVERIFY(patches[patch::Status::Refused] > 0);
        QVERIFY(alone > 0);
        QVERIFY(opened);
        QVERIFY(!state->notes.empty());
    }

    void everyDecisionIsSignedByItsOperator()
    {
        std::map<QString, QByteArray> keys;
        QString journalId;
        int decisions = 0;
        for (const auto& event : eventsOf(m_path)) {
            if (event.kind == "JournalCreated"_L1)
                journalId = event.payload[u"journal_id"].toString();
            if (event.kind == "OperatorAdded"_L1)
                keys[event.stream] = QByteArray::fromBase64(event.payload[u"public_key"].toString().toLatin1());
            if (event.kind != "ApprovalGranted"_L1 && event.kind != "ApprovalRejected"_L1)
                continue;
            ++decisions;
            QVERIFY2(approval::isProven(event, journalId, keys[event.actor]), qPrintable(QString::number(event.seq)));
        }
        QVERIFY(decisions > 0);
    }

    void everyDecisionHoldsAllThatItWasJudgedOn()
    {
        std::map<int, int> rules;
        for (const auto& event : eventsOf(m_path)) {
            if (event.kind != "DecisionMade"_L1)
                continue;
            const auto record = sophia::decisionFrom(event.payload);
            const auto explained = sophia::explain(record);
            QVERIFY2(explained.missing.isEmpty(), qPrintable(explained.missing.join(u' ')));
            QCOMPARE(sophia::decisionMade(record), event.payload); // as a live one is written
            QStringList missing;
            const auto again = sophia::verdictOf(sophia::factsFrom(record, missing));
            if (explained.followed.isEmpty())
                QCOMPARE(again, explained.verdict);
            ++rules[record.rule];
        }
        for (const int rule : {1, 2, 3, 5, 6})
            QVERIFY2(rules[rule] > 0, qPrintable(QString::number(rule)));
    }

    void everythingCanBeJudgedAgainAndIsTheSame()
    {
        auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        const auto same = engine::whatIf(**reader, {}, {}, {});
        QVERIFY(same);
        QVERIFY(same->judged > 1000);
        QCOMPARE(same->incomplete, 0);
        QVERIFY(same->otherwise.empty());
        const auto bolder = engine::whatIf(**reader, {{u"sophia.complexity_adds"_s, Json{0.0}}}, {}, {});
        QVERIFY(bolder && !bolder->otherwise.empty());
    }

    void bodiesAreAsLongAsInLife()
    {
        auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        qint64 bytes = 0;
        for (qint64 seq = 1; seq <= many; ++seq)
            bytes += (*reader)->body(seq)->first.size();
        const auto mean = bytes / many;
        // Decisions hold all their inputs: a tenth of the events, two thousand bytes each.
        QVERIFY2(mean >= 460 && mean <= 620, qPrintable(QString::number(mean)));
    }

    void equalOptionsGiveEqualRoots()
    {
        QCOMPARE(generated(m_folder.filePath(u"again.db"_s), {.events = many, .seed = 7}), m_root);
    }

    void anotherSeedGivesAnotherJournal()
    {
        QVERIFY(generated(m_folder.filePath(u"other.db"_s), {.events = many, .seed = 8}) != m_root);
    }

    void fillsTheDaysThatAreAskedFor()
    {
        const auto path = m_folder.filePath(u"days.db"_s);
        QCOMPARE(generated(path, {.events = 5000, .seed = 3, .days = 30}).size(), 64);
        auto reader = sqlite::Reader::open({.path = path});
        QVERIFY(reader);
        const auto last = (*reader)->newest(5001, 1);
        QVERIFY(last && !last->empty());
        const auto days =
            std::chrono::duration_cast<std::chrono::days>(last->front().time - engine::generator::firstMoment);
        QVERIFY2(days.count() >= 27 && days.count() <= 33, qPrintable(QString::number(days.count())));
    }

    void theCoreCanWriteOn()
    {
        const auto path = m_folder.filePath(u"on.db"_s);
        const Options options{.events = 1000, .seed = 1};
        generated(path, options);
        auto store = sqlite::Store::open({.path = path, .key = engine::generator::identityOf(options).key});
        QVERIFY2(store, store ? "" : qPrintable(store.error().message));
        QCOMPARE((*store)->lastSeq(), 1000);
        QVERIFY((*store)->signing());
    }

    void anExistingFileIsLeftAlone()
    {
        const auto before = eventsOf(m_path).size();
        const auto writer = sqlite::BulkWriter::open({m_path, u"x"_s, ed25519::SigningKey{ed25519::Seed{}}});
        QVERIFY(!writer);
        QCOMPARE(writer.error().code, ErrorCode::Conflict);
        QCOMPARE(eventsOf(m_path).size(), before);
    }

    void aWriterThatIsLetGoLeavesNothing()
    {
        const auto path = m_folder.filePath(u"half.db"_s);
        {
            auto writer = sqlite::BulkWriter::open({path, u"x"_s, ed25519::SigningKey{ed25519::Seed{}}});
            QVERIFY(writer);
            QVERIFY((*writer)->add({1, 5, "JournalCreated", "system", 1, "{}"}));
        }
        QVERIFY(!QFile::exists(path));
        QVERIFY(!QFile::exists(path + u".part"_s));
    }

    void gapsAreRefused()
    {
        auto writer =
            sqlite::BulkWriter::open({m_folder.filePath(u"gap.db"_s), u"x"_s, ed25519::SigningKey{ed25519::Seed{}}});
        QVERIFY(writer);
        QVERIFY((*writer)->add({1, 5, "JournalCreated", "system", 1, "{}"}));
        QCOMPARE((*writer)->add({3, 5, "CoreStarted", "system", 2, "{}"}).error().code, ErrorCode::Refused);
        QCOMPARE((*writer)->add({2, 4, "CoreStarted", "system", 2, "{}"}).error().code, ErrorCode::Refused);
        QVERIFY((*writer)->add({2, 5, "CoreStarted", "system", 3, "{}"}));
        QCOMPARE((*writer)->finish().error().code, ErrorCode::Malformed);
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    QString m_root;
};

QTEST_GUILESS_MAIN(GeneratedJournalTest)
#include "tst_generatedjournal.moc"
