// Patches on real repositories, read back with the git command.
// links: penelope-git
#include "core/adapters/git/gitrepository.h"

#include "tests/support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray raisesPool = R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -1,3 +1,3 @@
 # pool of connections
-pool = 4
+pool = 32
 timeout = 2
)";

/// A git repository with one commit of two files on `main`, and the git command to look at it.
class Repository
{
public:
    Repository()
    {
        git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
        write(u"service.toml"_s, "# pool of connections\npool = 4\ntimeout = 2\n");
        write(u"src/main.c"_s, "int main(void) { return 0; }\n");
        QFile::link(u"service.toml"_s, folder() + u"/link"_s);
        commit(u"First"_s);
    }
    QString folder() const { return m_folder.path() + u"/repository"_s; }
    QString beside(const QString& name) const { return m_folder.filePath(name); }
    Branch branch() const { return {folder(), u"main"_s}; }

    QString git(const QStringList& arguments) const
    {
        QDir().mkpath(folder());
        QProcess process;
        process.setWorkingDirectory(folder());
        process.start(
            u"git"_s, QStringList{u"-c"_s, u"user.name=Ana"_s, u"-c"_s, u"user.email=ana@localhost"_s} + arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    void write(const QString& path, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(folder() + u'/' + path).path());
        QFile file(folder() + u'/' + path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    QByteArray bytes(const QString& path) const
    {
        QFile file(folder() + u'/' + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void commit(const QString& subject) const
    {
        git({u"add"_s, u"-A"_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, subject});
    }

private:
    QTemporaryDir m_folder;
};

PatchRepository::Trailers trailers(const QString& patch = u"0000002a"_s, const QString& seq = u"77"_s)
{
    return {{u"Penelope-Journal"_s, u"j-1"_s}, {u"Penelope-Patch"_s, patch}, {u"Penelope-Seq"_s, seq}};
}

} // namespace

class TestGitRepository : public QObject
{
    Q_OBJECT

private slots:
    void aCheckNamesBaseAndFilesAndMovesNothing();
    void aDiffThatCannotLandIsRefused_data();
    void aDiffThatCannotLandIsRefused();
    void aPromotionIsACommitWithTrailersAndTheWorkingTree();
    void aPromotionTriedAgainIsTheSameCommit();
    void localChangesInTheWayStopAPromotionWhole();
    void otherLocalChangesSurviveAPromotion();
    void aRevertRestoresTheTree();
    void aSecondRevertIsRefusedNamingTheFirst();
    void theSameRevertTriedAgainIsTheSameCommit();
    void aRevertUnderLaterChangesIsRefusedNamingTheFile();
    void aPromotionAfterARevertIsNotMistakenForIt();
    void aPromotionIsFoundByItsTrailers();
    void aCanaryTreeStandsOnItsOwnBranch();
    void aCanaryTreeCheckedOutAgainIsWhole();
    void aRemovedCanaryTreeIsGone();
    void treesThatStandAreFound();
    void aForeignFolderIsNotRemoved();
    void theUsersConfigurationDoesNotMatter();
    void theLogIsNewestFirstAndBounded();
    void filesAreReadFromTheHead();
    void filesPastABoundAreNamed();
    void theDiffThatUndoesACommitApplies();
    void whatCannotBeUndoneIsRefused();
    void whatIsNotThereIsNotFound();

private:
    test::FakeClock m_clock;
    git::GitRepository m_git{m_clock};
};

void TestGitRepository::aCheckNamesBaseAndFilesAndMovesNothing()
{
    const Repository repository;
    const auto before = repository.git({u"for-each-ref"_s});
    const auto checked = m_git.check(repository.branch(), raisesPool);
    QVERIFY(checked);
    QCOMPARE(checked->baseCommit, repository.git({u"rev-parse"_s, u"main"_s}));
    QCOMPARE(checked->files, QStringList{u"service.toml"_s});
    QCOMPARE(repository.git({u"for-each-ref"_s}), before);
    QCOMPARE(repository.git({u"status"_s, u"--porcelain"_s}), QString());
}

void TestGitRepository::aDiffThatCannotLandIsRefused_data()
{
    QTest::addColumn<QByteArray>("diff");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("empty") << QByteArray() << ErrorCode::Malformed;
    QTest::newRow("prose") << QByteArray("raise the pool\n") << ErrorCode::Malformed;
    QTest::newRow("without git headers") << raisesPool.mid(raisesPool.indexOf("---")) << ErrorCode::Malformed;
    QTest::newRow("cut in the middle") << raisesPool.left(raisesPool.indexOf("+pool")) << ErrorCode::Malformed;
    auto other = raisesPool;
    QTest::newRow("another base") << other.replace("-pool = 4", "-pool = 8") << ErrorCode::Refused;
    auto missing = raisesPool;
    QTest::newRow("a file that is not there") << missing.replace("service.toml", "absent.toml") << ErrorCode::Refused;
    auto outside = raisesPool;
    QTest::newRow("out of the tree") << outside.replace("service.toml", "../service.toml") << ErrorCode::Refused;
    QTest::newRow("into .git") << QByteArray("diff --git a/.git/hooks/x b/.git/hooks/x\nnew file mode 100755\n"
                                             "--- /dev/null\n+++ b/.git/hooks/x\n@@ -0,0 +1 @@\n+x\n")
                               << ErrorCode::Refused;
    QTest::newRow("a new symbolic link") << QByteArray("diff --git a/passwd b/passwd\nnew file mode 120000\n"
                                                       "--- /dev/null\n+++ b/passwd\n@@ -0,0 +1 @@\n+/etc/passwd\n"
                                                       "\\ No newline at end of file\n")
                                         << ErrorCode::Refused;
    QTest::newRow("through a symbolic link") << QByteArray("diff --git a/link b/link\n--- a/link\n+++ b/link\n"
                                                           "@@ -1 +1 @@\n-service.toml\n\\ No newline at end of file\n"
                                                           "+/etc/passwd\n\\ No newline at end of file\n")
                                             << ErrorCode::Refused;
    QTest::newRow("a new file that is there") << QByteArray("diff --git a/service.toml b/service.toml\n"
                                                            "new file mode 100644\n--- /dev/null\n+++ b/service.toml\n"
                                                            "@@ -0,0 +1 @@\n+x\n")
                                              << ErrorCode::Refused;
    QTest::newRow("below a file") << QByteArray("diff --git a/src/main.c/x b/src/main.c/x\nnew file mode 100644\n"
                                                "--- /dev/null\n+++ b/src/main.c/x\n@@ -0,0 +1 @@\n+x\n")
                                  << ErrorCode::Refused;
}

void TestGitRepository::aDiffThatCannotLandIsRefused()
{
    QFETCH(const QByteArray, diff);
    QFETCH(const ErrorCode, code);
    const Repository repository;
    const auto checked = m_git.check(repository.branch(), diff);
    QVERIFY(!checked);
    QCOMPARE(checked.error().where, repository.folder());
    QVERIFY2(checked.error().code == code, qPrintable(checked.error().message));

    const auto promoted = m_git.promote(repository.branch(), diff, u"Do it"_s, trailers());
    QVERIFY(!promoted);
    QCOMPARE(repository.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QCOMPARE(repository.git({u"status"_s, u"--porcelain"_s}), QString());
}

void TestGitRepository::aPromotionIsACommitWithTrailersAndTheWorkingTree()
{
    const Repository repository;
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise the pool to 32"_s, trailers());
    QVERIFY2(commit, commit ? "" : qPrintable(commit.error().message));
    QCOMPARE(*commit, repository.git({u"rev-parse"_s, u"main"_s}));
    QCOMPARE(
        repository.git({u"log"_s, u"-1"_s, u"--format=%an <%ae> %cn <%ce> %ct"_s}),
        u"Penelope <penelope@localhost> Penelope <penelope@localhost> 1700000000"_s);
    QCOMPARE(repository.git({u"log"_s, u"-1"_s, u"--format=%s"_s}), u"Raise the pool to 32"_s);
    QCOMPARE(
        repository.git({u"log"_s, u"-1"_s, u"--format=%(trailers)"_s}),
        u"Penelope-Journal: j-1\nPenelope-Patch: 0000002a\nPenelope-Seq: 77"_s);
    QVERIFY(repository.bytes(u"service.toml"_s).contains("pool = 32"));
    QCOMPARE(repository.git({u"status"_s, u"--porcelain"_s}), QString());
}

void TestGitRepository::aPromotionTriedAgainIsTheSameCommit()
{
    const Repository repository;
    const auto once = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    const auto again = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers(u"0000002a"_s, u"99"_s));
    QVERIFY(once && again);
    QCOMPARE(*again, *once);
    QCOMPARE(repository.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"2"_s);
}

void TestGitRepository::localChangesInTheWayStopAPromotionWhole()
{
    const Repository repository;
    repository.write(u"service.toml"_s, "somebody works here\n");
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    QVERIFY(!commit);
    QCOMPARE(commit.error().code, ErrorCode::Refused);
    QCOMPARE(repository.bytes(u"service.toml"_s), QByteArray("somebody works here\n"));
    QCOMPARE(repository.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
}

void TestGitRepository::otherLocalChangesSurviveAPromotion()
{
    const Repository repository;
    repository.write(u"src/main.c"_s, "int main(void) { return 1; }\n");
    repository.write(u"new.txt"_s, "new\n");
    QVERIFY(m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers()));
    QCOMPARE(repository.bytes(u"src/main.c"_s), QByteArray("int main(void) { return 1; }\n"));
    QCOMPARE(repository.bytes(u"new.txt"_s), QByteArray("new\n"));
}

void TestGitRepository::aRevertRestoresTheTree()
{
    const Repository repository;
    const auto base = repository.git({u"rev-parse"_s, u"main^{tree}"_s});
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    QVERIFY(commit);
    const auto revert = m_git.revert(repository.branch(), *commit, u"p99 rose\nabove its limit"_s, trailers());
    QVERIFY2(revert, revert ? "" : qPrintable(revert.error().message));
    QCOMPARE(repository.git({u"rev-parse"_s, u"main^{tree}"_s}), base);
    QVERIFY(repository.bytes(u"service.toml"_s).contains("pool = 4"));
    const auto message = repository.git({u"log"_s, u"-1"_s, u"--format=%B"_s});
    QVERIFY(message.contains(u"This reverts commit %1."_s.arg(*commit)));
    QVERIFY(message.contains(u"p99 rose above its limit"_s));
}

void TestGitRepository::aSecondRevertIsRefusedNamingTheFirst()
{
    const Repository repository;
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    const auto revert = m_git.revert(repository.branch(), *commit, u"watch"_s, trailers());
    QVERIFY(revert);
    QCOMPARE(m_git.log(repository.branch(), Instant{}, 1)->front().reverts, *commit);
    const auto again = m_git.revert(repository.branch(), *commit, u"operator"_s, trailers(u"0000002a"_s, u"99"_s));
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Refused);
    QVERIFY(again.error().message.contains(*revert));
}

void TestGitRepository::theSameRevertTriedAgainIsTheSameCommit()
{
    const Repository repository;
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    const auto revert = m_git.revert(repository.branch(), *commit, u"watch"_s, trailers());
    const auto again = m_git.revert(repository.branch(), *commit, u"watch"_s, trailers());
    QVERIFY(revert && again);
    QCOMPARE(*again, *revert);
}

void TestGitRepository::aRevertUnderLaterChangesIsRefusedNamingTheFile()
{
    const Repository repository;
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    repository.write(u"service.toml"_s, "# pool of connections\npool = 64\ntimeout = 2\n");
    repository.commit(u"More"_s);
    const auto revert = m_git.revert(repository.branch(), *commit, u"watch"_s, trailers());
    QVERIFY(!revert);
    QCOMPARE(revert.error().code, ErrorCode::Refused);
    QVERIFY2(revert.error().message.contains(u"service.toml"_s), qPrintable(revert.error().message));
}

void TestGitRepository::aPromotionAfterARevertIsNotMistakenForIt()
{
    const Repository repository;
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    const auto revert = m_git.revert(repository.branch(), *commit, u"watch"_s, trailers());
    QVERIFY(revert);
    const auto same = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    QVERIFY(same);
    QCOMPARE(*same, *commit);
    const auto next = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers(u"0000002b"_s));
    QVERIFY(next);
    QCOMPARE(repository.git({u"rev-parse"_s, u"main"_s}), *next);
}

void TestGitRepository::aPromotionIsFoundByItsTrailers()
{
    const Repository repository;
    QCOMPARE(*m_git.find(repository.branch(), trailers()), QString{});
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    QCOMPARE(*m_git.find(repository.branch(), trailers(u"0000002a"_s, u"99"_s)), *commit);
    QCOMPARE(*m_git.find(repository.branch(), trailers(u"0000002b"_s)), QString{});
    QVERIFY(m_git.revert(repository.branch(), *commit, u"watch"_s, trailers()));
    QCOMPARE(*m_git.find(repository.branch(), trailers()), *commit); // its revert carries the same trailers
}

void TestGitRepository::aCanaryTreeStandsOnItsOwnBranch()
{
    const Repository repository;
    const auto folder = repository.beside(u"trees/0000002a"_s);
    const auto commit = m_git.checkOut(repository.branch(), u"0000002a"_s, raisesPool, folder);
    QVERIFY2(commit, commit ? "" : qPrintable(commit.error().message));
    QCOMPARE(repository.git({u"rev-parse"_s, u"penelope/0000002a"_s}), *commit);
    QCOMPARE(repository.git({u"rev-parse"_s, u"penelope/0000002a^"_s}), repository.git({u"rev-parse"_s, u"main"_s}));
    QCOMPARE(repository.git({u"-C"_s, folder, u"rev-parse"_s, u"HEAD"_s}), *commit);
    QCOMPARE(repository.git({u"-C"_s, folder, u"status"_s, u"--porcelain"_s}), QString());
    QVERIFY(repository.bytes(u"../trees/0000002a/service.toml"_s).contains("pool = 32"));
    QVERIFY(repository.bytes(u"service.toml"_s).contains("pool = 4"));
}

void TestGitRepository::aCanaryTreeCheckedOutAgainIsWhole()
{
    const Repository repository;
    const auto folder = repository.beside(u"tree"_s);
    const auto once = m_git.checkOut(repository.branch(), u"0000002a"_s, raisesPool, folder);
    QVERIFY(once);
    repository.write(u"../tree/service.toml"_s, "half of it");
    m_clock.advance(std::chrono::seconds{5});
    const auto again = m_git.checkOut(repository.branch(), u"0000002a"_s, raisesPool, folder);
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(*again, *once);
    QVERIFY(repository.bytes(u"../tree/service.toml"_s).contains("pool = 32"));

    QVERIFY(QDir(folder).removeRecursively());
    const auto rebuilt = m_git.checkOut(repository.branch(), u"0000002a"_s, raisesPool, folder);
    QVERIFY2(rebuilt, rebuilt ? "" : qPrintable(rebuilt.error().message));
    QVERIFY(repository.bytes(u"../tree/service.toml"_s).contains("pool = 32"));
}

void TestGitRepository::aRemovedCanaryTreeIsGone()
{
    const Repository repository;
    const auto folder = repository.beside(u"tree"_s);
    QVERIFY(m_git.checkOut(repository.branch(), u"0000002a"_s, raisesPool, folder));
    QVERIFY(m_git.remove(repository.branch(), folder));
    QVERIFY(!QFileInfo::exists(folder));
    QCOMPARE(repository.git({u"branch"_s, u"--list"_s, u"penelope/*"_s}), QString());
    QVERIFY(m_git.remove(repository.branch(), folder));
}

void TestGitRepository::treesThatStandAreFound()
{
    const Repository repository;
    const auto below = repository.beside(u"trees"_s);
    QCOMPARE(m_git.standing(repository.branch(), below), QStringList{});
    QVERIFY(m_git.checkOut(repository.branch(), u"0000002a"_s, raisesPool, below + u"/0000002a"_s));
    QVERIFY(m_git.checkOut(repository.branch(), u"0000002b"_s, raisesPool, below + u"/0000002b"_s));
    QVERIFY(m_git.checkOut(repository.branch(), u"0000002c"_s, raisesPool, repository.beside(u"elsewhere"_s)));
    repository.git({u"worktree"_s, u"add"_s, u"--detach"_s, below + u"/somebodys"_s});
    QVERIFY(QDir(below + u"/0000002b"_s).removeRecursively()); // a folder that is gone is still git's worktree
    auto standing = m_git.standing(repository.branch(), below);
    standing.sort();
    QCOMPARE(standing, (QStringList{below + u"/0000002a"_s, below + u"/0000002b"_s}));
    for (const auto& folder : standing)
        QVERIFY(m_git.remove(repository.branch(), folder));
    QCOMPARE(m_git.standing(repository.branch(), below), QStringList{});
    QVERIFY(QFileInfo::exists(below + u"/somebodys"_s));
}

void TestGitRepository::aForeignFolderIsNotRemoved()
{
    const Repository repository;
    const auto removed = m_git.remove(repository.branch(), repository.folder() + u"/src"_s);
    QVERIFY(!removed);
    QCOMPARE(removed.error().code, ErrorCode::Refused);
    QVERIFY(QFileInfo::exists(repository.folder() + u"/src/main.c"_s));
}

void TestGitRepository::theUsersConfigurationDoesNotMatter()
{
    const Repository repository;
    repository.write(u".git/hooks/pre-commit"_s, "#!/bin/sh\nexit 1\n");
    QFile::setPermissions(repository.folder() + u"/.git/hooks/pre-commit"_s, QFile::Permissions(0x7700));
    const QTemporaryDir home;
    QFile config(home.filePath(u".gitconfig"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[core]\n\tautocrlf = true\n[user]\n\tname = Somebody\n");
    config.close();
    const auto before = qgetenv("HOME");
    qputenv("HOME", home.path().toUtf8());
    const auto commit = m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers());
    qputenv("HOME", before);
    QVERIFY2(commit, commit ? "" : qPrintable(commit.error().message));
    QVERIFY(!repository.bytes(u"service.toml"_s).contains('\r'));
}

void TestGitRepository::theLogIsNewestFirstAndBounded()
{
    const Repository repository;
    QVERIFY(m_git.promote(repository.branch(), raisesPool, u"Raise"_s, trailers()));
    repository.write(u"new.txt"_s, "new\n");
    repository.commit(u"Newest"_s);
    const auto all = m_git.log(repository.branch(), Instant{}, 10);
    QVERIFY(all);
    QCOMPARE(all->size(), std::size_t{3});
    QCOMPARE((*all)[0].summary, u"Newest"_s);
    QCOMPARE((*all)[0].author, u"Ana"_s);
    QCOMPARE((*all)[1].at, m_clock.now() - m_clock.now().time_since_epoch() % std::chrono::seconds{1});
    QCOMPARE(m_git.log(repository.branch(), Instant{}, 2)->size(), std::size_t{2});
    QCOMPARE(m_git.log(repository.branch(), instantFromMs(4'000'000'000'000), 10)->size(), std::size_t{0});
}

void TestGitRepository::filesAreReadFromTheHead()
{
    const Repository repository;
    repository.write(u"service.toml"_s, "not committed");
    const auto all = m_git.files(repository.branch(), {.path = [](const QString&) { return true; }});
    QVERIFY(all);
    QCOMPARE(all->commit, repository.git({u"rev-parse"_s, u"main"_s}));
    QCOMPARE(all->leftOut, QString());
    QStringList paths;
    for (const auto& file : all->files)
        paths.append(file.path);
    QCOMPARE(paths, QStringList({u"service.toml"_s, u"src/main.c"_s})); // and no symbolic link
    QCOMPARE(all->files.front().bytes, QByteArray("# pool of connections\npool = 4\ntimeout = 2\n"));
}

void TestGitRepository::filesPastABoundAreNamed()
{
    const Repository repository;
    const auto any = [](const QString&) { return true; };
    const auto one = m_git.files(repository.branch(), {.path = any, .files = 1});
    QVERIFY(one);
    QCOMPARE(one->files.size(), std::size_t{1});
    QVERIFY2(one->leftOut.contains(u"src/main.c"_s), qPrintable(one->leftOut));
    const auto small = m_git.files(repository.branch(), {.path = any, .files = 10, .fileBytes = 10});
    QVERIFY(small);
    QVERIFY2(small->leftOut.contains(u"service.toml has 43 bytes"_s), qPrintable(small->leftOut));
    const auto few = m_git.files(repository.branch(), {.path = any, .files = 10, .fileBytes = 100, .bytes = 50});
    QVERIFY(few && few->leftOut.contains(u"src/main.c"_s));
}

void TestGitRepository::theDiffThatUndoesACommitApplies()
{
    const Repository repository;
    repository.write(u"service.toml"_s, "# pool of connections\npool = 1\ntimeout = 2\n");
    repository.write(u"src/new.c"_s, "int added(void) { return 1; }\n");
    repository.commit(u"Shrink the pool"_s);
    const auto blamed = repository.git({u"rev-parse"_s, u"main"_s});
    repository.write(u"src/main.c"_s, "int main(void) { return 1; }\n");
    repository.commit(u"Something else"_s);
    const auto before = repository.git({u"for-each-ref"_s});

    const auto diff = m_git.reverting(repository.branch(), blamed);
    QVERIFY2(diff, diff ? "" : qPrintable(diff.error().message));
    QVERIFY(diff->contains("+pool = 4\n"));
    QVERIFY(diff->contains("deleted file mode"));
    QVERIFY(!diff->contains("main.c"));
    QVERIFY(m_git.check(repository.branch(), *diff));
    QCOMPARE(repository.git({u"for-each-ref"_s}), before);
    QCOMPARE(repository.git({u"status"_s, u"--porcelain"_s}), QString());
}

void TestGitRepository::whatCannotBeUndoneIsRefused()
{
    const Repository repository;
    const auto first = repository.git({u"rev-parse"_s, u"main"_s});
    QCOMPARE(m_git.reverting(repository.branch(), first).error().code, ErrorCode::Refused);
    repository.write(u"service.toml"_s, "# pool of connections\npool = 1\ntimeout = 2\n");
    repository.commit(u"Shrink the pool"_s);
    const auto blamed = repository.git({u"rev-parse"_s, u"main"_s});
    repository.write(u"service.toml"_s, "# pool of connections\npool = 2\ntimeout = 2\n");
    repository.commit(u"Build on it"_s);
    const auto refused = m_git.reverting(repository.branch(), blamed);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QVERIFY2(refused.error().message.contains(u"service.toml"_s), qPrintable(refused.error().message));
    QVERIFY(m_git.revert(repository.branch(), repository.git({u"rev-parse"_s, u"main"_s}), u"x"_s, {}));
    const auto again = m_git.reverting(repository.branch(), repository.git({u"rev-parse"_s, u"main~1"_s}));
    QVERIFY(!again);
    QVERIFY2(again.error().message.contains(u"reverted already"_s), qPrintable(again.error().message));
    QCOMPARE(m_git.reverting(repository.branch(), QString(40, u'a')).error().code, ErrorCode::NotFound);
}

void TestGitRepository::whatIsNotThereIsNotFound()
{
    const Repository repository;
    const QTemporaryDir empty;
    QCOMPARE(m_git.check({empty.path(), u"main"_s}, raisesPool).error().code, ErrorCode::NotFound);
    QCOMPARE(m_git.check({repository.folder(), u"other"_s}, raisesPool).error().code, ErrorCode::NotFound);
    QCOMPARE(m_git.revert(repository.branch(), QString(40, u'a'), u"x"_s, {}).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestGitRepository)
#include "tst_gitrepository.moc"
