#pragma once

#include "core/patch/generated.h"
#include "core/patch/service.h"

namespace penelope::tuner {

/// The service with one value after another, each time on data as it was at first.
class Trials
{
public:
    /// `lasts`: how long each value is under load.
    Trials(const patch::Registration& service, const patch::Tuning& tuning, QString tree, Milliseconds lasts);

    /// `text` is the settings file with the value. Blocks for as long as it takes.
    patch::CurvePoint measure(double value, const QString& text);

private:
    Status freshData();

    patch::TwinService m_service;
    patch::Tuning m_tuning;
    QString m_tree;
    Milliseconds m_lasts;
    int m_tries = 0;
};

} // namespace penelope::tuner
