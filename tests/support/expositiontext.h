#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

namespace penelope::test {

struct TextSample
{
    QString name;
    std::map<QString, QString> labels;
    double value = 0;
};

struct TextFamily
{
    QString name;
    QString type;
    QString help;
    std::vector<TextSample> samples;
};

/// Text format 0.0.4, read as strictly as it may be: what promtool lets pass (a sample twice, falling buckets, no
/// +Inf, a family split in two) is an error too, as are NaN and time stamps. `where` is "line N".
Result<std::vector<TextFamily>> parseExposition(const QByteArray& text);

/// The value of a sample; a missing one fails the running test.
double valueIn(const std::vector<TextFamily>& families, const QString& name, const std::map<QString, QString>& labels);
/// Whether there is one.
bool holds(const std::vector<TextFamily>& families, const QString& name, const std::map<QString, QString>& labels);

} // namespace penelope::test
