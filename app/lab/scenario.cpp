#include "app/lab/scenario.h"

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

QStringList scenarioWords()
{
    return {u"heal"_s, u"regression"_s, u"transient"_s, u"calm"_s};
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

} // namespace penelope::lab
