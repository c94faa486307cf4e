// What a generator may say, and how it is registered.
#include "core/patch/generatoranswer.h"
#include "core/patch/generatorcheck.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::patch;

namespace {

const auto goodDiff = u"diff --git a/service.toml b/service.toml\n"
                      "--- a/service.toml\n"
                      "+++ b/service.toml\n"
                      "@@ -1,3 +1,3 @@\n"
                      " [pool]\n"
                      "-size = 4\n"
                      "+size = 16\n"
                      " wait_ms = 800\n"_s;

Json goodAnswer()
{
    return Json::object(
        {{u"diff"_s, Json{goodDiff}},
         {u"intent"_s, Json{u"Raise the pool"_s}},
         {u"rollback"_s, Json{u"Reverting restores 4."_s}},
         {u"confidence"_s, Json{0.7}}});
}

Json with(const QString& member, Json value)
{
    auto answer = goodAnswer();
    answer.set(member, std::move(value));
    return answer;
}

QString refusalOf(const QByteArray& printed)
{
    const auto answer = answerFrom(printed);
    return answer ? QString{} : answer.error().message;
}

} // namespace

class TestGenerator final : public QObject
{
    Q_OBJECT

private slots:
    void aWholeAnswerIsRead()
    {
        const auto answer = answerFrom(toJsonText(goodAnswer()) + '\n');
        QVERIFY2(answer.has_value(), qPrintable(answer ? QString{} : answer.error().message));
        QCOMPARE(answer->diff, goodDiff);
        QCOMPARE(answer->intent, u"Raise the pool"_s);
        QCOMPARE(answer->rollback, u"Reverting restores 4."_s);
        QCOMPARE(answer->confidence, 0.7);
        QVERIFY(!answer->curve);
    }

    void itsCurveComesAlong()
    {
        Curve curve{u"service.toml pool.size"_s, u"pool_in_use_ratio"_s, 16, {}};
        curve.points = {{4, 900, 0.1, 812, 1.0, {}}, {16, 900, 0, 271, 0.6, {}}, {8, 0, 0, 0, {}, u"it died"_s}};
        const auto answer = answerFrom(toJsonText(with(u"curve"_s, toJson(curve))));
        QVERIFY(answer.has_value());
        QVERIFY(answer->curve == curve);
        const Generated generated{u"tuner"_s, 0.9, curve};
        QVERIFY(generatedFrom(toJson(generated)) == generated);
    }

    void anythingElseIsNoProposal_data()
    {
        QTest::addColumn<QByteArray>("printed");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& printed, const QString& reason) {
            QTest::newRow(name) << printed << reason;
        };
        const auto whole = toJsonText(goodAnswer());
        row("nothing", "", u"it answered nothing"_s);
        row("half a JSON", whole.left(whole.size() / 2), u"its answer is no JSON"_s);
        row("two answers", whole + whole, u"its answer is no JSON"_s);
        row("a list", "[]", u"its answer is no JSON object"_s);
        row("words before it", "Here you are: " + whole, u"its answer is no JSON"_s);
        row("another member", toJsonText(with(u"command"_s, Json{u"rm"_s})), u"unknown member"_s);
        row("no diff", "{\"intent\":\"x\",\"rollback\":\"y\",\"confidence\":1}", u"its answer has no diff"_s);
        row("a number for a diff", toJsonText(with(u"diff"_s, Json{1})), u"its diff is no text"_s);
        row("prose for a diff", toJsonText(with(u"diff"_s, Json{u"change 4 to 16"_s})), u"its diff is refused"_s);
        row("a broken diff", toJsonText(with(u"diff"_s, Json{goodDiff.left(120)})), u"its diff is malformed"_s);
        row("an escape sequence in the diff",
            toJsonText(with(u"diff"_s, Json{QString(goodDiff).replace(u"16"_s, u"16\x1b[2J"_s)})),
            u"its diff has the character U+001b in line 7"_s);
        row("letters that turn the line",
            toJsonText(with(u"diff"_s, Json{QString(goodDiff).replace(u"16"_s, u"16 # \u202e"_s)})),
            u"its diff has the character U+202e"_s);
        row("an escape sequence in the intent", toJsonText(with(u"intent"_s, Json{u"Raise\x1b]0;x\x07"_s})),
            u"its intent has the character U+001b"_s);
        row("a second line in the intent", toJsonText(with(u"intent"_s, Json{u"Raise\nApproved by ana"_s})),
            u"its intent has the character U+000a"_s);
        row("a path that leaves the tree",
            toJsonText(
                with(u"diff"_s, Json{QString(goodDiff).replace(u"service.toml"_s, u"../search/service.toml"_s)})),
            u"its diff is refused by the rule escapes_tree"_s);
        row("git's own folder",
            toJsonText(with(u"diff"_s, Json{QString(goodDiff).replace(u"service.toml"_s, u".git/config"_s)})),
            u"its diff is refused by the rule git_folder"_s);
        row("more than sure", toJsonText(with(u"confidence"_s, Json{2})), u"its confidence is no number"_s);
        row("a curve without points", toJsonText(with(u"curve"_s, Json{})), u"its curve is malformed"_s);
        row("it says why not", "{\"no_proposal\":\"nothing is saturated\"}",
            u"it proposes nothing: nothing is saturated"_s);
    }
    void anythingElseIsNoProposal()
    {
        QFETCH(QByteArray, printed);
        QFETCH(QString, reason);
        const auto refusal = refusalOf(printed);
        QVERIFY2(refusal.contains(reason), qPrintable(refusal));
    }

    void aRegistrationNamesIt()
    {
        const auto plain = Json::object({{u"g"_s, jsonList({u"python3"_s, u"tools/fix.py"_s, u"{{tree}}"_s})}})[u"g"];
        QVERIFY(checkGenerator(plain, u"generator"_s));
        QCOMPARE(generatorFrom(plain).name, u"fix.py"_s);
        QVERIFY(!generatorFrom(plain).network);
        const auto whole = Json::object(
            {{u"command"_s, jsonList({u"penelope-tuner"_s})},
             {u"name"_s, Json{u"tuner"_s}},
             {u"network"_s, Json{true}},
             {u"limit_ms"_s, Json{120000}}});
        QVERIFY(checkGenerator(whole, u"generator"_s));
        const auto read = generatorFrom(whole);
        QCOMPARE(read.limit, Milliseconds{120'000});
        QVERIFY(read.network);
        QVERIFY(generatorFrom(*generatorToJson(read)) == read);
    }

    void aBadRegistrationNamesThePlace()
    {
        const auto place = [](const char* text) {
            const auto checked = checkGenerator(*parseForeign(text), u"generator"_s);
            return checked ? QString{} : checked.error().where;
        };
        QCOMPARE(place("[]"), u"generator"_s);
        QCOMPARE(place("[\"a\", \"{{patch}}\"]"), u"generator[1]"_s);
        QCOMPARE(place("{\"command\":[\"a\"],\"shell\":true}"), u"generator.shell"_s);
        QCOMPARE(place("{\"command\":[\"a\"],\"limit_ms\":1}"), u"generator.limit_ms"_s);
        QCOMPARE(place("{\"command\":[\"a\"],\"name\":\"a b\"}"), u"generator.name"_s);
        QCOMPARE(place("{\"command\":[\"a\"],\"reads\":[\"etc\"]}"), u"generator.reads"_s);
    }

    void aSettingToTuneIsChecked()
    {
        const auto place = [](const QByteArray& text) {
            const auto checked = checkTuning(*parseForeign(text), u"tuning"_s);
            return checked ? QString{} : checked.error().where;
        };
        const QByteArray good =
            R"({"file":"service.toml","key":"pool.size","min":4,"max":64,"step":4,"metric":"ratio"})";
        QCOMPARE(place('[' + good + ']'), QString{});
        const auto changed = [&](const char* from, const char* to) {
            return place('[' + QByteArray(good).replace(from, to) + ']');
        };
        QCOMPARE(changed("service.toml", "../service.toml"), u"tuning[0].file"_s);
        QCOMPARE(changed("pool.size", "pool size"), u"tuning[0].key"_s);
        QCOMPARE(changed("\"max\":64", "\"max\":4"), u"tuning[0].max"_s);
        QCOMPARE(changed(",\"step\":4", ""), u"tuning[0].step"_s);
        QCOMPARE(changed("\"step\":4", "\"step\":4,\"factor\":2"), u"tuning[0].step"_s);
        QCOMPARE(changed("\"ratio\"", "\"a{b}\""), u"tuning[0].metric"_s);
        const auto read = tuningFrom(*parseForeign('[' + good + ']'));
        QCOMPARE(read.size(), std::size_t{1});
        QVERIFY(tuningFrom(*tuningToJson(read)) == read);
    }
};

QTEST_GUILESS_MAIN(TestGenerator)
#include "tst_generator.moc"
