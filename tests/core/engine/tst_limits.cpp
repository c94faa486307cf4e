#include "core/engine/limits.h"

#include <QTest>

using namespace penelope;
using namespace penelope::engine;
using namespace Qt::Literals::StringLiterals;

class TestLimits : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreThoseOfTheRooms()
    {
        const auto policy = policy::defaults();
        QCOMPARE(sophiaLimits(policy), sophia::Limits{});
        QCOMPARE(praotesLimits(policy), praotes::Limits{});
        QCOMPARE(competenceLimits(policy), tapeinophrosyne::Limits{});
        QCOMPARE(confidenceParts(policy), sophia::ConfidenceParts{});
        QCOMPARE(levelLines(policy), patch::LevelLines{});
    }

    void aChangedKeyChangesItsLimit_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        for (const auto& key : policy::registry()) {
            static const QStringList rooms{u"praotes."_s,       u"tapeinophrosyne."_s,     u"patch.surgical"_s,
                                           u"patch.moderate"_s, u"diagnosis.similarity"_s, u"diagnosis.success"_s,
                                           u"diagnosis.no"_s,   u"wisdom.nearest"_s,       u"sophia."_s};
            // What is no number or is read at its place is told elsewhere.
            const bool number = key.kind == policy::Kind::Integer || key.kind == policy::Kind::Ratio;
            const bool ours = std::any_of(
                rooms.begin(), rooms.end(), [&key](const QString& room) { return key.name.startsWith(room); });
            if (number && ours)
                QTest::newRow(qPrintable(key.name))
                    << key.name << (key.fallback.toDouble() == *key.max ? *key.min : *key.max);
        }
    }
    void aChangedKeyChangesItsLimit()
    {
        QFETCH(QString, key);
        QFETCH(double, value);
        auto policy = policy::defaults();
        policy.settings[key].value = Json{value};
        QVERIFY(policy::validate(key, Json{value}));
        const bool same = sophiaLimits(policy) == sophia::Limits{} && praotesLimits(policy) == praotes::Limits{} &&
                          competenceLimits(policy) == tapeinophrosyne::Limits{} &&
                          confidenceParts(policy) == sophia::ConfidenceParts{} &&
                          levelLines(policy) == patch::LevelLines{};
        QVERIFY2(!same, "a key that nothing reads promises what it does not do");
    }
};

QTEST_APPLESS_MAIN(TestLimits)
#include "tst_limits.moc"
