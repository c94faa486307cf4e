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
