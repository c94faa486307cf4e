// links: penelope-ui
#include "tests/support/drawntext.h"
#include "tests/support/pictures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/diffview.h"

#include <QApplication>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;

namespace {

QByteArray patchText()
{
    return R"(--- a/auth/cache.py
+++ b/auth/cache.py
@@ -1,4 +1,5 @@
 def validate(self, tok):
-    entry = self._map.get(tok)
+    with self._lock:
+        entry = self._map.get(tok)  # guarded
     return entry

)";
}

std::vector<test::DrawnText> drawn(DiffView& view, const QString& text)
{
    std::vector<test::DrawnText> found;
    for (const auto& each : test::textsOn(view)) {
        if (each.text.trimmed() == text)
            found.push_back(each);
    }
    return found;
}

} // namespace

class DiffViewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void sideBySidePairsEachRun()
    {
        const DiffIndex index(patchText());
        const auto rows = splitRows(index);
        // Two lines of the file's head, the hunk's, context, the pair, the added one alone, context, and the empty one.
        const auto pair = std::find_if(rows.begin(), rows.end(), [](const DiffRow& row) { return !row.isWhole(); });
        QVERIFY(pair != rows.end());
        QCOMPARE(index.lines()[static_cast<std::size_t>(pair->left)].kind, DiffIndex::Kind::Removed);
        QCOMPARE(index.lines()[static_cast<std::size_t>(pair->right)].kind, DiffIndex::Kind::Added);
        QCOMPARE((pair + 1)->left, -1);
        QVERIFY((pair + 1)->right > pair->right);
        QVERIFY((pair + 2)->isWhole());
        QCOMPARE(rows.size() + 1, unifiedRows(index).size());
    }
    void theOldTextStandsLeftOfTheNewOne()
    {
        DiffView view;
        view.resize(900, 300);
        view.show();
        view.setDiff(patchText());
        view.setSplit(true);
        test::pictureOf(view, u"diff-split"_s);
        const auto removed = drawn(view, u"entry = self._map.get(tok)"_s);
        QCOMPARE(removed.size(), std::size_t{2});
        QVERIFY(removed.front().area.left() < 450);
        QVERIFY(removed.back().area.left() > 450);
        // Context is on both sides.
        QCOMPARE(drawn(view, u"return"_s).size(), std::size_t{2});
        view.setSplit(false);
        QCOMPARE(drawn(view, u"return"_s).size(), std::size_t{1});
    }
    void everyHunkStaysSeenAndReachableInBothLayouts()
    {
        DiffView view;
        view.resize(900, 300);
        view.show();
        view.setDiff(patchText());
        QCOMPARE(view.seenCount(), 1);
        view.setSplit(true);
        QCOMPARE(view.seenCount(), 1);
        view.nextHunk();
        QCOMPARE(view.currentHunk(), 0);
    }
    void keywordsAreBoldAndCommentsMuted()
    {
        DiffView view;
        view.resize(900, 300);
        view.show();
        view.setDiff(patchText());
        const auto keyword = drawn(view, u"def"_s);
        QCOMPARE(keyword.size(), std::size_t{1});
        QCOMPARE(keyword.front().font.weight(), QFont::Bold);
        const auto comment = drawn(view, u"# guarded"_s);
        QCOMPARE(comment.size(), std::size_t{1});
        QCOMPARE(comment.front().color, Theme::of(&view)->muted);
    }
    void unknownLanguagesStayPlain()
    {
        DiffView view;
        view.resize(900, 300);
        view.show();
        auto text = patchText();
        view.setDiff(text.replace("cache.py", "cache.ex"));
        QVERIFY(drawn(view, u"def"_s).empty());
        QCOMPARE(drawn(view, u"def validate(self, tok):"_s).size(), std::size_t{1});
    }
    void aNoteStandsBelowItsLineAndIsReadAloud()
    {
        DiffView view;
        view.resize(900, 300);
        view.show();
        view.setDiff(patchText());
        const auto plain = drawn(view, u"return"_s).front().area.top();
        const auto& lines = view.index().lines();
        const auto added = std::find_if(
            lines.begin(), lines.end(), [](const auto& line) { return line.kind == DiffIndex::Kind::Added; });
        view.setNotes({{static_cast<int>(added - lines.begin()), Severity::P2, u"Lock in the request path"_s}});
        const auto note = drawn(view, u"Lock in the request path"_s);
        QCOMPARE(note.size(), std::size_t{1});
        QVERIFY(note.front().area.top() > drawn(view, u"with"_s).front().area.top());
        QCOMPARE(drawn(view, u"return"_s).front().area.top(), plain + Theme::of(&view).px(28));
        QVERIFY(view.accessibleDescription().contains(u"note: Lock in the request path"_s));
        QCOMPARE(view.seenCount(), 1);
        view.setSplit(true);
        QCOMPARE(drawn(view, u"Lock in the request path"_s).size(), std::size_t{1});
        test::pictureOf(view, u"diff-note"_s);
    }
    void aLongNoteTakesTheLinesItNeeds()
    {
        DiffView view;
        view.resize(420, 300);
        view.show();
        view.setDiff(patchText());
        const auto sentence = u"This line has characters that are not seen or that change the order of the text."_s;
        view.setNotes({{3, Severity::P1, sentence}});
        QString words;
        for (const auto& each : test::textsOn(view))
            words += each.text + u' ';
        QVERIFY2(words.simplified().contains(sentence), qPrintable(words));
    }
    void everyPlaceIsFoundAndTheEndLeadsToTheBeginning()
    {
        DiffView view;
        view.resize(900, 300);
        view.show();
        view.setDiff(patchText());
        view.find(u"ENTRY"_s); // as it is written only
        QCOMPARE(view.found().count(), 0);
        view.find(u"entry"_s);
        QCOMPARE(view.found().count(), 3);
        QCOMPARE(view.found().current(), 0);
        view.findPrevious();
        QCOMPARE(view.found().current(), 2);
        view.findNext();
        QCOMPARE(view.found().current(), 0);
        view.find({});
        QCOMPARE(view.found().count(), 0);
    }
    void whatIsFoundComesIntoView()
    {
        DiffView view;
        view.resize(600, 200);
        view.show();
        QByteArray text = "--- a/x.py\n+++ b/x.py\n@@ -0,0 +1,400 @@\n";
        for (int line = 1; line <= 400; ++line)
            text += "+line " + QByteArray::number(line) + (line == 350 ? " needle\n" : "\n");
        view.setDiff(text);
        QVERIFY(drawn(view, u"line 350 needle"_s).empty());
        view.find(u"needle"_s);
        QCOMPARE(drawn(view, u"line 350 needle"_s).size(), std::size_t{1});
    }
    void aWrappedLineKeepsItsWordsWhole()
    {
        DiffView view;
        view.resize(420, 300);
        view.show();
        view.setDiff("--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+" + QByteArray(200, 'x') + "\n");
        view.setWrap(true);
        int letters = 0;
        for (const auto& each : test::textsOn(view))
            letters += each.text.count(u'x') == each.text.size() ? static_cast<int>(each.text.size()) : 0;
        QCOMPARE(letters, 200);
    }
};

QTEST_MAIN(DiffViewTest)
#include "tst_diffview.moc"
