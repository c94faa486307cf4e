#include "ui/attention/preferences.h"

#include <QSettings>

#include <algorithm>
#include <cmath>

namespace penelope::ui::attention {

using namespace Qt::Literals::StringLiterals;

Preferences loadPreferences(const QSettings& settings)
{
    Preferences preferences;
    preferences.notify = settings.value(u"attention/notify"_s, preferences.notify).toBool();
    preferences.sound = settings.value(u"attention/sound"_s, preferences.sound).toBool();
    bool isNumber = false;
    const double volume = settings.value(u"attention/volume"_s).toDouble(&isNumber);
    if (isNumber && std::isfinite(volume))
        preferences.volume = std::clamp(volume, 0.0, 1.0);
    return preferences;
}

void savePreferences(const Preferences& preferences, QSettings& settings)
{
    settings.setValue(u"attention/notify"_s, preferences.notify);
    settings.setValue(u"attention/sound"_s, preferences.sound);
    settings.setValue(u"attention/volume"_s, preferences.volume);
}

} // namespace penelope::ui::attention
