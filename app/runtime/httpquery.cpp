#include "app/runtime/httpquery.h"

#include <algorithm>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 mostItems = 1000;
constexpr qint64 greatest = 9007199254740991;

Result<qint64> numberOf(const QString& text, const QString& name, qint64 least, qint64 most)
{
    constexpr qsizetype mostDigits = 16;
    const bool digits =
        !text.isEmpty() && text.size() <= mostDigits &&
        std::all_of(text.begin(), text.end(), [](QChar letter) { return letter >= u'0' && letter <= u'9'; });
    const auto value = digits ? text.toLongLong() : -1;
    if (!digits || value < least || value > most)
        return failure(
            ErrorCode::Malformed, u"%1 is a whole number from %2 to %3"_s.arg(name).arg(least).arg(most), name);
    return value;
}

Status checkKeys(const HttpRequest& request, const QStringList& known)
{
    for (const auto& [name, value] : request.query) {
        if (!known.contains(name))
            return failure(
                ErrorCode::Malformed,
                known.isEmpty() ? u"this takes no query"_s : u"the query takes %1"_s.arg(known.join(u", ")), name);
    }
    return {};
}

/// The longest window that a score is asked for: ten years.
constexpr qint64 longestWindow = qint64{10} * 366 * 24 * 3600 * 1000;

Result<Json> argOf(const QString& name, const QString& text)
{
    if (name == "after"_L1)
        return Json{text};
    auto number = name == "limit"_L1    ? numberOf(text, name, 1, mostItems)
                  : name == "window"_L1 ? numberOf(text, name, 1, longestWindow)
                                        : numberOf(text, name, 0, greatest);
    if (!number)
        return Failure{number.error()};
    return Json{*number};
}

} // namespace

Result<Json> viewArgs(const HttpRequest& request, const QStringList& known)
{
    if (auto valid = checkKeys(request, known); !valid)
        return Failure{valid.error()};
    Json args;
    for (const auto& [name, text] : request.query) {
        auto value = argOf(name, text);
        if (!value)
            return Failure{value.error()};
        args.set(name, std::move(*value));
    }
    return args;
}

Result<qint64> seqOf(const QString& text, const QString& where)
{
    return numberOf(text, where, 1, greatest);
}

Result<EventsQuery> eventsQuery(const HttpRequest& request)
{
    if (auto valid = checkKeys(request, {u"filter"_s, u"after"_s, u"limit"_s}); !valid)
        return Failure{valid.error()};
    EventsQuery query;
    for (const auto& [name, text] : request.query) {
        if (name == "filter"_L1) {
            query.filter = text;
            continue;
        }
        const auto number = name == "limit"_L1 ? numberOf(text, name, 1, mostItems) : numberOf(text, name, 0, greatest);
        if (!number)
            return Failure{number.error()};
        if (name == "limit"_L1)
            query.limit = static_cast<int>(*number);
        else
            query.after = *number;
    }
    return query;
}

bool accepts(const HttpRequest& request, const QByteArray& type)
{
    const auto ranges = request.header("accept").toLower().split(',');
    return std::any_of(ranges.begin(), ranges.end(), [&type](const QByteArray& range) {
        return range.left(range.indexOf(';') < 0 ? range.size() : range.indexOf(';')).trimmed() == type;
    });
}

} // namespace penelope::runtime
