// What a judgement knows of a service, read from a real git repository and real files.
// links: penelope-git penelope-compose
#include "core/engine/evidence.h"

#include "core/adapters/compose/composefile.h"
#include "core/adapters/git/gitrepository.h"
#include "core/engine/explain.h"
#include "core/patch/events.h"
#include "core/sophia/explain.h"
#include "tests/support/scriptedworld.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The scripted world, with a repository that is one.
class RealWorld
{
public:
    RealWorld()
    {
        git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}, 30h);
        write(u"service.toml"_s, "# payments\npool = 4\ntimeout = 5\n");
        write(u"pool.py"_s, "def size(n):\n    if n > 1 and n < 9:\n        return n\n    return 1\n");
        write(u"coverage.json"_s, "{\"covered\": 95, \"total\": 100}");
        commit(u"First"_s, 30h);
        world.history = &m_git;
        world.patches = &m_git;
        world.dependencies = compose::dependenciesOf;
        world.files = [](const QString& path) -> Result<engine::FileRead> {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return failure(ErrorCode::NotFound, u"cannot be read: %1"_s.arg(file.errorString()), path);
            return engine::FileRead{file.readAll(), instantFromMs(1'700'000'000'000 - 7'200'000)};
        };
        world.restart();
        auto registration = world.state().services.find(ServiceName{u"payments"_s})->registration;
        registration.repository = folder();
        registration.coverage = folder() + u"/coverage.json"_s;
        registration.dependsOn = {u"search"_s};
        const auto args = Json::object({{u"registration"_s, patch::toJson(registration)}});
        if (const auto error = world.send(u"service_register"_s, args, u"core"_s))
            qFatal("%s", qPrintable(error->message));
    }

    QString folder() const { return m_folder.path() + u"/payments"_s; }
    void write(const QString& path, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(folder() + u'/' + path).path());
        QFile file(folder() + u'/' + path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    void commit(const QString& subject, Milliseconds before) const
    {
        git({u"add"_s, u"-A"_s}, before);
        git({u"commit"_s, u"-q"_s, u"-m"_s, subject}, before);
    }
    QString git(const QStringList& arguments, Milliseconds before = {}) const
    {
        QDir().mkpath(folder());
        QProcess process;
        process.setWorkingDirectory(folder());
        auto environment = QProcessEnvironment::systemEnvironment();
        const auto at = u"@%1 +0000"_s.arg((toMs(world.clock.now()) - before.count()) / 1000);
        environment.insert(u"GIT_COMMITTER_DATE"_s, at);
        environment.insert(u"GIT_AUTHOR_DATE"_s, at);
        process.setProcessEnvironment(environment);
        process.start(
            u"git"_s, QStringList{u"-c"_s, u"user.name=Ana"_s, u"-c"_s, u"user.email=ana@localhost"_s} + arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    /// The decision on a fresh alert.
    sophia::DecisionRecord decision()
    {
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        world.runUntil(u"DecisionMade"_s, 10);
        return *world.newestAnomaly()->decision();
    }
    /// Scripted parts answer at once: it may stand in the journal already.
    bool reached(const QString& kind) { return world.count(kind) > 0 || world.runUntil(kind, 10); }
    const sophia::Factor& factor(const sophia::DecisionRecord& record, const QString& name)
    {
        return *std::find_if(record.risk.factors.begin(), record.risk.factors.end(), [&name](const auto& each) {
            return each.name == name;
        });
    }

    ScriptedWorld world;

private:
    QTemporaryDir m_folder;
    git::GitRepository m_git{world.clock};
};

} // namespace

class TestEvidence : public QObject
{
    Q_OBJECT

private slots:
    void everyRiskInputIsMeasured()
    {
        RealWorld real;
        real.write(u"compose.yaml"_s, "services:\n  payments:\n    depends_on: [search, redis]\n");
        real.commit(u"Name redis"_s, 26h);
        const auto record = real.decision();
        QCOMPARE(record.risk.unknown(), QStringList{});
        const auto& complexity = real.factor(record, u"complexity"_s);
        QCOMPARE(*complexity.value, 3.0 / 15);
        QVERIFY2(complexity.source.startsWith(u"1 functions in 1 files"_s), qPrintable(complexity.source));
        QCOMPARE(*real.factor(record, u"dependencies"_s).value, 2.0);
        QCOMPARE(real.factor(record, u"dependencies"_s).source, u"registration and compose.yaml"_s);
        QCOMPARE(*real.factor(record, u"recent_commits"_s).value, 0.0);
        QCOMPARE(*real.factor(record, u"coverage"_s).value, 0.95);
        QVERIFY(real.factor(record, u"coverage"_s).age >= std::optional{Milliseconds{2h}});
    }

    void takenAwayTheRequestShowsUnknownAndAsks()
    {
        RealWorld real;
        QFile::remove(real.folder() + u"/coverage.json"_s);
        QDir(real.folder() + u"/.git"_s).removeRecursively();
        const auto record = real.decision();
        QCOMPARE(
            record.risk.unknown(),
            QStringList({u"complexity"_s, u"dependencies"_s, u"recent_commits"_s, u"coverage"_s}));
        QCOMPARE(record.risk.totalHundredths, 0);
        QVERIFY(record.unknown.contains(u"coverage"_s));
        QVERIFY(real.factor(record, u"coverage"_s).source.contains(u"coverage.json"_s));
    }

    void givenBackTheUnknownIsGone()
    {
        RealWorld real;
        QFile::rename(real.folder() + u"/coverage.json"_s, real.folder() + u"/away"_s);
        const auto without = real.decision();
        QCOMPARE(without.risk.unknown(), QStringList{u"coverage"_s});
        QVERIFY(real.world.newestAnomaly()->diagnosis->unknown.contains(u"coverage"_s));
        QVERIFY(real.reached(u"ApprovalRequested"_s));
        QVERIFY(real.world.newestApproval()->triggers.contains(u"unknown_input"_s));
        QCOMPARE(real.world.newestApproval()->unknown, QStringList{u"coverage"_s});

        QFile::rename(real.folder() + u"/away"_s, real.folder() + u"/coverage.json"_s);
        RealWorld again;
        QVERIFY(again.decision().risk.unknown().isEmpty());
        QVERIFY(again.reached(u"ApprovalRequested"_s));
        QVERIFY(!again.world.newestApproval()->triggers.contains(u"unknown_input"_s));
    }

    void whatCannotBeReadIsUnknownWithItsPlace()
    {
        RealWorld real;
        real.write(u"coverage.json"_s, "{\"covered\": 105, \"total\": 100}");
        real.write(u"compose.yaml"_s, "services:\n  payments: [\n");
        real.write(u"huge.py"_s, QByteArray(600'000, '\n'));
        real.commit(u"Break everything"_s, 26h);
        const auto record = real.decision();
        QCOMPARE(record.risk.unknown(), QStringList({u"complexity"_s, u"dependencies"_s, u"coverage"_s}));
        QVERIFY(real.factor(record, u"complexity"_s).source.contains(u"huge.py has 600000 bytes"_s));
        QVERIFY(real.factor(record, u"dependencies"_s).source.contains(u"compose.yaml"_s));
        QVERIFY(real.factor(record, u"dependencies"_s).source.contains(u"line 3"_s));
        QVERIFY(real.factor(record, u"coverage"_s).source.contains(u"105 covered of 100"_s));
    }

    void aRepositoryWithoutSourcesHasNoKnownComplexity()
    {
        RealWorld real;
        real.git({u"rm"_s, u"-q"_s, u"pool.py"_s});
        real.write(u"node_modules/x/index.js"_s, "function f() { return 1; }\n");
        real.commit(u"Only settings"_s, 26h);
        const auto record = real.decision();
        QCOMPARE(record.risk.unknown(), QStringList{u"complexity"_s});
    }

    void theBlamedCommitIsProposedToBeReverted()
    {
        RealWorld real;
        real.write(u"service.toml"_s, "# payments\npool = 1\ntimeout = 5\n");
        real.commit(u"Shrink the pool"_s, 10min);
        const auto blamed = real.git({u"rev-parse"_s, u"main"_s});
        real.decision();
        QCOMPARE(sophia::blamedCommit(*real.world.newestAnomaly()->diagnosis), blamed);
        QVERIFY(real.reached(u"PatchProposed"_s));
        const auto patch = real.world.newestPatch();
        QCOMPARE(patch->origin, u"revert"_s);
        QVERIFY(patch->intent.contains(u"Shrink the pool"_s) && patch->intent.contains(blamed.left(12)));
        QVERIFY(patch->diff.contains(u"-pool = 1\n+pool = 4\n"_s));
        QCOMPARE(patch->baseCommit, blamed);
        QCOMPARE(patch->linesAdded + patch->linesRemoved, 2);
        // It passes the same gates as any other proposal.
        QVERIFY(real.reached(u"ApprovalRequested"_s));
        QVERIFY(real.world.newestPatch()->gentleness);
    }

    void aMergeIsNotRevertedTheRemediesAreTried()
    {
        RealWorld real;
        real.git({u"checkout"_s, u"-q"_s, u"-b"_s, u"side"_s});
        real.write(u"other.toml"_s, "a = 1\n");
        real.commit(u"Aside"_s, 40min);
        real.git({u"checkout"_s, u"-q"_s, u"main"_s});
        real.git({u"merge"_s, u"-q"_s, u"--no-ff"_s, u"-m"_s, u"Bring it in"_s, u"side"_s}, 20min);
        real.decision();
        QVERIFY(!sophia::blamedCommit(*real.world.newestAnomaly()->diagnosis).isEmpty());
        QVERIFY(real.reached(u"PatchProposed"_s));
        QCOMPARE(real.world.newestPatch()->origin, u"remedy"_s);
    }

    void withoutAnyProposalAPersonHearsWhatWasTried()
    {
        RealWorld real;
        real.world.remedyDiff.replace(u"pool = 4"_s, u"pool = 8"_s); // does not apply
        real.decision();
        QVERIFY(real.reached(u"ProposalFailed"_s));
        const auto anomaly = real.world.newestAnomaly();
        QCOMPARE(anomaly->decision()->decision, Decision::Escalate);
        QVERIFY2(
            anomaly->proposalsTried.join(u';').contains(u"remedy raise-pool"_s),
            qPrintable(anomaly->proposalsTried.join(u';')));
        const auto explained = sophia::explain(*anomaly->decision());
        QCOMPARE(explained.followed, u"no_proposal"_s);
        QCOMPARE(explained.nearest()->verdict.decision, Decision::Intervene);
    }

    void newEvidenceIsJudgedAgain()
    {
        RealWorld real;
        real.world.remedyDiff.replace(u"pool = 4"_s, u"pool = 8"_s);
        real.decision();
        QVERIFY(real.reached(u"ProposalFailed"_s));
        const auto judged = real.world.count(u"DecisionMade"_s);
        real.world.run(11 * 60); // looked at again, found the same
        QCOMPARE(real.world.count(u"DecisionMade"_s), judged);
        real.write(u"coverage.json"_s, "{\"covered\": 20, \"total\": 100}");
        real.world.run(11 * 60);
        QVERIFY(real.world.count(u"DecisionMade"_s) > judged);
    }
};

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
