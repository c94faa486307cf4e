#include "ui/audit/fieldtext.h"

#include "ui/audit/auditdetail.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// JSON with room after its commas and colons, so that a label can wrap it.
QString wrappableJson(const QString& text)
{
    QString result;
    bool quoted = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar letter = text[at];
        if (letter == u'"' && (at == 0 || text[at - 1] != u'\\'))
            quoted = !quoted;
        result += letter;
        if (!quoted && (letter == u',' || letter == u':'))
            result += u' ';
    }
    return result;
}

/// A moment of the journal: milliseconds since 1970 under a name that says so.
bool isMoment(const QString& name, qint64 value)
{
    constexpr qint64 year2001 = 1'000'000'000'000;
    static const QStringList endings{u"at"_s, u"until"_s,     u"since"_s,   u"from"_s,
                                     u"to"_s, u"execution"_s, u"deadline"_s};
    return value > year2001 && value < 10 * year2001 && endings.contains(name.section(u'_', -1));
}

/// Whether a line of words says it as well as JSON does: nothing in it has parts of its own.
bool isPlain(const Json& value)
{
    return !value.isArray() && !value.isObject();
}

/// A moment as one, a long span with its minutes beside it, any other number as it is.
QString wholeText(const QString& name, qint64 value)
{
    if (isMoment(name, value))
        return format::utcDateTimeMs(instantFromMs(value)) + u'Z';
    const bool isLong = name.endsWith("_ms"_L1) && Milliseconds{value} >= std::chrono::minutes{1};
    return isLong ? format::integer(value) + u" · "_s + format::duration(Milliseconds{value}) : format::integer(value);
}

bool isRecord(const Json& value)
{
    if (!value.isObject())
        return false;
    const auto& parts = value.toObject();
    return std::all_of(parts.begin(), parts.end(), [](const auto& part) { return isPlain(part.second); });
}

/// "risk: limit 0.7 · value 0.3": the name first, where it has one.
QString recordText(const Json& record)
{
    const auto named = record[u"name"].isString() ? record[u"name"].toString() : QString{};
    QStringList parts;
    for (const auto& [key, each] : record.toObject()) {
        if (named.isEmpty() || key != "name"_L1)
            parts.append(words::field(key) + u' ' + valueText(key, each));
    }
    const auto rest = parts.join(u" · "_s);
    return named.isEmpty() ? rest : named + u": "_s + rest;
}

/// "hunks 1 · twin yes", "auth.py, cache.py", "none"; of a list of records a line each. JSON where there are parts
/// within parts of that.
QString partsText(const QString& name, const Json& value)
{
    QStringList parts;
    const auto isList = value.isArray() && !value.toArray().empty();
    if (isList && std::all_of(value.toArray().begin(), value.toArray().end(), isRecord)) {
        for (const auto& record : value.toArray())
            parts.append(recordText(record));
        return parts.join(u'\n');
    }
    if (value.isArray()) {
        for (const auto& each : value.toArray()) {
            if (!isPlain(each))
                return wrappableJson(QString::fromUtf8(toJsonText(value)));
            parts.append(valueText(name, each));
        }
    } else {
        for (const auto& [key, each] : value.toObject()) {
            if (!isPlain(each))
                return wrappableJson(QString::fromUtf8(toJsonText(value)));
            parts.append(words::field(key) + u' ' + valueText(key, each));
        }
    }
    return parts.isEmpty() ? AuditDetail::tr("none") : parts.join(value.isArray() ? u", "_s : u" · "_s);
}

} // namespace

bool isHash(const QString& text)
{
    constexpr qsizetype shortest = 32;
    return text.size() >= shortest && std::all_of(text.begin(), text.end(), [](QChar letter) {
               return (letter >= u'0' && letter <= u'9') || (letter >= u'a' && letter <= u'f');
           });
}

QString valueText(const QString& name, const Json& value)
{
    if (value.isString())
        return value.toString();
    if (value.isBoolean())
        return value.toBool() ? AuditDetail::tr("yes") : AuditDetail::tr("no");
    if (!isPlain(value))
        return partsText(name, value);
    if (value.isNumber() && value.toDouble() == static_cast<double>(value.toInteger()))
        return wholeText(name, value.toInteger());
    return wrappableJson(QString::fromUtf8(toJsonText(value)));
}

} // namespace penelope::ui
