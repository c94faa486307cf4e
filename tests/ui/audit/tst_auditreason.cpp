// What stands in the column "Reason" of a record, and beside the names of its fields.
#include "ui/audit/auditmodel.h"
#include "ui/audit/fieldtext.h"

#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QString reasonFor(const QString& kind, const Json& payload)
{
    journal::Event event;
    event.kind = kind;
    event.payload = payload;
    return reasonOf(event);
}

} // namespace

class TestAuditReason : public QObject
{
    Q_OBJECT

private slots:
    void aRuleOfTheSequentialJudgeIsItsWord_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("word");
        QTest::newRow("2") << 2 << u"rule 2: worse than stable"_s;
        QTest::newRow("3") << 3 << u"rule 3: over the limit"_s;
        QTest::newRow("4") << 4 << u"rule 4: environment"_s;
        QTest::newRow("5") << 5 << u"rule 5: missing data"_s;
        QTest::newRow("6") << 6 << u"rule 6: unproven"_s;
        QTest::newRow("7") << 7 << u"rule 7: warning"_s;
        QTest::newRow("8") << 8 << u"rule 8: promote the step"_s;
        QTest::newRow("9") << 9 << u"rule 9: observe"_s;
    }
    void aRuleOfTheSequentialJudgeIsItsWord()
    {
        QFETCH(int, rule);
        QFETCH(QString, word);
        QCOMPARE(reasonFor(u"CanaryAnalysed"_s, Json::object({{u"rule"_s, rule}, {u"percent"_s, 10}})), word);
    }
    void aRuleOfANewerVersionIsStillNamed()
    {
        QCOMPARE(reasonFor(u"CanaryAnalysed"_s, Json::object({{u"rule"_s, 12}})), u"rule 12"_s);
    }
    void anotherJudgesFindingIsItsWord()
    {
        QCOMPARE(reasonFor(u"CanaryAnalysed"_s, Json::object({{u"rule"_s, u"within_limits"_s}})), u"within limits"_s);
    }
    void whatAPatchWaitsForIsItsSentence()
    {
        QCOMPARE(
            reasonFor(u"PatchQueued"_s, Json::object({{u"reason"_s, u"gap"_s}})),
            u"the gap after the last deployment"_s);
    }
    void aListOfRecordsHasALineForEach()
    {
        const auto risk = Json::object({{u"name"_s, u"risk"_s}, {u"limit"_s, 0.7}, {u"value"_s, 0.3}});
        const auto vote = Json::object({{u"role"_s, u"approver"_s}, {u"forced"_s, true}});
        QCOMPARE(
            valueText(u"inputs"_s, Json::Array{risk, vote}),
            u"risk: limit 0.7 · value 0.3\nforced yes · role approver"_s);
        const auto deep = Json::object({{u"name"_s, u"risk"_s}, {u"of"_s, Json::Array{risk}}});
        QVERIFY(valueText(u"inputs"_s, Json::Array{deep}).startsWith(u'[')); // too deep for a line
    }
    void aDecisionIsItsSentence()
    {
        QCOMPARE(
            reasonFor(u"DecisionMade"_s, Json::object({{u"rule"_s, 2}, {u"reasoning"_s, u"Risk 0.50 is above it."_s}})),
            u"Risk 0.50 is above it."_s);
    }
    void whatSomebodyWroteIsMadeSafe()
    {
        QVERIFY(!reasonFor(u"CanaryPaused"_s, Json::object({{u"reason"_s, u"wait \u202Eplease"_s}}))
                     .contains(QChar(0x202E)));
    }
};

QTEST_GUILESS_MAIN(TestAuditReason)
#include "tst_auditreason.moc"
