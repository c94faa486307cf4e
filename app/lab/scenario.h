#pragma once

#include "core/base/instant.h"

#include <QString>
#include <QStringList>

namespace penelope::lab {

enum class Scenario {
    Heal,
    Regression,
    Transient,
    Calm,
    Tuned,
    SlowLeak,
    LowTraffic,
    BothArmsOutage,
    CanaryCrash,
    SilentCanary,
    TwinCrash,
    TwinLeak,
    TwinSlow,
    TwinNoWayBack
};

/// Nothing for an unknown name.
bool scenarioFromWord(const QString& word, Scenario& scenario);
QString toWord(Scenario scenario);
QStringList scenarioWords();
/// Whether it is about a canary alone: nothing is wrong at its beginning, a person proposes a change.
bool isCanaryStory(Scenario scenario);
/// Whether it is about the digital twin: the change never becomes a canary.
bool isTwinStory(Scenario scenario);
/// Requests a second on the service under canary.
double rateOf(Scenario scenario);

/// How a scenario is played.
struct Play
{
    Scenario scenario = Scenario::Heal;
    bool console = false;   ///< the window, else `penelopectl serve`
    bool operators = false; ///< the scripted operator decides; else a person does
    bool worldOnly = false; ///< no core at all
    QString keep;           ///< folder, empty = a temporary one
    int speed = 1;          ///< divides policy durations
    QString judge;          ///< of the canaries; empty = the policy's own
};

} // namespace penelope::lab
