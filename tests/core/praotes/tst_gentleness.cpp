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
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"db/migrations/0001_x.py"_s, 1)), Limits{}), 70);
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"app/settings.py"_s, 1)), Limits{}), 80);
        QCOMPARE(
            reversibilityHundredths(
                diffOf(addedLines(u"service.toml"_s, 1)), Limits{.criticalFiles = {u"service.toml"_s}}),
            80);
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"x.py"_s, 16)), Limits{}), 99);
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

    void aSignatureThatBeginsInTheHeadingIsReadOn()
    {
        const auto diff =
            hunkOf(u"a.py"_s, {u"     order,"_s, u"+    currency,"_s, u" ):"_s, u"     return 1"_s}, u"def pay("_s);
        QCOMPARE(contractsBroken(diff), QStringList{u"a.py: function pay signed anew"_s});
        // Only the body changed: where the parameters end is not to be seen, so nothing is said of them.
        const auto body = hunkOf(u"a.py"_s, {u"     x = f(1)"_s, u"-    y = 2"_s, u"+    y = 3"_s}, u"def pay("_s);
        QVERIFY(contractsBroken(body).isEmpty());
    }

    void functionsOfEachLanguage_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("heading");
        QTest::addColumn<QString>("name");
        QTest::newRow("python") << u"a.py"_s << u"async def pay(order):"_s << u"pay"_s;
        QTest::newRow("javascript") << u"a.js"_s << u"const pay = async (order) => {"_s << u"pay"_s;
        QTest::newRow("typescript") << u"a.ts"_s << u"export function pay(order: Order): void {"_s << u"pay"_s;
        QTest::newRow("go") << u"a.go"_s << u"func (s *Server) Pay(o Order) error {"_s << u"Pay"_s;
        QTest::newRow("java") << u"A.java"_s << u"public void pay(Order o) throws E {"_s << u"pay"_s;
        QTest::newRow("c++") << u"a.cpp"_s << u"int Server::pay(const Order& order) const"_s << u"Server::pay"_s;
        QTest::newRow("rust") << u"a.rs"_s << u"pub async fn pay(o: Order) -> u8 {"_s << u"pay"_s;
    }
    void functionsOfEachLanguage()
    {
        QFETCH(QString, path);
        QFETCH(QString, heading);
        QFETCH(QString, name);
        const auto diff = hunkOf(path, {u"     one"_s, u"-    two"_s, u"+    three"_s}, heading);
        QCOMPARE(functionsModified(diff), QStringList{u"%1: %2"_s.arg(path, name)});
    }

    void suggestionsSayWhatWouldBeGentler()
    {
        const auto large = judge(diffOf(addedLines(u"a.txt"_s, 50)), Limits{}).suggestions;
        QVERIFY(large.join(' '_L1).contains(u"Split it into 3 patches"_s));
        QStringList lines;
        for (const auto& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            lines << u" def %1(x):"_s.arg(name) << u"+    return 1"_s;
        QVERIFY(
            judge(hunkOf(u"m.py"_s, lines), Limits{}).suggestions.join(' '_L1).contains(u"one function at a time"_s));
        const auto route = judge(hunkOf(u"a.py"_s, {u"-@app.route(\"/pay\")"_s}), Limits{}).suggestions;
        QVERIFY(route.join(' '_L1).contains(u"Keep the old endpoint"_s));
        const auto files = judge(diffOf(addedLines(u"a"_s, 8) + addedLines(u"b"_s, 8)), Limits{}).suggestions;
        QVERIFY(files.join(' '_L1).contains(u"fewer files"_s));
    }

    void reversibilityIsClamped()
    {
        QString text;
        for (int at = 0; at < 14; ++at)
            text += addedLines(u"f%1"_s.arg(at), 1);
        QCOMPARE(reversibilityHundredths(diffOf(text), Limits{}), 0);
        QCOMPARE(reversibilityHundredths(diffOf(addedLines(u"a"_s, 15)), Limits{}), 100);
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
        // Signatures over several lines, bodies on the signature's line, and what is not public.
        QTest::newRow("python parameter")
            << u"a.py"_s << QStringList{u" def pay("_s, u"     order,"_s, u"+    currency,"_s, u" ):"_s} << true;
        QTest::newRow("python wrapped anew")
            << u"a.py"_s
            << QStringList{u"-def pay(order, c):"_s, u"+def pay("_s, u"+    order,"_s, u"+    c,"_s, u"+):"_s} << false;
        QTest::newRow("python body of one line")
            << u"a.py"_s << QStringList{u"-def pay(o): return 1"_s, u"+def pay(o): return 2"_s} << false;
        QTest::newRow("python nested") << u"a.py"_s
                                       << QStringList{u" def pay(o):"_s, u"-    def fee(x):"_s, u"     return o"_s}
                                       << false;
        QTest::newRow("python method") << u"a.py"_s << QStringList{u" class A:"_s, u"-    def fee(self):"_s} << true;
        QTest::newRow("python __all__") << u"a.py"_s
                                        << QStringList{u"-__all__ = [\"pay\", \"fee\"]"_s, u"+__all__ = [\"pay\"]"_s}
                                        << true;
        QTest::newRow("python optional field")
            << u"a.py"_s << QStringList{u" class A:"_s, u"-    id: str = None"_s, u"+    id: str"_s} << true;
        QTest::newRow("flask methods")
            << u"a.py"_s << QStringList{u"-@app.get(\"/pay\")"_s, u"+@app.get(\"/pay\", status_code=201)"_s} << true;
        QTest::newRow("js export list") << u"a.js"_s
                                        << QStringList{u"-export { pay, fee as cost };"_s, u"+export { pay };"_s}
                                        << true;
        QTest::newRow("js export list moved")
            << u"a.js"_s << QStringList{u"-export { pay, fee };"_s, u"+export { fee, pay };"_s} << false;
        QTest::newRow("js default") << u"a.js"_s << QStringList{u"-export default pay;"_s} << true;
        QTest::newRow("js constant's value")
            << u"a.js"_s << QStringList{u"-export const limit = 3;"_s, u"+export const limit = 4;"_s} << false;
        QTest::newRow("ts optional field")
            << u"a.ts"_s << QStringList{u"-  amount?: number;"_s, u"+  amount: number;"_s} << true;
        QTest::newRow("ts new optional field") << u"a.ts"_s << QStringList{u"+  amount?: number;"_s} << false;
        QTest::newRow("express handler") << u"a.js"_s
                                         << QStringList{u"-app.get('/pay', pay);"_s, u"+app.get('/pay', auth, pay);"_s}
                                         << false;
        QTest::newRow("go method") << u"a.go"_s << QStringList{u"-func (s *Server) Pay(o Order) {"_s} << true;
        QTest::newRow("go type") << u"a.go"_s << QStringList{u"-type Order struct {"_s} << true;
        QTest::newRow("go variable") << u"a.go"_s << QStringList{u"-var Limit = 3"_s} << true;
        QTest::newRow("go tag")
            << u"a.go"_s
            << QStringList{u"-\tID string `json:\"id\"`"_s, u"+\tID string `json:\"id\" binding:\"required\"`"_s}
            << true;
        QTest::newRow("java interface") << u"A.java"_s << QStringList{u"-    Receipt pay(Order order);"_s} << true;
        QTest::newRow("java annotated") << u"A.java"_s << QStringList{u"-    @Override public void pay(Order o) {"_s}
                                        << true;
        QTest::newRow("java constant") << u"A.java"_s << QStringList{u"-    public static final int LIMIT = 3;"_s}
                                       << true;
        QTest::newRow("java constant's value")
            << u"A.java"_s
            << QStringList{u"-    public static final int LIMIT = 3;"_s, u"+    public static final int LIMIT = 4;"_s}
            << false;
        QTest::newRow("java parameter")
            << u"A.java"_s
            << QStringList{u"     public void pay(Order o,"_s, u"-            int cents) {"_s, u"+            long cents) {"_s}
            << true;
        QTest::newRow("java new") << u"A.java"_s << QStringList{u"-        return new Order(id) {"_s} << false;
        QTest::newRow("spring route") << u"A.java"_s << QStringList{u"-    @PostMapping(\"/pay\")"_s} << true;
        QTest::newRow("c++ method") << u"a.h"_s
                                    << QStringList{u"-    std::vector<int> pay(const Order& order) const;"_s} << true;
        QTest::newRow("c++ private") << u"a.h"_s
                                     << QStringList{u" private:"_s, u"-    int pay(const Order& order);"_s, u" };"_s}
                                     << false;
        QTest::newRow("c++ operator") << u"a.h"_s << QStringList{u"-    bool operator==(const Order& other) const;"_s}
                                      << true;
        QTest::newRow("c++ constructor") << u"a.cpp"_s << QStringList{u"-Order::Order(int id)"_s, u"-{"_s} << true;
        QTest::newRow("c++ qualified call")
            << u"a.cpp"_s << QStringList{u"-    Order::check();"_s, u"-    std::sort(a, b);"_s} << false;
        QTest::newRow("c++ if") << u"a.cpp"_s << QStringList{u"-    if (ready(x)) {"_s, u"-    } else if (f(x)) {"_s}
                                << false;
        QTest::newRow("c++ extern") << u"a.h"_s << QStringList{u"-extern const int limit;"_s} << true;
        QTest::newRow("rust trait") << u"a.rs"_s << QStringList{u"-pub trait Pay {"_s} << true;
        QTest::newRow("rust route") << u"a.rs"_s << QStringList{u"-#[get(\"/pay\")]"_s} << true;
        QTest::newRow("rust optional field")
            << u"a.rs"_s << QStringList{u"-    pub id: Option<String>,"_s, u"+    pub id: String,"_s} << true;
        QTest::newRow("yaml required over lines")
            << u"api.yaml"_s << QStringList{u" required:"_s, u"   - id"_s, u"+  - amount"_s, u" properties:"_s} << true;
        QTest::newRow("json required over lines")
            << u"a.json"_s << QStringList{u" \"required\": ["_s, u"   \"id\","_s, u"+  \"amount\""_s, u" ]"_s} << true;
        QTest::newRow("not null") << u"A.java"_s << QStringList{u"+    @NotNull"_s, u"     String id;"_s} << true;
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
