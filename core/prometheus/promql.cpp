#include "core/prometheus/promql.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

QString escapeValue(const QString& value)
{
    QString escaped;
    escaped.reserve(value.size());
    for (const QChar letter : value) {
        switch (letter.unicode()) {
        case u'\\': escaped += "\\\\"_L1; break;
        case u'"': escaped += "\\\""_L1; break;
        case u'\n': escaped += "\\n"_L1; break;
        case u'\r': escaped += "\\r"_L1; break;
        default: escaped += letter;
        }
    }
    return escaped;
}

QString matchers(const std::map<QString, QString>& labels)
{
    QStringList parts;
    for (const auto& [name, value] : labels)
        parts.append(u"%1=\"%2\""_s.arg(name, escapeValue(value)));
    return parts.join(u", "_s);
}

QString seriesText(const Labels& labels)
{
    QString name;
    QStringList parts;
    for (const auto& [label, value] : labels) {
        if (label == "__name__"_L1)
            name = value;
        else
            parts.append(u"%1=\"%2\""_s.arg(label, escapeValue(value)));
    }
    if (parts.isEmpty())
        return name.isEmpty() ? u"{}"_s : name;
    return u"%1{%2}"_s.arg(name, parts.join(u", "_s));
}

} // namespace penelope::prometheus
