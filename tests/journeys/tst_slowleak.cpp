#include "tests/journeys/journey.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A change that harms more the longer it runs: well in its first step, rolled back by evidence in a later one, long
/// before its limit is passed.
class SlowLeakJourney : public QObject
{
    Q_OBJECT

private slots:
    void isRolledBackByEvidence();

private:
    void checkRetrial(const test::Journey& journey);
};

/// The counts that were written give the same verdicts again; the plain rules had let it go on.
void SlowLeakJourney::checkRetrial(const test::Journey& journey)
{
    const auto id = journey.events({u"kind:CanaryCreated"_s}).front()[u"stream"].toString().section(u'/', 1);
    QByteArray output;
    QCOMPARE(journey.ctl({u"--json"_s, u"canary"_s, u"judge"_s, u"--from-journal"_s, id}, &output), 0);
    const auto answer = parseForeign(output).value_or(Json{});
    QCOMPARE(answer[u"led_by"].toString(), u"sequential"_s);
    QStringList written;
    for (const auto& event : journey.events({u"kind:CanaryAnalysed"_s})) {
        const auto& rule = event[u"payload"][u"rule"];
        written.append(event[u"payload"][u"verdict"].toString().toUpper() + u'/' + QString::number(rule.toInteger()));
    }
    const auto& judges = answer[u"judges"].toArray();
    QCOMPARE(judges.size(), std::size_t{3});
    QCOMPARE(stringList(judges[0][u"verdicts"]), written);
    QCOMPARE(judges[1][u"judge"].toString(), u"thresholds"_s);
    for (const auto& act : judges[1][u"acts"].toArray())
        QVERIFY(act[u"verdict"].toString().startsWith(u"PROMOTE/"_s));
}

void SlowLeakJourney::isRolledBackByEvidence()
{
    test::Journey journey{u"slow-leak"_s};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));

    const int code = journey.finish(300000);

    QVERIFY2(code == 0, qPrintable(journey.story()));
    const auto back = journey.events({u"kind:CanaryRollbackDecided"_s});
    QCOMPARE(back.size(), std::size_t{1});
    const auto reason = back.front()[u"payload"][u"reason"][u"code"].toString();
    QVERIFY2(reason == u"evidence"_s || reason == u"limit"_s, qPrintable(reason));
    const auto last = journey.events({u"kind:CanaryAnalysed"_s}).back()[u"payload"];
    QCOMPARE(last[u"verdict"].toString(), u"rollback"_s);
    QVERIFY(last[u"rule"].toInteger() == 2 || last[u"rule"].toInteger() == 3);
    QVERIFY2(last[u"percent"].toInteger() > 10, "the first step was well");
    QVERIFY(journey.events({u"kind:PatchPromoted"_s}).empty());
    QVERIFY(journey.weights() && journey.weights()->canary == 0);
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"1"_s);
    QCOMPARE(journey.verify(), 0);
    checkRetrial(journey);
}

QTEST_GUILESS_MAIN(SlowLeakJourney)
#include "tst_slowleak.moc"
