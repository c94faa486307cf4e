// links: penelope-ui
#include "core/sophia/judge.h"
#include "tests/support/words.h"
#include "ui/text/policywords.h"
#include "ui/text/reasons.h"

#include <QApplication>
#include <QtTest/QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;

namespace {

sophia::Anomaly anomaly()
{
    sophia::Anomaly one;
    one.type = u"latency_spike"_s;
    one.service = ServiceName{u"payments"_s};
    one.severity = Severity::P1;
    return one;
}

sophia::DecisionRecord decided(int rule)
{
    sophia::DecisionRecord record;
    record.at = instantFromMs(1'000'000);
    record.rule = rule;
    record.level = Level::Surgical;
    record.risk.totalHundredths = 45;
    record.impactTenThousandths = 7360;
    record.inputs = {{u"similar"_s, 6, 5, {}, {}}, {u"self_resolved"_s, 6, 0.9, {}, {}}};
    record.reviewAt = record.at + 5min;
    record.reasoning = u"English of the core"_s;
    return record;
}

} // namespace

class ReasonsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyRuleHasASentenceOfItsOwn()
    {
        QStringList all;
        for (int rule = 1; rule <= 6; ++rule)
            all << words::reasoning(decided(rule), anomaly()) << words::ruleAsks(rule);
        QCOMPARE(all.removeDuplicates(), 0);
        QVERIFY2(all.at(0).startsWith(u"6 of 6 similar episodes"_s), qPrintable(all.at(0)));
        QVERIFY2(all.at(2).contains(u"0.45"_s) && all.at(2).contains(u"0.74"_s), qPrintable(all.at(2)));
    }
    void nothingOfTheCoresEnglishIsLeft()
    {
        const test::InLanguage marked(std::make_unique<test::MarkedWords>());
        for (int rule = 1; rule <= 6; ++rule) {
            const auto sentence = words::reasoning(decided(rule), anomaly());
            QVERIFY2(sentence.contains(u'«') && !sentence.contains(u"English"_s), qPrintable(sentence));
        }
        const auto args = Json::object({{u"service"_s, Json{u"search"_s}}, {u"type"_s, Json{u"errors"_s}}});
        for (const auto& code :
             {u"recent_commit"_s, u"dependency"_s, u"saturation"_s, u"annotation"_s, u"precedent"_s, u"unknown"_s})
            QVERIFY(words::cause(code, args).contains(u'«'));
        for (const auto& code :
             {u"threshold"_s, u"evidence"_s, u"limit"_s, u"canary_absent"_s, u"router"_s, u"start_failed"_s,
              u"promote_failed"_s, u"watch"_s, u"operator"_s, u"cancelled"_s, u"environment"_s})
            QVERIFY2(words::rollback(code, {}).startsWith(u'«'), qPrintable(code));
    }
    void whereAnInputWasReadIsSaidInTheLanguageOfTheScreens()
    {
        QCOMPARE(words::source(u"journal, last 28 d"_s), u"journal, last 28 d"_s);
        QCOMPARE(words::source(u"ci/coverage.xml"_s), u"ci/coverage.xml"_s);
        const test::InLanguage marked(std::make_unique<test::MarkedWords>());
        // Every one that a judgement writes.
        sophia::JudgeInput input;
        input.anomaly = anomaly();
        input.anomaly.source = u"prometheus"_s;
        for (const auto& each : sophia::judge(input).inputs)
            QVERIFY2(words::source(each.source).contains(u'«'), qPrintable(each.source));
    }
    void untrustedWordsShowTheirHiddenMarks()
    {
        const auto args = Json::object({{u"text"_s, Json{u"ok\u202Ereversed"_s}}});
        QVERIFY(words::cause(u"annotation"_s, args).contains(u"⟨RLO⟩"_s));
    }
    void everyPolicyValueSaysWhatItIsForInItsOwnLanguage()
    {
        for (const auto& key : policy::registry())
            QCOMPARE(words::policyHelp(key), key.help);
        const test::InLanguage marked(std::make_unique<test::MarkedWords>());
        for (const auto& key : policy::registry()) {
            QVERIFY2(words::policyHelp(key).startsWith(u'«'), qPrintable(key.name));
            if (!key.unit.isEmpty() && key.unit != "ms"_L1)
                QVERIFY2(words::policyUnit(key).startsWith(u'«'), qPrintable(key.unit));
        }
    }
};

QTEST_MAIN(ReasonsTest)
#include "tst_reasons.moc"
