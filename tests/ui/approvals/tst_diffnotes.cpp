// links: penelope-ui
#include "core/patch/diff.h"
#include "core/patch/filepolicy.h"
#include "core/praotes/gentleness.h"
#include "ui/approvals/diffnotes.h"

#include <QtTest/QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;

namespace {

const char* const patchText = R"(diff --git a/auth/store.py b/auth/store.py
--- a/auth/store.py
+++ b/auth/store.py
@@ -1,4 +1,4 @@
 import time
-def load(key):
+def load(key, fresh):
     return cache[key]
 # end
diff --git a/.github/workflows/test.yml b/.github/workflows/test.yml
--- a/.github/workflows/test.yml
+++ b/.github/workflows/test.yml
@@ -1,2 +1,2 @@
 on: push
-run: make test
+run: make check
)";

/// As the core would judge it, so that the sayings are the real ones.
patch::Patch judged(const QByteArray& text)
{
    const auto diff = patch::parseDiff(QString::fromUtf8(text));
    patch::Patch patch;
    patch.diff = QString::fromUtf8(text);
    patch.files = diff->paths();
    patch.fileViolations = patch::checkFiles(*diff).asks;
    patch.gentleness = praotes::judge(*diff, {});
    return patch;
}

QString codeAt(const DiffIndex& index, const DiffNote& note)
{
    return index.shown(index.lines()[static_cast<std::size_t>(note.line)]);
}

} // namespace

class DiffNotesTest : public QObject
{
    Q_OBJECT

private slots:
    void everySayingStandsWhereItBelongs()
    {
        const DiffIndex index(patchText);
        const auto notes = approvals::diffNotes(judged(patchText), index, policy::defaults());
        QCOMPARE(notes.size(), std::size_t{3});
        QVERIFY(notes[0].text.contains(u"critical path"_s));
        QVERIFY(codeAt(index, notes[0]).startsWith(u"@@ -1,4"_s));
        QVERIFY(notes[1].text.contains(u"CI"_s));
        QVERIFY(codeAt(index, notes[1]).startsWith(u"@@ -1,2"_s));
        QCOMPARE(codeAt(index, notes[2]), u"def load(key):"_s);
        QVERIFY(notes[2].text.startsWith(u"load is public"_s));
    }
    void hiddenCharactersAreNamedAtTheirLine()
    {
        const QByteArray text = "--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n a\n+b \xE2\x80\xAE c\n";
        const DiffIndex index(text);
        const auto notes = approvals::diffNotes(judged(text), index, policy::defaults());
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(notes[0].severity, Severity::P1);
        QVERIFY(codeAt(index, notes[0]).contains(u"⟨RLO⟩"_s));
    }
    void aSayingOfAnotherFileIsLeftOut()
    {
        auto patch = judged(patchText);
        patch.files.clear();
        patch.gentleness->contractsBroken = {u"gone.py: function load removed"_s};
        patch.fileViolations = {u"hidden characters: auth/store.py, line 900"_s, u"ci: elsewhere.yml"_s};
        QVERIFY(approvals::diffNotes(patch, DiffIndex(patchText), policy::defaults()).empty());
    }
};

QTEST_APPLESS_MAIN(DiffNotesTest)
#include "tst_diffnotes.moc"
