#pragma once

#include "core/base/result.h"

#include <QString>

namespace penelope::twin {

/// Where a number stands in a settings file.
struct Setting
{
    qsizetype line = 0;   ///< from 0
    qsizetype column = 0; ///< of the number
    qsizetype length = 0;
    double value = 0;
    bool operator==(const Setting&) const = default;
};

/// Finds "section.name" in a text of lines: `name = 4` below `[section]` (TOML, INI, properties), or `name: 4` indented
/// below `section:` (YAML, and JSON with a member on each line). NotFound, or Malformed where it stands twice or is no
/// number; `where` is "line N". Total.
Result<Setting> findSetting(const QString& text, const QString& key);
/// A number as such files have it: "16", "0.25".
QString settingText(double value);
/// The text with another number there.
QString withSetting(const QString& text, const Setting& setting, double value);
/// The same as a diff of the file, with git's headers.
QString settingDiff(const QString& path, const QString& text, const Setting& setting, double value);

} // namespace penelope::twin
