#include "core/compliance/exported.h"
#include "core/compliance/promql.h"
#include "core/engine/scorefacts.h"
#include "tests/support/metricstories.h"
#include "tests/support/shippedqueries.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What must hold of a system: an expression and the one value that it has at a moment.
struct Expectation
{
    QString expression;
    int second = 0;
    double value = 0;
};

QString exact(double value)
{
    return QString::number(value, 'g', 17);
}

QByteArray testFile(const Recording& recording, const std::vector<Expectation>& expectations)
{
    auto tests = Json::array();
    for (const auto& one : expectations)
        tests.append(Json::object(
            {{u"expr"_s, one.expression},
             {u"eval_time"_s, u"%1s"_s.arg(one.second)},
             {u"exp_samples"_s, Json{Json::Array{Json::object({{u"labels"_s, u"{}"_s}, {u"value"_s, one.value}})}}}}));
    const auto interval = u"%1s"_s.arg(Recording::interval);
    const auto group = Json::object(
        {{u"interval"_s, interval}, {u"input_series"_s, recording.inputSeries()}, {u"promql_expr_test"_s, tests}});
    // JSON is YAML.
    return toJsonText(Json::object(
        {{u"rule_files"_s, jsonList(
                               {shippedFile(u"prometheus/penelope-recordings.yml"_s),
                                shippedFile(u"prometheus/penelope-alerts.yml"_s)})},
         {u"evaluation_interval"_s, interval},
         {u"tests"_s, Json{Json::Array{group}}}}));
}

/// promtool's findings; empty = all hold.
QString promtool(const Recording& recording, const std::vector<Expectation>& expectations)
{
    const auto program = QStandardPaths::findExecutable(u"promtool"_s);
    if (program.isEmpty())
        return u"promtool is not installed: apt-get install prometheus"_s;
    const QTemporaryDir folder;
    QFile file{folder.filePath(u"test.yml"_s)};
    if (!file.open(QIODevice::WriteOnly) || file.write(testFile(recording, expectations)) < 0)
        return file.errorString();
    file.close();
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, {u"test"_s, u"rules"_s, file.fileName()});
    process.waitForFinished(-1);
    const auto said = QString::fromUtf8(process.readAll());
    return process.exitCode() == 0 ? QString{} : said;
}

struct Story
{
    ScriptedWorld world;
    Recording recording;
};

std::unique_ptr<Story> play(const QString& name)
{
    auto story = std::make_unique<Story>();
    if (name == "idle"_L1)
        playIdle(story->world, story->recording, 1200);
    else if (name == "healthy"_L1)
        playHealthy(story->world, story->recording);
    else
        playTroubled(story->world, story->recording);
    return story;
}

compliance::Score localScore(const Story& story)
{
    // As of the newest scrape.
    const auto at = story.world.clock.now() - std::chrono::seconds{story.recording.secondsSinceTake()};
    return compliance::score(engine::scoreFacts(story.world.state(), at), at, 1h);
}

void eachStory()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"idle", "healthy", "troubled"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

} // namespace

class MetricQueriesTest : public QObject
{
    Q_OBJECT

private slots:
    void thereAreNinePanelsEachAndEightRules()
    {
        QCOMPARE(shippedPanels(u"grafana/penelope-overview.json"_s).size(), std::size_t{9});
        QCOMPARE(shippedPanels(u"grafana/penelope-compliance.json"_s).size(), std::size_t{9});
        QCOMPARE(shippedRules(u"prometheus/penelope-recordings.yml"_s).size(), std::size_t{3});
        QCOMPARE(shippedRules(u"prometheus/penelope-alerts.yml"_s).size(), std::size_t{5});
    }

    void everyPanelAndRuleHasAValue_data() { eachStory(); }
    void everyPanelAndRuleHasAValue()
    {
        QFETCH(QString, name);
        const auto story = play(name);
        const int end = story->recording.lastSecond();
        const auto queries = everyShippedQuery();
        QCOMPARE(queries.size(), std::size_t{18 + 2 * 3 + 5});
        std::vector<Expectation> all;
        for (const auto& query : queries)
            all.push_back({answers(query.expression), end, 1});
        const auto findings = promtool(story->recording, all);
        QVERIFY2(findings.isEmpty(), qPrintable(findings));
    }

    void aQueryWithoutAValueIsFound()
    {
        const auto story = play(u"idle"_s);
        const int end = story->recording.lastSecond();
        QVERIFY(!promtool(story->recording, {{answers(u"penelope_no_such_metric"_s), end, 1}}).isEmpty());
        QVERIFY(
            !promtool(story->recording, {{answers(u"0 * sum(penelope_approval_pending) / 0"_s), end, 1}}).isEmpty());
    }

    void theScoreThroughPrometheusIsTheLocalOne_data() { eachStory(); }
    void theScoreThroughPrometheusIsTheLocalOne()
    {
        QFETCH(QString, name);
        const auto story = play(name);
        const int end = story->recording.lastSecond();
        const auto score = localScore(*story);
        QVERIFY(score.total);
        std::vector<Expectation> all;
        const auto equals = [&all, end](const QString& expression, double value) {
            all.push_back({u"abs((\n%1\n) - %2) < bool 0.000001"_s.arg(expression, exact(value)), end, 1});
        };
        equals(compliance::promqlScore(), *score.total);
        equals(u"sum(penelope:compliance_score:mean1h)"_s, *score.total);
        equals(u"sum(penelope_compliance_score)"_s, *score.total);
        equals(u"sum(penelope_compliance_measured_weight)"_s, score.measuredWeight);
        for (const auto& one : score.principles) {
            if (one.points) {
                equals(compliance::promql(one.principle), *one.value);
                equals(compliance::promqlPoints(one.principle), *one.points * 100 / one.weight);
            } else {
                for (const auto& query : {compliance::promql(one.principle), compliance::promqlPoints(one.principle)})
                    all.push_back({u"absent((%1))"_s.arg(query), end, 1});
            }
        }
        const auto findings = promtool(story->recording, all);
        QVERIFY2(findings.isEmpty(), qPrintable(findings));
    }

    void theRoundOfQuestionsBringsEveryFigure_data() { eachStory(); }
    void theRoundOfQuestionsBringsEveryFigure()
    {
        QFETCH(QString, name);
        const auto story = play(name);
        const int end = story->recording.lastSecond();
        const auto figures = compliance::figuresQuery();
        std::vector<Expectation> all;
        int count = 0;
        const auto equals = [&](const QString& figure, double value) {
            ++count;
            all.push_back(
                {u"abs(sum((\n%1\n) and on(penelope_figure) label_replace(vector(1), \"penelope_figure\", \"%2\", "
                 u"\"\", "
                 "\"\")) - %3) < bool 0.000001"_s.arg(figures, figure, exact(value)),
                 end, 1});
        };
        for (const auto& one : localScore(*story).principles) {
            if (!one.points)
                continue;
            equals(toWord(one.principle) + u"_value"_s, *one.value);
            equals(toWord(one.principle) + u"_points"_s, *one.points * 100 / one.weight);
        }
        all.push_back({u"count(\n%1\n)"_s.arg(figures), end, static_cast<double>(count)});
        // The span: the first scrape and the newest one.
        all.push_back(
            {u"sum(count_over_time(%1))"_s.arg(compliance::scrapesQuery()), end, std::min(240.0, end / 15 + 1.0)});
        all.push_back({u"count(%1) > bool 0"_s.arg(compliance::seriesQuery()), end, 1});
        const auto findings = promtool(story->recording, all);
        QVERIFY2(findings.isEmpty(), qPrintable(findings));
    }

    void whatIsOlderThanTheWindowIsForgottenByBoth()
    {
        const auto story = play(u"healthy"_s);
        story->recording.run(story->world, 3700);
        const auto score = localScore(*story);
        QCOMPARE(score.measuredWeight, 15);
        const auto findings = promtool(
            story->recording,
            {{u"sum(penelope:compliance_score:mean1h)"_s, story->recording.lastSecond(), *score.total}});
        QVERIFY2(findings.isEmpty(), qPrintable(findings));
    }

    void everyPieceOfTheInterpolationAgrees()
    {
        // Each share in turn, so that every stretch between two points is met.
        const auto at = instantFromMs(15'000);
        for (int part = 0; part <= 10; ++part) {
            compliance::Facts facts;
            for (int index = 0; index < 10; ++index) {
                const bool first = index < part;
                facts.decisions.push_back({at, first ? Decision::Observe : Decision::Escalate, false});
                facts.finished.push_back({at, first});
                facts.deployments.push_back({at, first});
                facts.patches.push_back({at, 3 * part});
            }
            Recording recording;
            const auto grow = [&recording](const QString& series, int by) {
                recording.give(u"penelope_"_s + series, u"0 %1"_s.arg(by));
            };
            grow(u"decisions_total{decision=\"observe\"}"_s, part);
            grow(u"decisions_total{decision=\"escalate\"}"_s, 10 - part);
            grow(u"patch_deployments_total{status=\"success\"}"_s, part);
            grow(u"patch_deployments_total{status=\"rollback\"}"_s, 10 - part);
            grow(u"canary_deployments_total{status=\"running\"}"_s, 10);
            grow(u"patch_deployment_exceptions_total{kind=\"budget\"}"_s, 10 - part);
            grow(u"patch_size_lines_sum"_s, 30 * part);
            grow(u"patch_size_lines_count"_s, 10);
            const auto score = compliance::score(facts, at, 1h);
            std::vector<Expectation> expected;
            const auto equals = [&expected](const QString& expression, double value) {
                expected.push_back({u"abs((%1) - %2) < bool 0.000001"_s.arg(expression, exact(value)), 15, 1});
            };
            for (const auto& one : score.principles) {
                if (one.points)
                    equals(compliance::promqlPoints(one.principle), *one.points * 100 / one.weight);
            }
            QCOMPARE(expected.size(), std::size_t{5});
            equals(compliance::promqlScore(), *score.total);
            const auto findings = promtool(recording, expected);
            QVERIFY2(findings.isEmpty(), qPrintable(findings));
        }
    }

    void theRuleIsTheExpressionOfTheCore()
    {
        const auto squeezed = [](const QString& expression) { return expression.simplified(); };
        QString recorded;
        for (const auto& rule : shippedRules(u"prometheus/penelope-recordings.yml"_s)) {
            if (rule.name == "penelope:compliance_score:mean1h"_L1)
                recorded = rule.expression;
        }
        QCOMPARE(squeezed(recorded), squeezed(compliance::promqlScore()));
    }

    void theDashboardsCanBeImported()
    {
        for (const auto& dashboard : {u"grafana/penelope-overview.json"_s, u"grafana/penelope-compliance.json"_s}) {
            const auto document = *parseForeign(shippedText(dashboard).toUtf8());
            QVERIFY(!document[u"uid"].toString().isEmpty() && !document[u"title"].toString().isEmpty());
            QVERIFY(document[u"schemaVersion"].toInteger() >= 36);
            const auto& variable = document[u"templating"][u"list"].toArray().at(0);
            QCOMPARE(variable[u"type"].toString(), u"datasource"_s);
            QCOMPARE(variable[u"query"].toString(), u"prometheus"_s);
            const auto uid = u"${%1}"_s.arg(variable[u"name"].toString());
            std::set<qint64> ids;
            for (const auto& panel : document[u"panels"].toArray()) {
                ids.insert(panel[u"id"].toInteger());
                QCOMPARE(panel[u"datasource"][u"uid"].toString(), uid);
                QVERIFY(!panel[u"title"].toString().isEmpty() && !panel[u"description"].toString().isEmpty());
                QCOMPARE(panel[u"targets"].toArray().size(), std::size_t{1});
            }
            QCOMPARE(ids.size(), std::size_t{9});
        }
    }
};

QTEST_GUILESS_MAIN(MetricQueriesTest)
#include "tst_metricqueries.moc"
