#pragma once

#include "core/base/hash.h"
#include "core/base/instant.h"
#include "core/base/json.h"

#include <QString>

#include <optional>
#include <vector>

namespace penelope::journal {

/// One fact, with the fields of journal.md section 1. Immutable once written.
struct Event
{
    qint64 seq = 0;
    Instant time{};
    QString kind;
    int version = 1;
    QString stream;
    qint64 streamVersion = 0;
    QString actor;
    qint64 epoch = 1;
    std::optional<qint64> cause;
    QString correlation; ///< empty = absent
    Json payload;

    /// The part of the stream after the slash: the id or name. Empty for `system`.
    QString subject() const { return stream.section(QLatin1Char('/'), 1); }
    /// The part of the stream before the slash.
    QString streamKind() const { return stream.section(QLatin1Char('/'), 0, 0); }

    bool operator==(const Event&) const = default;
};

/// What `decide` answers: an event without the fields that only the writer knows (seq, stream version, epoch).
struct Draft
{
    QString kind;
    QString stream;
    Json payload;
    int version = 1;
    QString actor = {};               ///< empty = the command's actor
    std::optional<qint64> cause = {}; ///< a committed event's seq
    QString correlation = {};         ///< empty = none
};
using Drafts = std::vector<Draft>;

/// The envelope as JSON, and its canonical bytes.
Json toJson(const Event& event);
Result<QByteArray> encode(const Event& event);
/// The same into a buffer whose memory is used again. After an error it holds something unfinished.
Status encode(const Event& event, QByteArray& bytes);
/// Reads and checks canonical bytes. The error's message begins with the wrong field's name, `unknown_field`,
/// `missing_field`, `control_character` or a refusal code of journal.md 2; "not canonical" bytes are refused too.
Result<Event> decode(const QByteArray& body);
/// The same checks on a value that need not be in canonical form.
Result<Event> fromJson(const Json& value);

/// SHA-256(0x00 ‖ canonical bytes), RFC 6962.
Digest leafHash(QByteArrayView body);

} // namespace penelope::journal
