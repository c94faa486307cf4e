#include "core/policy/policy.h"

#include <QTest>

using namespace penelope;
using namespace penelope::policy;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isNumber(const Key& key)
{
    return key.kind == Kind::Integer || key.kind == Kind::Ratio || key.kind == Kind::Duration;
}

} // namespace

class TestRegistry : public QObject
{
    Q_OBJECT

private slots:
    void everyKeyIsNamedTypedBoundedAndExplained()
    {
        QString before;
        for (const auto& key : registry()) {
            QVERIFY2(key.name > before, qPrintable(key.name)); // sorted, and each once
            before = key.name;
            QCOMPARE(key.name.count('.'_L1), 1);
            QVERIFY2(key.help.size() > 5, qPrintable(key.name));
            QVERIFY2(!isNumber(key) || (key.min && key.max && *key.min < *key.max), qPrintable(key.name));
            QVERIFY2(key.kind != Kind::Duration || key.unit == "ms"_L1, qPrintable(key.name));
            QVERIFY2(validate(key.name, key.fallback).has_value(), qPrintable(key.name));
        }
    }

    void whatIsOutOfRangeIsToldTheRange()
    {
        for (const auto& key : registry()) {
            if (!isNumber(key))
                continue;
            for (const auto value : {*key.min - 1, *key.max + 1}) {
                const auto valid = validate(key.name, Json{value});
                QVERIFY2(!valid, qPrintable(key.name));
                QCOMPARE(valid.error().where, key.name);
                const auto& sentence = valid.error().message;
                for (const auto bound : {*key.min, *key.max})
                    QVERIFY2(sentence.contains(QString::fromLatin1(canonical::number(bound))), qPrintable(sentence));
            }
        }
    }

    void anotherTypeIsRefused()
    {
        for (const auto& key : registry()) {
            for (const auto& value : {Json{}, Json{Json::Array{Json{true}}}}) {
                const auto valid = validate(key.name, value);
                QVERIFY2(!valid && valid.error().message.startsWith(key.name), qPrintable(key.name));
            }
            const Json word{u"seven"_s};
            QVERIFY2(key.kind == Kind::Text || !validate(key.name, word), qPrintable(key.name));
            const Json number{7};
            QVERIFY2(isNumber(key) || !validate(key.name, number), qPrintable(key.name));
        }
        QVERIFY(!validate(u"sophia.similar"_s, Json{5.5}));
    }

    void defaultsAreTheNumbersOfTheDomain_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        constexpr double minute = 60'000;
        const auto row = [](const QString& key, double value) { QTest::newRow(qPrintable(key)) << key << value; };
        // 3
        row(u"sophia.similar"_s, 5);
        row(u"sophia.transient"_s, 0.9);
        row(u"sophia.similar_window"_s, 28 * 24 * 60 * minute);
        row(u"sophia.review_transient"_s, 5 * minute);
        row(u"sophia.review"_s, 10 * minute);
        row(u"wisdom.similarity"_s, 0.85);
        row(u"sophia.own_level"_s, 0.9);
        row(u"sophia.complexity_adds"_s, 0.3);
        row(u"sophia.dependencies_adds"_s, 0.2);
        row(u"sophia.commits_adds"_s, 0.25);
        row(u"sophia.coverage_adds"_s, 0.25);
        row(u"sophia.impact_p0"_s, 1);
        row(u"sophia.impact_p1"_s, 0.7);
        row(u"sophia.impact_p2"_s, 0.4);
        row(u"sophia.impact_p3"_s, 0.2);
        row(u"sophia.impact_errors"_s, 0.3);
        row(u"sophia.impact_many_users"_s, 0.3);
        row(u"sophia.impact_some_users"_s, 0.15);
        row(u"diagnosis.no_precedent"_s, 0.3);
        // 4, 5, 6
        row(u"wisdom.known"_s, 5);
        row(u"wisdom.nearest"_s, 10);
        row(u"approval.level"_s, 5);
        row(u"praotes.lines"_s, 25);
        row(u"praotes.functions"_s, 3);
        row(u"praotes.contracts"_s, 0);
        row(u"praotes.reversibility"_s, 0.9);
        row(u"praotes.file_cost"_s, 0.1);
        row(u"praotes.migration_cost"_s, 0.3);
        row(u"praotes.critical_cost"_s, 0.2);
        row(u"praotes.line_cost"_s, 0.01);
        row(u"praotes.worst_score"_s, 0.45);
        row(u"patch.surgical_lines"_s, 5);
        row(u"patch.moderate_lines"_s, 25);
        row(u"tapeinophrosyne.confidence"_s, 0.85);
        row(u"tapeinophrosyne.sure"_s, 0.9);
        row(u"tapeinophrosyne.points_poor"_s, 3);
        row(u"tapeinophrosyne.critical"_s, 5);
        // 7, 8
        row(u"breaker.failures"_s, 3);
        row(u"breaker.window"_s, 15 * minute);
        row(u"breaker.cooldown"_s, 60 * minute);
        row(u"rest.release_after"_s, minute);
        row(u"budget.hour"_s, 5);
        row(u"budget.day"_s, 20);
        row(u"gap.promotion"_s, 15 * minute);
        row(u"gap.failure"_s, 5 * minute);
        // 9
        row(u"approval.risk"_s, 0.7);
        row(u"approval.lines"_s, 25);
        row(u"approval.confidence"_s, 0.8);
        row(u"approval.gentleness"_s, 0.7);
        row(u"approval.reason_risk"_s, 0.5);
        row(u"approval.deadline"_s, 120 * minute);
        row(u"approval.acknowledge"_s, 15 * minute);
        row(u"approval.snooze_margin"_s, 10 * minute);
        // 10, 11
        row(u"canary.analysis"_s, 15 * minute);
        row(u"canary.holds"_s, 3);
        row(u"canary.watch"_s, 10 * minute);
        row(u"canary.watch_factor"_s, 2);
        row(u"canary.watch_floor"_s, 0.001);
        row(u"canary.health_lost"_s, 3 * minute);
        row(u"compliance.window"_s, 60 * minute);
    }
    void defaultsAreTheNumbersOfTheDomain()
    {
        QFETCH(QString, key);
        const auto* known = find(key);
        QVERIFY(known);
        QTEST(known->fallback.toDouble(-1), "value");
    }
};

QTEST_APPLESS_MAIN(TestRegistry)
#include "tst_registry.moc"
