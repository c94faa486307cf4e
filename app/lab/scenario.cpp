#include "app/lab/scenario.h"

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

QStringList scenarioWords()
{
    return {u"heal"_s,         u"regression"_s,      u"transient"_s,   u"calm"_s,
            u"tuned"_s,        u"slow-leak"_s,       u"low-traffic"_s, u"both-arms-outage"_s,
            u"canary-crash"_s, u"silent-canary"_s,   u"twin-crash"_s,  u"twin-leak"_s,
            u"twin-slow"_s,    u"twin-no-way-back"_s};
}

bool scenarioFromWord(const QString& word, Scenario& scenario)
{
    const auto index = scenarioWords().indexOf(word);
    if (index < 0)
        return false;
    scenario = static_cast<Scenario>(index);
    return true;
}

QString toWord(Scenario scenario)
{
    return scenarioWords().at(static_cast<int>(scenario));
}

bool isCanaryStory(Scenario scenario)
{
    return scenario >= Scenario::SlowLeak && !isTwinStory(scenario);
}

bool isTwinStory(Scenario scenario)
{
    return scenario >= Scenario::TwinCrash;
}

double rateOf(Scenario scenario)
{
    // 10 % of a step is then 800 requests; the judge needs about 360 clean ones for the 1 % share of p99 (judge.md).
    constexpr double usual = 400;
    // 2 a second where a step lasts 15 minutes and not 20 seconds times the time divisor of 15.
    constexpr double low = 30;
    return scenario == Scenario::LowTraffic ? low : usual;
}

} // namespace penelope::lab
