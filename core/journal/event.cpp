#include "core/journal/event.h"

#include "core/base/canonicalscan.h"
#include "core/base/canonicalwriter.h"
#include "core/journal/envelope.h"
#include "core/journal/merkle.h"

#include <algorithm>
#include <array>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

Failure wrong(QLatin1String field, const QString& detail)
{
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(field, detail), field);
}

/// Without a copy of the name: this is asked a dozen times for each of millions of events.
const Json* memberOf(const Json& value, QLatin1String name)
{
    for (const auto& [key, member] : value.toObject()) {
        if (key == name)
            return &member;
    }
    return nullptr;
}

Status checkFields(const Json& value)
{
    if (!value.isObject())
        return failure(ErrorCode::Malformed, u"missing_field: an event is an object"_s);
    for (const auto& [key, member] : value.toObject()) {
        const bool known =
            std::any_of(envelopeFields.begin(), envelopeFields.end(), [&key](const EnvelopeField& field) {
                return field.name == key;
            });
        if (!known)
            return failure(ErrorCode::Malformed, u"unknown_field: %1"_s.arg(key), key);
    }
    for (const auto& field : envelopeFields) {
        if (field.required && !memberOf(value, field.name))
            return failure(ErrorCode::Malformed, u"missing_field: %1"_s.arg(field.name), field.name);
    }
    return {};
}

Status checkWhole(QLatin1String field, qint64 number, qint64 least, qint64 most)
{
    if (number < least || number > most)
        return wrong(field, u"expected an integer from %1 to %2"_s.arg(least).arg(most));
    return {};
}

Status checkText(QLatin1String field, const QString& content)
{
    const auto isControl = [](QChar letter) { return letter.unicode() < 0x20 || letter.unicode() == 0x7F; };
    if (std::any_of(content.begin(), content.end(), isControl))
        return failure(ErrorCode::Malformed, u"control_character: in %1"_s.arg(field), field);
    constexpr qsizetype most = 255;
    const auto bytes = 3 * content.size() <= most ? content.size() : content.toUtf8().size();
    if (bytes < 1 || bytes > most)
        return wrong(field, u"expected 1 to 255 bytes"_s);
    return {};
}

bool isKind(const QString& kind)
{
    const auto plain = [](QChar letter) {
        return (letter >= u'A' && letter <= u'Z') || (letter >= u'a' && letter <= u'z') ||
               (letter >= u'0' && letter <= u'9');
    };
    return !kind.isEmpty() && kind.size() <= 64 && kind[0] >= u'A' && kind[0] <= u'Z' &&
           std::all_of(kind.begin(), kind.end(), plain);
}

bool isStream(const QString& stream)
{
    const auto slash = stream.indexOf(u'/');
    const auto head = QStringView(stream).left(slash < 0 ? stream.size() : slash);
    const auto lower = [](QChar letter) { return letter >= u'a' && letter <= u'z'; };
    const auto plain = [&lower](QChar letter) {
        return lower(letter) || letter == u'_' || (letter >= u'0' && letter <= u'9');
    };
    return !head.isEmpty() && lower(head[0]) && std::all_of(head.begin(), head.end(), plain) &&
           (slash < 0 || slash + 1 < stream.size());
}

Status checkKind(const QString& kind)
{
    return isKind(kind) ? Status{} : wrong("kind"_L1, u"expected a capital letter and up to 63 letters or digits"_s);
}

Status checkStream(const QString& stream)
{
    if (auto text = checkText("stream"_L1, stream); !text)
        return text;
    return isStream(stream) ? Status{} : wrong("stream"_L1, u"expected a lower-case word, or that and /ID"_s);
}

/// The first that is wrong, in the order in which decode looks.
Status check(const Event& event)
{
    const std::array checks{
        checkWhole("seq"_L1, event.seq, 1, largestSeq),
        checkWhole("time"_L1, toMs(event.time), 0, latestTime),
        checkWhole("version"_L1, event.version, 1, latestVersion),
        checkWhole("stream_version"_L1, event.streamVersion, 1, largestSeq),
        checkWhole("epoch"_L1, event.epoch, 1, largestSeq),
        event.cause ? checkWhole("cause"_L1, *event.cause, 1, event.seq - 1) : Status{},
        checkKind(event.kind),
        checkStream(event.stream),
        checkText("actor"_L1, event.actor),
        event.correlation.isEmpty() ? Status{} : checkText("correlation"_L1, event.correlation),
        event.payload.isObject() ? Status{} : wrong("payload"_L1, u"expected an object"_s)};
    const auto first = std::find_if(checks.begin(), checks.end(), [](const Status& each) { return !each; });
    return first == checks.end() ? Status{} : *first;
}

Result<qint64> whole(const Json& value, QLatin1String field, qint64 least, qint64 most)
{
    const auto* member = memberOf(value, field);
    const double number = member->isNumber() ? member->toDouble() : -2.0;
    const bool inRange = number >= static_cast<double>(least) && number <= static_cast<double>(most);
    if (!inRange || number != static_cast<double>(static_cast<qint64>(number)))
        return Failure{checkWhole(field, least - 1, least, most).error()};
    return static_cast<qint64>(number);
}

Result<QString> text(const Json& value, QLatin1String field)
{
    const auto* member = memberOf(value, field);
    if (!member->isString())
        return wrong(field, u"expected a string"_s);
    auto content = member->toString();
    if (const auto checked = checkText(field, content); !checked)
        return Failure{checked.error()};
    return content;
}

Status readTexts(const Json& value, Event& event)
{
    event.kind = value[u"kind"].toString();
    if (auto kind = checkKind(event.kind); !kind)
        return kind;
    const auto stream = text(value, "stream"_L1);
    if (!stream)
        return Failure{stream.error()};
    event.stream = *stream;
    if (auto named = checkStream(event.stream); !named)
        return named;
    const auto actor = text(value, "actor"_L1);
    if (!actor)
        return Failure{actor.error()};
    event.actor = *actor;
    if (value.contains(u"correlation")) {
        const auto correlation = text(value, "correlation"_L1);
        if (!correlation)
            return Failure{correlation.error()};
        event.correlation = *correlation;
    }
    return {};
}

Status readNumbers(const Json& value, Event& event)
{
    const auto seq = whole(value, "seq"_L1, 1, largestSeq);
    const auto time = seq ? whole(value, "time"_L1, 0, latestTime) : seq;
    const auto version = time ? whole(value, "version"_L1, 1, latestVersion) : time;
    const auto streamVersion = version ? whole(value, "stream_version"_L1, 1, largestSeq) : version;
    const auto epoch = streamVersion ? whole(value, "epoch"_L1, 1, largestSeq) : streamVersion;
    if (!epoch)
        return Failure{epoch.error()};
    event.seq = *seq;
    event.time = instantFromMs(*time);
    event.version = static_cast<int>(*version);
    event.streamVersion = *streamVersion;
    event.epoch = *epoch;
    if (value.contains(u"cause")) {
        const auto cause = whole(value, "cause"_L1, 1, *seq - 1);
        if (!cause)
            return Failure{cause.error()};
        event.cause = *cause;
    }
    return {};
}

} // namespace

Json toJson(const Event& event)
{
    auto value = Json::object(
        {{u"actor"_s, event.actor},
         {u"epoch"_s, event.epoch},
         {u"kind"_s, event.kind},
         {u"payload"_s, event.payload},
         {u"seq"_s, event.seq},
         {u"stream"_s, event.stream},
         {u"stream_version"_s, event.streamVersion},
         {u"time"_s, toMs(event.time)},
         {u"version"_s, event.version}});
    value.set(u"cause"_s, event.cause);
    if (!event.correlation.isEmpty())
        value.set(u"correlation"_s, event.correlation);
    return value;
}

namespace {

using canonical::Writer;

/// The members before the payload, and its key.
Status writeHead(const Event& event, Writer writer)
{
    writer.raw("{\"actor\":");
    if (auto done = writer.string(event.actor); !done)
        return done;
    if (event.cause) {
        writer.raw(",\"cause\":");
        writer.whole(*event.cause);
    }
    if (!event.correlation.isEmpty()) {
        writer.raw(",\"correlation\":");
        if (auto done = writer.string(event.correlation); !done)
            return done;
    }
    writer.raw(",\"epoch\":");
    writer.whole(event.epoch);
    writer.raw(",\"kind\":");
    if (auto done = writer.string(event.kind); !done)
        return done;
    writer.raw(",\"payload\":");
    return {};
}

/// The members after it.
Status writeTail(const Event& event, Writer writer)
{
    writer.raw(",\"seq\":");
    writer.whole(event.seq);
    writer.raw(",\"stream\":");
    if (auto done = writer.string(event.stream); !done)
        return done;
    writer.raw(",\"stream_version\":");
    writer.whole(event.streamVersion);
    writer.raw(",\"time\":");
    writer.whole(toMs(event.time));
    writer.raw(",\"version\":");
    writer.whole(event.version);
    writer.raw("}");
    return {};
}

Status checkSize(qsizetype size)
{
    if (size > canonical::maxBytes)
        return failure(ErrorCode::Malformed, u"size: larger than an event may be"_s, u"byte %1"_s.arg(size));
    return {};
}

} // namespace

Status encode(const Event& event, QByteArray& bytes)
{
    bytes.resize(0); // keeps its memory
    if (auto valid = check(event); !valid)
        return valid;
    if (auto done = writeHead(event, Writer{bytes}); !done)
        return done;
    // The envelope is judged before the payload, and its bytes count as those around an empty one.
    QByteArray tail;
    if (auto done = writeTail(event, Writer{tail, bytes.size() + 2}); !done)
        return done;
    const auto head = bytes.size();
    if (auto done = Writer{bytes}.write(event.payload, 2); !done)
        return done;
    if (auto fits = checkSize(bytes.size() - head); !fits)
        return fits;
    bytes += tail;
    return checkSize(bytes.size());
}

Result<QByteArray> encode(const Event& event)
{
    QByteArray bytes;
    bytes.reserve(1024); // most events need no more
    if (auto done = encode(event, bytes); !done)
        return Failure{done.error()};
    return bytes;
}

namespace {

Result<Event> eventFrom(const Json& value)
{
    if (auto fields = checkFields(value); !fields)
        return Failure{fields.error()};
    Event event;
    if (auto numbers = readNumbers(value, event); !numbers)
        return Failure{numbers.error()};
    if (auto texts = readTexts(value, event); !texts)
        return Failure{texts.error()};
    if (!value[u"payload"].isObject())
        return wrong("payload"_L1, u"expected an object"_s);
    return event;
}

} // namespace

Result<Event> fromJson(const Json& value)
{
    auto event = eventFrom(value);
    if (event)
        event->payload = value[u"payload"];
    return event;
}

Result<Event> decode(const QByteArray& body)
{
    auto value = canonical::parse(body);
    if (!value)
        return Failure{value.error()};
    std::vector<canonical::RawMember> members;
    members.reserve(envelopeFields.size());
    if (!canonical::isPlainlyCanonical(body, members)) {
        const auto again = canonical::encode(*value);
        if (!again || *again != body)
            return failure(ErrorCode::Malformed, u"not canonical: other bytes say the same"_s);
    }
    auto event = eventFrom(*value);
    if (event)
        event->payload = value->take(u"payload");
    return event;
}

Digest leafHash(QByteArrayView body)
{
    return sha256(leafPrefix, body);
}

} // namespace penelope::journal
