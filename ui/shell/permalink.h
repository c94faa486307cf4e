#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace penelope::ui {

/// Names one row of the console from outside: penelope://approval/ID, canary/ID, event/SEQ, breaker/SERVICE, each with
/// an optional ?at=TIME (ISO 8601). Following one only ever shows something.
struct Permalink
{
    enum class Kind { Approval, Canary, Event, Breaker };
    Kind kind = Kind::Approval;
    QString item;
    std::optional<Instant> at = {};
    bool operator==(const Permalink&) const = default;
};

/// Reads a link from anywhere: a chat, another process, a web page. Malformed says what is wrong, in the language of
/// the screen, and repeats at most the beginning of what was given.
Result<Permalink> parsePermalink(const QString& text);
QString toText(const Permalink& link);

/// The page that shows it.
QString pageOf(Permalink::Kind kind);
/// The link to a row of a page; nothing for pages whose rows have none.
std::optional<Permalink> permalinkTo(const QString& page, const QString& item);

} // namespace penelope::ui
