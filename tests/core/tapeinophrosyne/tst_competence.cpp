#include "core/tapeinophrosyne/competence.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::tapeinophrosyne;

namespace {

Input inputOf(bool known, double confidence, int lines = 1, double gentleness = 1)
{
    Input input;
    input.knownDomain = known;
    input.confidence = confidence;
    input.lines = lines;
    input.gentleness = gentleness;
    input.precedents = known ? 5 : 0;
    return input;
}

} // namespace

class TestCompetence : public QObject
{
    Q_OBJECT

private slots:
    void levelFollowsDomainAndConfidence()
    {
        QCOMPARE(judge(inputOf(true, 0.85), {}).level, Competence::Autonomous);
        QCOMPARE(judge(inputOf(true, 0.849), {}).level, Competence::Assisted);
        QCOMPARE(judge(inputOf(false, 1), {}).level, Competence::Defer);
    }

    void points_data()
    {
        QTest::addColumn<double>("confidence");
        QTest::addColumn<int>("lines");
        QTest::addColumn<double>("gentleness");
        QTest::addColumn<int>("points");
        QTest::addColumn<QString>("risk");
        QTest::newRow("nothing") << 0.85 << 15 << 0.70 << 0 << u"low"_s;
        QTest::newRow("a little unsure") << 0.849 << 15 << 0.70 << 1 << u"medium"_s;
        QTest::newRow("unsure") << 0.699 << 15 << 0.70 << 3 << u"high"_s;
        QTest::newRow("16 lines") << 0.9 << 16 << 0.70 << 1 << u"medium"_s;
        QTest::newRow("21 lines, not gentle") << 0.9 << 21 << 0.69 << 4 << u"high"_s;
        QTest::newRow("all") << 0.1 << 21 << 0.1 << 7 << u"critical"_s;
        QTest::newRow("five") << 0.1 << 21 << 1.0 << 5 << u"critical"_s;
    }
    void points()
    {
        QFETCH(double, confidence);
        QFETCH(int, lines);
        QFETCH(double, gentleness);
        const auto report = judge(inputOf(true, confidence, lines, gentleness), {});
        QTEST(report.points, "points");
        QTEST(report.overallRisk, "risk");
    }

    void factorsNameWhatIsUncertain()
    {
        auto input = inputOf(false, 0.3, 16);
        input.unknownRisk = {u"coverage"_s};
        QCOMPARE(
            judge(input, {}).factors,
            QStringList({u"low_confidence"_s, u"no_precedent"_s, u"many_lines"_s, u"unknown:coverage"_s}));
        QVERIFY(judge(inputOf(true, 0.9), {}).factors.isEmpty());
    }

    void criticalPathsAreComponentsOrStems()
    {
        const QStringList words{u"auth"_s, u"payment"_s, u"user_data"_s, u"security"_s};
        const QStringList files{
            u"src/auth/token.py"_s, u"lib/payment.go"_s, u"payments/x.go"_s, u"author.py"_s, u"user_data"_s};
        QCOMPARE(
            criticalFiles(files, words), QStringList({u"src/auth/token.py"_s, u"lib/payment.go"_s, u"user_data"_s}));
    }
};

QTEST_APPLESS_MAIN(TestCompetence)
#include "tst_competence.moc"
