#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

/// Where an answer to a vector of canary.json differs from what it expects; empty = nowhere.
namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

/// The allowed difference of a field: its own, else that of the object.
inline double allowed(const QJsonObject& expected, const QString& field, double value)
{
    const auto named = expected[field + u"_abs_tol"_s];
    if (named.isDouble())
        return named.toDouble();
    if (expected[u"abs_tol"].isDouble())
        return expected[u"abs_tol"].toDouble();
    return expected[u"rel_tol"].isDouble() ? expected[u"rel_tol"].toDouble() * std::abs(value) : 0;
}

/// Where two answers differ; empty = nowhere.
inline QString difference(const QJsonValue& given, const QJsonValue& expected, double tolerance, const QString& where);

inline QString difference(const QJsonObject& given, const QJsonObject& expected, const QString& where)
{
    for (auto at = expected.begin(); at != expected.end(); ++at) {
        if (at.key().endsWith(u"tol"))
            continue;
        if (!given.contains(at.key()))
            return u"%1.%2 is missing"_s.arg(where, at.key());
        const auto found = difference(
            given[at.key()], at.value(), allowed(expected, at.key(), at.value().toDouble()), where + u'.' + at.key());
        if (!found.isEmpty())
            return found;
    }
    return {};
}

inline QString difference(const QJsonValue& given, const QJsonValue& expected, double tolerance, const QString& where)
{
    if (expected.isObject())
        return difference(given.toObject(), expected.toObject(), where);
    if (expected.isArray()) {
        const auto list = expected.toArray();
        if (given.toArray().size() != list.size())
            return u"%1 has %2 entries, not %3"_s.arg(where).arg(given.toArray().size()).arg(list.size());
        for (qsizetype index = 0; index < list.size(); ++index) {
            const auto found =
                difference(given.toArray().at(index), list.at(index), tolerance, u"%1[%2]"_s.arg(where).arg(index));
            if (!found.isEmpty())
                return found;
        }
        return {};
    }
    const bool same = expected.isDouble()
                          ? given.isDouble() && std::abs(given.toDouble() - expected.toDouble()) <= tolerance
                          : given == expected;
    if (same)
        return {};
    const auto text = [](const QJsonValue& value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    };
    return u"%1 is %2, not %3"_s.arg(where, text(given), text(expected));
}

/// A list of all percentiles answers a question that does not say which it asks for.
inline QString percentilesDifference(const QJsonObject& given, const QJsonObject& expected)
{
    for (const auto& asked : expected[u"percentiles"].toArray()) {
        const auto place = asked.toObject();
        QJsonObject found;
        for (const auto& one : given[u"percentiles"].toArray()) {
            if (one.toObject()[u"p"] == place[u"p"])
                found = one.toObject();
        }
        const auto wrong = difference(found, place, u"percentile"_s);
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

inline QString answerDifference(const QString& kind, const QJsonObject& given, const QJsonObject& expected)
{
    return kind == "percentile_r7"_L1 ? percentilesDifference(given, expected)
                                      : difference(given, expected, u"answer"_s);
}

} // namespace penelope::test
