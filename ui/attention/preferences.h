#pragma once

class QSettings;

namespace penelope::ui::attention {

/// What this person wants to be called by; kept in console.ini.
struct Preferences
{
    bool notify = true;
    bool sound = true;
    double volume = 0.8; ///< 0 to 1
    bool operator==(const Preferences&) const = default;
};

/// What cannot be read is as if it had not been set.
Preferences loadPreferences(const QSettings& settings);
void savePreferences(const Preferences& preferences, QSettings& settings);

} // namespace penelope::ui::attention
