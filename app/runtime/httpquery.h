#pragma once

#include "core/base/json.h"
#include "core/ports/httpport.h"

/// What the query and the Accept header of a request ask for, read strictly. Pure.
namespace penelope::runtime {

/// The arguments of a view: limit, at, window as numbers, after as text. Malformed names the key: one that is not
/// among `known`, a number that is none or out of its range.
Result<Json> viewArgs(const HttpRequest& request, const QStringList& known);

/// A seq of 1 to 2⁵³ − 1, in digits.
Result<qint64> seqOf(const QString& text, const QString& where);

struct EventsQuery
{
    QString filter;
    qint64 after = 0;
    int limit = 100;
};
Result<EventsQuery> eventsQuery(const HttpRequest& request);

/// Whether the Accept header names this type itself; "*/*" does not.
bool accepts(const HttpRequest& request, const QByteArray& type);

} // namespace penelope::runtime
