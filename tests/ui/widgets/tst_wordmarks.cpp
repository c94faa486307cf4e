// links: penelope-ui
#include "ui/widgets/wordmarks.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace penelope::ui;

namespace {

QStringList marked(const QString& line, const std::vector<Span>& spans)
{
    QStringList words;
    for (const auto& span : spans)
        words.append(line.mid(span.at, span.length));
    return words;
}

} // namespace

class WordMarksTest : public QObject
{
    Q_OBJECT

private slots:
    void whatChangedIsMarked_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("gone");
        QTest::addColumn<QStringList>("come");
        QTest::newRow("a number") << u"pool_size = 4"_s << u"pool_size = 32"_s << QStringList{u"4"_s}
                                  << QStringList{u"32"_s};
        QTest::newRow("whole words") << u"timeout = read"_s << u"timeout = ready"_s << QStringList{u"read"_s}
                                     << QStringList{u"ready"_s};
        QTest::newRow("only added") << u"f(a)"_s << u"f(a, b)"_s << QStringList{} << QStringList{u", b"_s};
        QTest::newRow("in the middle") << u"x = old(a) + 1"_s << u"x = new(a) + 2"_s << QStringList{u"old"_s, u"1"_s}
                                       << QStringList{u"new"_s, u"2"_s};
        QTest::newRow("equal") << u"same"_s << u"same"_s << QStringList{} << QStringList{};
        QTest::newRow("nothing in common") << u"alpha beta"_s << u"return 1"_s << QStringList{} << QStringList{};
    }
    void whatChangedIsMarked()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const auto marks = wordMarks(before, after);
        QTEST(marked(before, marks.before), "gone");
        QTEST(marked(after, marks.after), "come");
    }
    /// Without its marks each side reads the same: nothing that changed is left unmarked.
    void whatIsNotMarkedIsOnBothSides()
    {
        const auto before = u"    entry = self._map.get(tok, default=None)  # may be stale"_s;
        const auto after = u"    entry = self._cache.get(token, default=None)  # is fresh"_s;
        const auto marks = wordMarks(before, after);
        const auto rest = [](QString line, const std::vector<Span>& spans) {
            std::for_each(
                spans.rbegin(), spans.rend(), [&line](const Span& span) { line.remove(span.at, span.length); });
            return line.remove(u' ');
        };
        QVERIFY(!marks.before.empty());
        QCOMPARE(rest(before, marks.before), rest(after, marks.after));
    }
    void aVeryLongLineIsToldApartByItsEnds()
    {
        const auto line = [](const QString& middle) {
            return u"head head head "_s + middle.repeated(1000) + u" tail tail"_s;
        };
        const auto marks = wordMarks(u"a "_s.repeated(900) + u"x"_s, u"a "_s.repeated(900) + u"y"_s);
        QCOMPARE(marks.before, (std::vector<Span>{{1800, 1}}));
        QVERIFY(wordMarks(line(u"b c "_s), line(u"d e "_s)).before.empty()); // hardly anything in common
    }
};

QTEST_APPLESS_MAIN(WordMarksTest)
#include "tst_wordmarks.moc"
