#include "core/praotes/gentleness.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::praotes;

namespace {

QString addedLines(const QString& path, int count)
{
    QString text = u"--- a/%1\n+++ b/%1\n@@ -1 +1,%2 @@\n line\n"_s.arg(path).arg(count + 1);
    for (int at = 0; at < count; ++at)
        text += u"+x = %1\n"_s.arg(at);
    return text;
}

patch::Diff diffOf(const QString& text)
{
    const auto diff = patch::parseDiff(text);
    if (!diff)
        qWarning("%s %s", qPrintable(diff.error().message), qPrintable(diff.error().where));
    return diff.value_or(patch::Diff{});
}

/// A hunk of one file from lines with signs; the counts are computed.
patch::Diff hunkOf(const QString& path, const QStringList& lines, const QString& heading = {})
{
    int before = 0;
    int after = 0;
    for (const auto& line : lines) {
        before += line.startsWith('+'_L1) ? 0 : 1;
        after += line.startsWith('-'_L1) ? 0 : 1;
    }
    return diffOf(u"--- a/%1\n+++ b/%1\n@@ -9,%2 +9,%3 @@ %4\n%5\n"_s.arg(path).arg(before).arg(after).arg(
        heading, lines.join('\n'_L1)));
}

} // namespace

class TestGentleness : public QObject
{
    Q_OBJECT

private slots:
    void goldenScores_data()
    {
        QTest::addColumn<QList<int>>("lines"); // per file
        QTest::addColumn<QString>("result");
        QTest::addColumn<double>("score");
        QTest::newRow("1 line") << QList{1} << u"approved"_s << 0.988;
        QTest::newRow("8 lines") << QList{8} << u"approved"_s << 0.904;
        QTest::newRow("20 lines") << QList{20} << u"approved"_s << 0.745;
        QTest::newRow("25 lines") << QList{25} << u"approved"_s << 0.67;
        QTest::newRow("26 lines") << QList{26} << u"too_invasive"_s << 0.45;
        QTest::newRow("15 lines in 2 files") << QList{8, 7} << u"approved"_s << 0.79;
        QTest::newRow("16 lines in 2 files") << QList{8, 8} << u"not_reversible"_s << 0.45;
    }
    void goldenScores()
    {
        QFETCH(QList<int>, lines);
        QString text;
        for (int at = 0; at < lines.size(); ++at)
            text += addedLines(u"file%1.txt"_s.arg(at), lines[at]);
        const auto gentleness = judge(diffOf(text), Limits{});
        QTEST(gentleness.result, "result");
        QTEST(gentleness.score, "score");
    }
    void anEmptyPatchIsGentle() { QCOMPARE(judge(patch::Diff{}, Limits{}).score, 1.0); }

    void allViolationsAreListedAndTheFirstDecides()
    {
        const auto gentleness = judge(diffOf(addedLines(u"a.txt"_s, 20) + addedLines(u"b.txt"_s, 20)), Limits{});
        QCOMPARE(gentleness.violations, QStringList({u"lines"_s, u"reversibility"_s}));
        QCOMPARE(gentleness.result, u"too_invasive"_s);
        QVERIFY(gentleness.suggestions.front().contains(u"2 patches"_s));
    }

    void migrationsAndCriticalFilesAreHardToUndo()
    {
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"db/migrations/0001_x.py"_s, 1)), {}), 70);
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"app/settings.py"_s, 1)), {}), 80);
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"service.toml"_s, 1)), {u"service.toml"_s}), 80);
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"x.py"_s, 16)), {}), 99);
    }

    void functionsComeFromHeadingsAndDefinitions()
    {
        const auto diff = hunkOf(
            u"a.py"_s, {u" x = 1"_s, u"+    y = 2"_s, u" def second(a):"_s, u"+    return a"_s}, u"def first(b):"_s);
        // The unindented line ends what the heading named.
        QCOMPARE(functionsModified(diff), QStringList{u"a.py: second"_s});
        const auto inside = hunkOf(u"a.go"_s, {u" \tx := 1"_s, u"+\ty := 2"_s}, u"func (s *Server) Run() error {"_s);
        QCOMPARE(functionsModified(inside), QStringList{u"a.go: Run"_s});
    }

    void moreThanThreeFunctionsAreTooMany()
    {
        QStringList lines;
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            lines << u" def %1(x):"_s.arg(name) << u"+    return 1"_s;
        const auto gentleness = judge(hunkOf(u"m.py"_s, lines), Limits{});
        QCOMPARE(gentleness.functions.size(), 4);
        QCOMPARE(gentleness.result, u"too_invasive"_s);
    }

    void brokenContracts_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<bool>("broken");
        QTest::newRow("python if") << u"a.py"_s << QStringList{u"-if f(x):"_s, u"+if g(x):"_s} << false;
        QTest::newRow("python function") << u"a.py"_s << QStringList{u"-def pay(order):"_s} << true;
        QTest::newRow("python private") << u"a.py"_s << QStringList{u"-def _pay(order):"_s} << false;
        QTest::newRow("python moved") << u"a.py"_s << QStringList{u"-def pay(o):"_s, u" x"_s, u"+def pay(o):"_s}
                                      << false;
        QTest::newRow("python signed anew")
            << u"a.py"_s << QStringList{u"-def pay(o):"_s, u"+def pay(o, c):"_s} << true;
        QTest::newRow("python class") << u"a.py"_s << QStringList{u"-class Order:"_s} << true;
        QTest::newRow("flask route") << u"a.py"_s << QStringList{u"-@app.route(\"/pay\")"_s} << true;
        QTest::newRow("js export") << u"a.js"_s << QStringList{u"-export function pay(o) {"_s} << true;
        QTest::newRow("js local") << u"a.js"_s << QStringList{u"-function pay(o) {"_s} << false;
        QTest::newRow("express route") << u"a.ts"_s << QStringList{u"-app.get('/pay', pay);"_s} << true;
        QTest::newRow("js if") << u"a.ts"_s << QStringList{u"-  if (ready(x)) {"_s} << false;
        QTest::newRow("go exported") << u"a.go"_s << QStringList{u"-func Pay(o Order) error {"_s} << true;
        QTest::newRow("go unexported") << u"a.go"_s << QStringList{u"-func pay(o Order) error {"_s} << false;
        QTest::newRow("java public") << u"A.java"_s << QStringList{u"-    public void pay(Order o) {"_s} << true;
        QTest::newRow("java private") << u"A.java"_s << QStringList{u"-    private void pay(Order o) {"_s} << false;
        QTest::newRow("java call") << u"A.java"_s << QStringList{u"-        pay(order);"_s} << false;
        QTest::newRow("c++ function") << u"a.h"_s << QStringList{u"-int pay(const Order& order);"_s} << true;
        QTest::newRow("c++ static") << u"a.cpp"_s << QStringList{u"-static int pay(int o)"_s} << false;
        QTest::newRow("c++ call") << u"a.cpp"_s << QStringList{u"-    pay(order);"_s, u"-    return pay(order);"_s}
                                  << false;
        QTest::newRow("c++ variable") << u"a.cpp"_s << QStringList{u"-    std::lock_guard lock(mutex);"_s} << false;
        QTest::newRow("rust pub") << u"a.rs"_s << QStringList{u"-pub fn pay(o: Order) {"_s} << true;
        QTest::newRow("rust crate") << u"a.rs"_s << QStringList{u"-pub(crate) fn pay(o: Order) {"_s} << false;
        QTest::newRow("proto required") << u"a.proto"_s << QStringList{u"+  required string id = 1;"_s} << true;
        QTest::newRow("schema required") << u"a.json"_s
                                         << QStringList{u"-\"required\": [\"a\"]"_s, u"+\"required\": [\"a\", \"b\"]"_s}
                                         << true;
        QTest::newRow("schema reordered")
            << u"a.json"_s << QStringList{u"-\"required\": [\"b\", \"a\"]"_s, u"+\"required\": [\"a\", \"b\"]"_s}
            << false;
        QTest::newRow("text") << u"a.txt"_s << QStringList{u"-def pay(order):"_s} << false;
    }
    void brokenContracts()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, lines);
        const auto diff = hunkOf(path, lines);
        QVERIFY(!diff.files.empty());
        const auto broken = contractsBroken(diff);
        QTEST(!broken.isEmpty(), "broken");
        const auto gentleness = judge(diff, Limits{});
        QCOMPARE(gentleness.result, broken.isEmpty() ? u"approved"_s : u"needs_review"_s);
        QCOMPARE(gentleness.score == 0, !broken.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestGentleness)
#include "tst_gentleness.moc"
