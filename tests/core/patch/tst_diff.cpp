#include "core/patch/diff.h"
#include "core/patch/filepolicy.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::patch;

namespace {

const QString gitDiff = u"diff --git a/service.toml b/service.toml\n"
                        "index 1111111..2222222 100644\n"
                        "--- a/service.toml\n"
                        "+++ b/service.toml\n"
                        "@@ -3,3 +3,4 @@ [pool]\n"
                        " # connections\n"
                        "-size = 4\n"
                        "+size = 32\n"
                        "+wait = 1\n"
                        " end = 1\n"_s;

QString fileWith(const QString& headers)
{
    return u"diff --git a/x b/x\n%1--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"_s.arg(headers);
}

QString plain(const QString& path)
{
    return u"--- a/%1\n+++ b/%1\n@@ -1 +1 @@\n-a\n+b\n"_s.arg(path);
}

FileVerdict verdictOf(const QString& text)
{
    const auto diff = parseDiff(text);
    if (!diff)
        return FileVerdict{
            .refusal = Refusal{.stage = {}, .rule = u"malformed"_s, .measured = {}, .limit = {}}, .asks = {}};
    return checkFiles(*diff);
}

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT

private slots:
    void gitDiffsAreRead()
    {
        const auto diff = parseDiff(gitDiff);
        QVERIFY(diff);
        QCOMPARE(diff->files.size(), std::size_t{1});
        QCOMPARE(diff->added, 2);
        QCOMPARE(diff->removed, 1);
        const auto& hunk = diff->files.front().hunks.front();
        QCOMPARE(hunk.heading, u"[pool]"_s);
        QCOMPARE(hunk.lines[0].oldNumber, 3);
        QCOMPARE(hunk.lines[1].oldNumber, 4);
        QCOMPARE(hunk.lines[1].newNumber, 0);
        QCOMPARE(hunk.lines[3].newNumber, 5);
        QCOMPARE(hunk.lines[4].oldNumber, 5);
        QCOMPARE(hunk.lines[4].newNumber, 6);
    }

    void plainDiffsAreRead()
    {
        const auto diff = parseDiff(u"--- old/a.c\t2026-01-01 00:00:00\n+++ old/a.c\t2026-01-02 00:00:00\n"
                                    "@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n"_s);
        QVERIFY(diff);
        QCOMPARE(diff->paths(), QStringList{u"old/a.c"_s});
        QVERIFY(diff->files.front().hunks.front().lines.back().noNewline);
    }

    void newAndDeletedFilesAndRenames()
    {
        const auto added = parseDiff(u"--- /dev/null\n+++ b/n.txt\n@@ -0,0 +1 @@\n+a\n"_s);
        QCOMPARE(added->files.front().change, FileChange::Added);
        const auto deleted =
            parseDiff(u"diff --git a/n b/n\ndeleted file mode 100644\n--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"_s);
        QCOMPARE(deleted->files.front().change, FileChange::Deleted);
        const auto renamed = parseDiff(u"diff --git a/n b/m\nsimilarity index 100%\nrename from n\nrename to m\n"_s);
        QCOMPARE(renamed->files.front().change, FileChange::Renamed);
        QCOMPARE(renamed->paths(), QStringList({u"m"_s, u"n"_s}));
    }

    void quotedNamesAreUndone()
    {
        const auto diff = parseDiff(u"diff --git \"a/\\303\\251.txt\" \"b/\\303\\251.txt\"\n"
                                    "--- \"a/\\303\\251.txt\"\n+++ \"b/\\303\\251.txt\"\n@@ -1 +1 @@\n-a\n+b\n"_s);
        QVERIFY(diff);
        QCOMPARE(diff->paths(), QStringList{u"é.txt"_s});
    }

    void aMailsSignatureEndsThePatch()
    {
        QVERIFY(parseDiff(u"Subject: x\n\n"_s + gitDiff + u"-- \n2.39.5\n\n"_s));
        QCOMPARE(parseDiff(u"only words\n"_s)->files.size(), std::size_t{0});
    }

    void malformedIsAnErrorWithItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("hunk without file") << u"@@ -1 +1 @@\n-a\n+b\n"_s << u"line 1"_s;
        QTest::newRow("no +++") << u"--- a/x\n@@ -1 +1 @@\n"_s << u"line 2"_s;
        QTest::newRow("no hunk") << u"--- a/x\n+++ b/x\nwords\n"_s << u"line 3"_s;
        QTest::newRow("bad header") << u"--- a/x\n+++ b/x\n@@ -a +1 @@\n"_s << u"line 3"_s;
        QTest::newRow("number too large") << u"--- a/x\n+++ b/x\n@@ -99999999999 +1 @@\n"_s << u"line 3"_s;
        QTest::newRow("cut off") << u"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+b\n"_s << u"line 6"_s;
        QTest::newRow("too many lines") << u"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n"_s << u"line 6"_s;
        QTest::newRow("strange sign") << u"--- a/x\n+++ b/x\n@@ -1 +1 @@\n*a\n"_s << u"line 4"_s;
        QTest::newRow("counts do not fit") << u"--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n+a\n+b\n"_s << u"line 5"_s;
        QTest::newRow("overlap") << plain(u"x"_s) + u"@@ -1 +1 @@\n-a\n+b\n"_s << u"line 6"_s;
        QTest::newRow("line 0") << u"--- a/x\n+++ b/x\n@@ -0 +1 @@\n-a\n+b\n"_s << u"line 3"_s;
        QTest::newRow("two names") << u"diff --git a/x b/y\n--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n"_s << u"line 1"_s;
        QTest::newRow("another file below")
            << u"diff --git a/x b/x\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n"_s << u"line 3"_s;
        QTest::newRow("twice") << plain(u"x"_s) + plain(u"x"_s) << u"line 10"_s;
        QTest::newRow("both nowhere") << u"--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n"_s << u"line 2"_s;
        QTest::newRow("words after") << plain(u"x"_s) + u"rm -rf\n"_s << u"line 6"_s;
        QTest::newRow("NUL") << u"--- a/x\n"_s + QChar(0) << u"line 2"_s;
        QTest::newRow("only a prefix") << u"--- /dev/null\n+++ b/\t\n@@ -0,0 +1 @@\n+a\n"_s << u"line 2"_s;
        QTest::newRow("combined") << u"diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n"_s
                                  << u"line 1"_s;
        QTest::newRow("combined hunk") << plain(u"x"_s) + u"@@@ -1,1 -1,1 +1,1 @@@\n"_s << u"line 6"_s;
        QTest::newRow("plain binary") << u"Binary files a/x and b/x differ\n"_s << u"line 1"_s;
        QTest::newRow("counts beyond an int") << u"--- a/x\n+++ b/x\n@@ -1,4294967297 +1 @@\n"_s << u"line 3"_s;
        QTest::newRow("largest counts") << u"--- a/x\n+++ b/x\n@@ -999999999,999999999 +1 @@\n-a\n"_s << u"line 5"_s;
        QTest::newRow("mode twice") << fileWith(u"old mode 100644\nold mode 100644\nnew mode 100755\n"_s)
                                    << u"line 3"_s;
        QTest::newRow("half a mode") << fileWith(u"old mode 100644\n"_s) << u"line 1"_s;
        QTest::newRow("made and gone") << fileWith(u"new file mode 100644\ndeleted file mode 100644\n"_s)
                                       << u"line 1"_s;
        QTest::newRow("rename and copy") << u"diff --git a/n b/m\nrename from n\ncopy to m\n"_s << u"line 3"_s;
        QTest::newRow("half a rename") << u"diff --git a/n b/m\nrename from n\n"_s << u"line 1"_s;
        QTest::newRow("another rename") << u"diff --git a/n b/m\nrename from n\nrename to .git/config\n"_s
                                        << u"line 1"_s;
        QTest::newRow("renamed and changed")
            << u"diff --git a/n b/m\nrename from n\nrename to m\n"_s + u"diff --git a/n b/n\n"_s + plain(u"n"_s)
            << u"line 9"_s;
        QTest::newRow("octal beyond a byte")
            << u"--- \"a/\\777\"\n+++ \"b/\\777\"\n@@ -1 +1 @@\n-a\n+b\n"_s << u"line 1"_s;
        QTest::newRow("overlong slash") << u"--- \"a/..\\300\\257x\"\n+++ \"b/..\\300\\257x\"\n@@ -1 +1 @@\n-a\n+b\n"_s
                                        << u"line 1"_s;
        QTest::newRow("words after the quotes")
            << u"--- \"a/x\" y\n+++ \"b/x\"\n@@ -1 +1 @@\n-a\n+b\n"_s << u"line 1"_s;
        QTest::newRow("no newline inside")
            << u"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n\\ No newline at end of file\n-b\n+c\n+d\n"_s << u"line 5"_s;
        QTest::newRow("bad quotes") << u"--- \"a/x\n+++ b/x\n"_s << u"line 1"_s;
    }
    void malformedIsAnErrorWithItsLine()
    {
        QFETCH(QString, text);
        const auto diff = parseDiff(text);
        QVERIFY(!diff);
        QCOMPARE(diff.error().code, ErrorCode::Malformed);
        QTEST(diff.error().where, "where");
    }

    void carriageReturnsStayInTheText()
    {
        auto text = gitDiff;
        const auto diff = parseDiff(text.replace('\n'_L1, "\r\n"_L1));
        QVERIFY(diff);
        QCOMPARE(diff->paths(), QStringList{u"service.toml"_s});
        QCOMPARE(diff->files.front().hunks.front().heading, u"[pool]"_s);
        QCOMPARE(diff->files.front().hunks.front().lines[1].text, u"size = 4\r"_s);
    }

    void eachSideMayEndWithoutANewline()
    {
        const auto diff = parseDiff(u"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
                                    "\\ No newline at end of file\n"_s);
        QVERIFY(diff);
        QVERIFY(diff->files.front().hunks.front().lines[0].noNewline);
        QVERIFY(diff->files.front().hunks.front().lines[1].noNewline);
    }

    void copiesAndModesAreRead()
    {
        const auto copied = parseDiff(u"diff --git a/n b/m\nsimilarity index 100%\ncopy from n\ncopy to m\n"_s);
        QVERIFY(copied);
        QCOMPARE(copied->files.front().change, FileChange::Copied);
        QCOMPARE(copied->paths(), QStringList{u"m"_s});
        const auto blanks =
            parseDiff(u"diff --git a/one file b/two files\nrename from one file\nrename to two files\n"_s);
        QVERIFY(blanks);
        QCOMPARE(blanks->files.front().newPath, u"two files"_s);
        const auto mode = parseDiff(u"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"_s);
        QCOMPARE(mode->files.front().newMode, u"100755"_s);
    }

    void bytesThatAreNoTextAreNotReplaced()
    {
        const auto text = diffText("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-caf\xe9\n+b\n");
        QVERIFY(!text);
        QCOMPARE(text.error().where, u"line 4"_s);
        QCOMPARE(diffText("caf\xc3\xa9").value_or(QString()), u"café"_s);
    }

    void moreThanFourMebibytesAreRefused()
    {
        QString text = plain(u"x"_s);
        text += u"diff\n"_s.repeated(10 * 1024 * 1024 / 5);
        QCOMPARE(parseDiff(text).error().code, ErrorCode::Refused);
        QCOMPARE(diffText(text.toUtf8()).error().code, ErrorCode::Refused);
    }

    void aDiffOfTheLargestSizeIsReadWhole()
    {
        constexpr int lines = 1'000'000;
        const QString text = u"--- a/x\n+++ b/x\n@@ -1 +1,%1 @@\n a\n"_s.arg(lines + 1) + u"+b\n"_s.repeated(lines);
        const auto diff = parseDiff(text);
        QVERIFY(diff);
        QCOMPARE(diff->added, lines);
    }

    void everyPrefixIsReadOrRefused()
    {
        for (int at = 0; at <= gitDiff.size(); ++at) {
            const auto diff = parseDiff(gitDiff.left(at));
            QVERIFY(diff || diff.error().where.startsWith(u"line "_s));
        }
    }

    void levelsFollowFilesAndLines()
    {
        QCOMPARE(levelOf(*parseDiff(gitDiff)), Level::Config);
        const auto code = [](int lines) {
            QString text = u"--- a/x.py\n+++ b/x.py\n@@ -1 +1,%1 @@\n a\n"_s.arg(lines + 1);
            for (int at = 0; at < lines; ++at)
                text += u"+b\n"_s;
            return levelOf(*parseDiff(text));
        };
        QCOMPARE(code(5), Level::Surgical);
        QCOMPARE(code(6), Level::Moderate);
        QCOMPARE(code(25), Level::Moderate);
        QCOMPARE(code(26), Level::Redesign);
    }

    void filesThatAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rule");
        QTest::newRow("fine") << gitDiff << QString();
        QTest::newRow("empty") << QString() << u"empty"_s;
        QTest::newRow("..") << plain(u"../x"_s) << u"escapes_tree"_s;
        QTest::newRow("a/../b") << plain(u"a/../b"_s) << u"escapes_tree"_s;
        QTest::newRow("absolute") << u"--- /etc/passwd\n+++ /etc/passwd\n@@ -1 +1 @@\n-a\n+b\n"_s << u"escapes_tree"_s;
        QTest::newRow("backslash") << plain(u"..\\x"_s) << u"escapes_tree"_s;
        QTest::newRow(".git") << plain(u".git/hooks/pre-commit"_s) << u"git_folder"_s;
        QTest::newRow(".GIT") << plain(u"sub/.GIT/config"_s) << u"git_folder"_s;
        QTest::newRow("git~1") << plain(u"git~1/config"_s) << u"git_folder"_s;
        QTest::newRow(".git with ignorable") << plain(u"a/.g\u200cit/config"_s) << u"git_folder"_s;
        QTest::newRow(".git stream") << plain(u".git::$INDEX_ALLOCATION/config"_s) << u"git_folder"_s;
        QTest::newRow(".git. ") << plain(u".git. ./config"_s) << u"git_folder"_s;
        QTest::newRow("renamed into .git")
            << u"diff --git a/n b/.Git/config\nrename from n\nrename to .Git/config\n"_s << u"git_folder"_s;
        QTest::newRow("renamed out of the tree")
            << u"diff --git a/../n b/m\nrename from ../n\nrename to m\n"_s << u"escapes_tree"_s;
        QTest::newRow("drive") << plain(u"C:/x"_s) << u"escapes_tree"_s;
        QTest::newRow("quoted NUL") << u"--- \"a/x\\000y\"\n+++ \"b/x\\000y\"\n@@ -1 +1 @@\n-a\n+b\n"_s
                                    << u"escapes_tree"_s;
        QTest::newRow("bidi name") << plain(u"x\u202egnp.py"_s) << u"hidden_characters"_s;
        QTest::newRow("newline in a name")
            << u"--- \"a/x\\ny\"\n+++ \"b/x\\ny\"\n@@ -1 +1 @@\n-a\n+b\n"_s << u"hidden_characters"_s;
        QTest::newRow("long name") << plain(QString(300, u'x')) << u"name_too_long"_s;
        QTest::newRow("symlink")
            << u"diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc/passwd\n\\ No newline at end of file\n"_s
            << u"symlink"_s;
        QTest::newRow("submodule")
            << u"diff --git a/x b/x\nnew file mode 160000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+Subproject commit 1\n"_s
            << u"submodule"_s;
        QTest::newRow("mode change") << fileWith(u"old mode 100644\nnew mode 100755\n"_s) << u"mode"_s;
        QTest::newRow("only the mode") << u"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"_s << u"mode"_s;
        QTest::newRow("binary") << u"diff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n"_s
                                << u"binary"_s;
        QTest::newRow("binary patch") << u"diff --git a/x b/x\nindex 1..2 100644\nGIT binary patch\nliteral 1\nIc\n\n"_s
                                      << u"binary"_s;
    }
    void filesThatAreRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, rule);
        const auto verdict = verdictOf(text);
        QCOMPARE(verdict.refusal ? verdict.refusal->rule : QString(), rule);
        if (verdict.refusal)
            QCOMPARE(verdict.refusal->stage, u"file_policy"_s);
    }

    void buildAndCiFilesAsk()
    {
        QCOMPARE(verdictOf(plain(u".github/workflows/x.yml"_s)).asks, QStringList{u"ci: .github/workflows/x.yml"_s});
        QCOMPARE(verdictOf(plain(u"src/CMakeLists.txt"_s)).asks, QStringList{u"build: src/CMakeLists.txt"_s});
        QCOMPARE(verdictOf(plain(u".husky/pre-push"_s)).asks, QStringList{u"hook: .husky/pre-push"_s});
        QVERIFY(verdictOf(gitDiff).asks.isEmpty());
        QCOMPARE(
            verdictOf(u"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\u202e\n"_s).asks,
            QStringList{u"hidden characters: x, line 1"_s});
    }

    void theHashIsOfTheBytes()
    {
        QCOMPARE(diffSha256(u"abc"_s), u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s);
    }
};

QTEST_APPLESS_MAIN(TestDiff)
#include "tst_diff.moc"
