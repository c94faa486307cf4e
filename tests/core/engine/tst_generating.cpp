// A generator is asked where no remedy applies; what it answers goes the way of every patch.
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::test;

namespace {

Sandbox::Outcome printed(const QByteArray& output)
{
    Sandbox::Outcome outcome;
    outcome.output = output;
    outcome.logTail = QString::fromUtf8(output);
    return outcome;
}

QByteArray answerWith(const QString& diff)
{
    return toJsonText(Json::object(
        {{u"diff"_s, Json{diff}},
         {u"intent"_s, Json{u"Raise the pool to 16"_s}},
         {u"rollback"_s, Json{u"Reverting restores 4"_s}},
         {u"confidence"_s, Json{0.8}}}));
}

} // namespace

class TestGenerating final : public QObject
{
    Q_OBJECT

private:
    ScriptedSandbox m_sandbox;

    /// An anomaly that no remedy fits, of a service with a generator.
    std::unique_ptr<ScriptedWorld> asking(bool withSandbox = true)
    {
        m_sandbox.waiting.clear();
        m_sandbox.cancelled.clear();
        auto world = std::make_unique<ScriptedWorld>();
        world->sandbox = withSandbox ? &m_sandbox : nullptr;
        world->restart();
        world->change([](patch::Registration& registration) {
            registration.generator = {u"fixer"_s, {u"python3"_s, u"fix.py"_s, u"{{tree}}"_s}, false, 45s, {}};
        });
        world->metrics.stable.slowShare = 0.2;
        world->metrics.noSample = true;
        world->raise(u"high"_s, world->clock.now());
        if (!world->runUntil(u"DecisionMade"_s, 30))
            return nullptr;
        world->run(2);
        return world;
    }

    QString triedIn(const ScriptedWorld& world) { return world.newestAnomaly()->proposalsTried.join(u"; "_s); }

private slots:
    void itIsAskedInTheSandboxWithWhatIsKnown()
    {
        const auto world = asking();
        QVERIFY(world);
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
        const auto job = m_sandbox.waiting.begin()->second.first;
        QCOMPARE(job.argv, (QStringList{u"python3"_s, u"fix.py"_s, u"/work"_s}));
        QVERIFY(job.tree.startsWith(u"/trees/payments/generator-"_s));
        QVERIFY(!job.network);
        QCOMPARE(job.limits.time, Milliseconds{45s});
        QCOMPARE(job.limits.outputBytes, qint64{1024} * 1024);
        const auto question = parseForeign(job.input);
        QVERIFY(question.has_value());
        QCOMPARE((*question)[u"format"].toInteger(), 1);
        QCOMPARE((*question)[u"anomaly"][u"type"].toString(), u"latency_spike"_s);
        QCOMPARE((*question)[u"service"][u"name"].toString(), u"payments"_s);
        QVERIFY((*question)[u"diagnosis"].contains(u"cause"));
        QVERIFY(question->contains(u"files"));
        QVERIFY(!(*question)[u"service"].contains(u"repository"));
    }

    void itsPatchGoesTheWayOfEveryPatch()
    {
        const auto world = asking();
        QVERIFY(world);
        m_sandbox.answer(printed(answerWith(world->remedyDiff)));
        world->run(1);
        const auto patch = world->newestPatch();
        QVERIFY(patch);
        QCOMPARE(patch->origin, u"generator"_s);
        QVERIFY(patch->generated.has_value());
        QCOMPARE(patch->generated->name, u"fixer"_s);
        QCOMPARE(patch->generated->confidence, 0.8);
        QCOMPARE(patch->intent, u"Raise the pool to 16"_s);
        QCOMPARE(world->count(u"PraotesJudged"_s), 1);
        QCOMPARE(world->count(u"ApprovalRequested"_s), 1);
        QVERIFY(world->repository.trees.isEmpty());
    }

    void whatItAnswersElseIsNoProposalAndSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("why");
        QTest::newRow("half a JSON") << QByteArray("{\"diff\":\"") << u"generator fixer: its answer is no JSON"_s;
        QTest::newRow("nothing") << QByteArray() << u"generator fixer: it answered nothing"_s;
        QTest::newRow("it knows none") << QByteArray("{\"no_proposal\":\"not mine\"}")
                                       << u"generator fixer: it proposes nothing: not mine"_s;
        QTest::newRow("outside") << answerWith(u"--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n"_s)
                                 << u"generator fixer: its diff is refused by the rule escapes_tree"_s;
    }
    void whatItAnswersElseIsNoProposalAndSaysWhy()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, why);
        const auto world = asking();
        QVERIFY(world);
        m_sandbox.answer(printed(output));
        world->run(1);
        QCOMPARE(world->count(u"PatchProposed"_s), 0);
        QCOMPARE(world->count(u"ProposalFailed"_s), 1);
        QVERIFY2(triedIn(*world).contains(why), qPrintable(triedIn(*world)));
        QCOMPARE(world->newestAnomaly()->decision()->decision, Decision::Escalate);
        QVERIFY(world->repository.trees.isEmpty());
    }

    void howItEndsIsTold_data()
    {
        QTest::addColumn<int>("ending");
        QTest::addColumn<QString>("why");
        const auto row = [](Sandbox::Ending ending, const QString& why) {
            QTest::newRow(qPrintable(why)) << static_cast<int>(ending) << why;
        };
        row(Sandbox::Ending::TimedOut, u"it was ended after 45 s without an answer"_s);
        row(Sandbox::Ending::TooMuchOutput, u"it printed more than 1 MiB"_s);
        row(Sandbox::Ending::TooMuchDisk, u"it wrote without end"_s);
        row(Sandbox::Ending::Signalled, u"it died of signal 9: Traceback?[31m"_s);
    }
    void howItEndsIsTold()
    {
        QFETCH(int, ending);
        QFETCH(QString, why);
        const auto world = asking();
        QVERIFY(world);
        // A whole answer does not count where its program did not end well.
        auto outcome = printed(answerWith(world->remedyDiff));
        outcome.ending = static_cast<Sandbox::Ending>(ending);
        outcome.code = 9;
        outcome.logTail = u"first\nTraceback\x1b[31m\n"_s;
        m_sandbox.answer(outcome);
        world->run(1);
        QCOMPARE(world->count(u"PatchProposed"_s), 0);
        QVERIFY2(triedIn(*world).contains(u"generator fixer: "_s + why), qPrintable(triedIn(*world)));
    }

    void withoutASandboxItIsNotRunAtAll()
    {
        const auto world = asking(false);
        QVERIFY(world);
        QCOMPARE(world->count(u"ProposalFailed"_s), 1);
        QVERIFY2(triedIn(*world).contains(u"generator fixer: there is no sandbox"_s), qPrintable(triedIn(*world)));

        const auto other = asking();
        m_sandbox.answer(failure(ErrorCode::Unsupported, u"there is no sandbox: bubblewrap is not installed"_s));
        other->run(1);
        QVERIFY(triedIn(*other).contains(u"bubblewrap is not installed"_s));
    }

    void aRemedyThatAppliesComesFirst()
    {
        m_sandbox.waiting.clear();
        ScriptedWorld world;
        world.sandbox = &m_sandbox;
        world.restart();
        world.change([](patch::Registration& registration) {
            registration.generator = {u"fixer"_s, {u"fix"_s}, false, 45s, {}};
        });
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"PatchProposed"_s, 30));
        QCOMPARE(world.newestPatch()->origin, u"remedy"_s);
        QVERIFY(!world.newestPatch()->generated);
        QVERIFY(m_sandbox.waiting.empty());
    }

    void whereTheTroubleIsOverItIsEnded()
    {
        const auto world = asking();
        QVERIFY(world);
        world->clear();
        world->run(10);
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QCOMPARE(world->count(u"PatchProposed"_s), 0);
        QVERIFY(world->repository.trees.isEmpty());
    }

    void aRestartAsksAgain()
    {
        const auto world = asking();
        QVERIFY(world);
        world->restart();
        world->run(2);
        QCOMPARE(m_sandbox.cancelled.size(), std::size_t{1});
        QCOMPARE(m_sandbox.waiting.size(), std::size_t{1});
    }

    void theTunerIsOurOwnProgram()
    {
        const auto world = asking();
        QVERIFY(world);
        world->change([](patch::Registration& registration) {
            registration.generator = {u"tuner"_s, {u"penelope-tuner"_s}, false, 45s, {}};
        });
        world->restart();
        world->run(2);
        // It is not installed beside this test.
        QVERIFY2(
            triedIn(*world).contains(u"generator tuner: penelope-tuner is not installed"_s),
            qPrintable(triedIn(*world)));
    }
};

QTEST_GUILESS_MAIN(TestGenerating)
#include "tst_generating.moc"
