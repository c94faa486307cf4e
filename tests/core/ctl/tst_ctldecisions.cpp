// links: penelope-sqlite penelope-system
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/store.h"
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/systemclock.h"
#include "core/approval/signing.h"
#include "core/engine/reducer.h"
#include "tests/support/scriptedworld.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Said
{
    int code = -1;
    Json answer;
};

/// A journal file whose core has just asked for an approval and ended, and penelopectl on it.
class Desk
{
public:
    explicit Desk(const QString& severity)
    {
        ScriptedWorld world;
        world.clock.advance(system::SystemClock().now() - world.clock.now() - 5min);
        world.run(1);
        world.metrics.stable.slowShare = 0.2;
        world.raise(severity, world.clock.now());
        reached = world.runUntil(u"ApprovalRequested"_s, 10);
        approval = *world.newestApproval();
        auto store = sqlite::Store::open({.path = journal(), .create = true});
        if (!store)
            qFatal("%s", qPrintable(store.error().message));
        for (const auto& event : world.store.events()) {
            const journal::Draft draft{
                .kind = event.kind, .stream = event.stream, .payload = event.payload, .actor = event.actor};
            const auto written = (*store)->append({{draft, event.time, event.streamVersion - 1}});
            if (!written)
                qFatal("%s", qPrintable(written.error().message));
        }
    }

    QString journal() const { return folder.filePath(u"journal.db"_s); }
    system::KeyStore keys() const { return system::KeyStore(journal(), system::SealCost::least()); }
    void giveKeys() const
    {
        if (!keys().save(u"ana"_s, ed25519::Seed{1}) || !keys().save(u"bruno"_s, ed25519::Seed{2}))
            qFatal("no keys");
    }
    Said run(const QStringList& words, const QByteArray& input = {}) const
    {
        QProcess program;
        program.start(
            QStringLiteral(PENELOPE_BINARIES "/penelopectl"),
            QStringList{u"--json"_s, u"--journal"_s, journal()} + words);
        program.write(input);
        program.closeWriteChannel();
        program.waitForFinished(60000);
        const auto answer = parseForeign(program.readAllStandardOutput().trimmed());
        return {program.exitCode(), answer.value_or(Json{})};
    }
    Said decide(const QString& verb, const QString& who, const QStringList& more = {}) const
    {
        return run(
            QStringList{
                verb, approval.id.value(), u"--version"_s, QString::number(approval.version), u"--sha"_s,
                approval.diffSha256, u"--reason"_s, u"reads well"_s, u"--as"_s, who} +
            more);
    }
    std::vector<journal::Event> events() const
    {
        auto reader = sqlite::Reader::open({.path = journal()});
        return (*reader)->read(1, 100000).value();
    }

    QTemporaryDir folder;
    approval::Approval approval;
    bool reached = false;
};

} // namespace

class CtlDecisionsTest : public QObject
{
    Q_OBJECT

private slots:
    void twoPeopleApproveWithTheirKeyFiles()
    {
        const Desk desk(u"critical"_s);
        QVERIFY(desk.reached);
        desk.giveKeys();
        const auto first = desk.decide(u"approve"_s, u"bruno"_s);
        QCOMPARE(first.code, 0);
        QCOMPARE(first.answer[u"status"].toString(), u"pending"_s);
        QCOMPARE(desk.decide(u"approve"_s, u"bruno"_s).code, 1);
        const auto second = desk.decide(u"approve"_s, u"ana"_s);
        QCOMPARE(second.code, 0);
        QCOMPARE(second.answer[u"status"].toString(), u"approved"_s);
        const auto events = desk.events();
        const auto& granted = events.back();
        QCOMPARE(granted.kind, u"ApprovalGranted"_s);
        const ed25519::SigningKey ana{ed25519::Seed{1}};
        const QByteArray bytes(reinterpret_cast<const char*>(ana.publicKey().data()), 32);
        QVERIFY(approval::isProven(granted, QString(32, u'a'), bytes));
    }

    void withoutTheKeyNothingIsDecided()
    {
        const Desk desk(u"high"_s);
        const auto refused = desk.decide(u"approve"_s, u"bruno"_s);
        QVERIFY(refused.code != 0);
        QVERIFY(refused.answer[u"error"][u"message"].toString().contains(u"bruno.key"_s));
        // Another's key under bruno's name.
        QVERIFY(desk.keys().save(u"bruno"_s, ed25519::Seed{1}));
        QCOMPARE(desk.decide(u"approve"_s, u"bruno"_s).code, 1);
        QVERIFY(desk.events().back().kind != "ApprovalGranted"_L1);
    }

    void breakGlassBeforeItsTimeIsRefused()
    {
        const Desk desk(u"critical"_s);
        desk.giveKeys();
        const auto early = desk.decide(u"approve"_s, u"bruno"_s, {u"--break-glass"_s, u"payments"_s});
        QCOMPARE(early.code, 1);
        QCOMPARE(early.answer[u"error"][u"where"].toString(), u"break_glass"_s);
        const auto review = desk.decide(u"review"_s, u"ana"_s, {u"--agree"_s});
        QCOMPARE(review.code, 1);
    }

    void aKeyIsMadeSealedAndOpensWithItsPassphraseOnly()
    {
        const Desk desk(u"high"_s);
        const QStringList piped{u"--passphrase-file"_s, u"-"_s};
        const auto made = desk.run(QStringList{u"keys"_s, u"new"_s, u"carla"_s} + piped, "correct horse\n");
        QCOMPARE(made.code, 0);
        QCOMPARE(made.answer[u"form"].toString(), u"sealed"_s);
        const auto opened = desk.run(QStringList{u"keys"_s, u"unseal-check"_s, u"carla"_s} + piped, "correct horse\n");
        QCOMPARE(opened.code, 0);
        QCOMPARE(opened.answer[u"public_key"].toString(), made.answer[u"public_key"].toString());
        QCOMPARE(desk.run(QStringList{u"keys"_s, u"unseal-check"_s, u"carla"_s} + piped, "wrong\n").code, 1);
        QCOMPARE(desk.run(QStringList{u"keys"_s, u"new"_s, u"carla"_s} + piped, "again\n").code, 1);
        const auto added = desk.run(
            {u"operator"_s, u"add"_s, u"carla"_s, u"--key"_s, made.answer[u"public_key"].toString(), u"--role"_s,
             u"approver"_s, u"--as"_s, u"ana"_s});
        QCOMPARE(added.code, 0);
        auto words = QStringList{u"approve"_s,   desk.approval.id.value(),
                                 u"--version"_s, QString::number(desk.approval.version),
                                 u"--sha"_s,     desk.approval.diffSha256,
                                 u"--reason"_s,  u"reads well"_s,
                                 u"--as"_s,      u"carla"_s};
        QCOMPARE(desk.run(words + piped, "wrong\n").code, 1);
        QCOMPARE(desk.run(words + piped, "correct horse\n").code, 0);
    }

    void aRotationReplacesTheKeyEverywhere()
    {
        const Desk desk(u"high"_s);
        desk.giveKeys();
        QCOMPARE(desk.run({u"operator"_s, u"rotate"_s, u"bruno"_s, u"--plain"_s}).code, 0);
        QCOMPARE(desk.events().back().kind, u"OperatorKeyRotated"_s);
        QVERIFY(!QFile::exists(desk.keys().path(u"bruno.next"_s)));
        QCOMPARE(desk.decide(u"approve"_s, u"bruno"_s).code, 0);
        const auto lost = desk.run(
            {u"operator"_s, u"rotate"_s, u"bruno"_s, u"--plain"_s, u"--lost"_s, u"--as"_s, u"bruno"_s, u"--reason"_s,
             u"stolen"_s});
        QCOMPARE(lost.code, 1);
        QVERIFY(!QFile::exists(desk.keys().path(u"bruno.next"_s)));
        QCOMPARE(desk.events().back().kind, u"AccessRefused"_s);
    }
};

QTEST_GUILESS_MAIN(CtlDecisionsTest)
#include "tst_ctldecisions.moc"
