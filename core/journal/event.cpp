#include "core/journal/event.h"

#include "core/base/canonicalscan.h"
#include "core/base/sharedkeys.h"
#include "core/journal/envelope.h"
#include "core/journal/eventwriter.h"
#include "core/journal/fieldchecks.h"
#include "core/journal/merkle.h"
#include "core/journal/outline.h"

#include <algorithm>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

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

Status checkNumbers(const Event& event)
{
    struct Number
    {
        QLatin1String field;
        qint64 value;
        qint64 most;
        qint64 least = 1;
    };
    for (const auto& number :
         {Number{"seq"_L1, event.seq, largestSeq}, Number{"time"_L1, toMs(event.time), latestTime, 0},
          Number{"version"_L1, event.version, latestVersion},
          Number{"stream_version"_L1, event.streamVersion, largestSeq}, Number{"epoch"_L1, event.epoch, largestSeq}}) {
        if (auto whole = checkWhole(number.field, number.value, number.least, number.most); !whole)
            return whole;
    }
    return event.cause ? checkWhole("cause"_L1, *event.cause, 1, event.seq - 1) : Status{};
}

/// The first that is wrong, in the order in which decode looks.
Status check(const Event& event)
{
    if (auto numbers = checkNumbers(event); !numbers)
        return numbers;
    if (auto kind = checkKind(event.kind); !kind)
        return kind;
    if (auto stream = checkStream(event.stream); !stream)
        return stream;
    if (auto actor = checkText("actor"_L1, event.actor); !actor)
        return actor;
    auto correlation = event.correlation.isEmpty() ? Status{} : checkText("correlation"_L1, event.correlation);
    if (!correlation)
        return correlation;
    return event.payload.isObject() ? Status{} : wrong("payload"_L1, u"expected an object"_s);
}

Result<qint64> whole(const Json& value, QLatin1String field, qint64 least, qint64 most)
{
    const auto* member = memberOf(value, field);
    const double number = member->isNumber() ? member->toDouble() : -2.0;
    const bool inRange = number >= static_cast<double>(least) && number <= static_cast<double>(most);
    if (!inRange || number != static_cast<double>(static_cast<qint64>(number)))
        return outside(field, least, most);
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

Status quote(const QString& text, Writer& writer, Quoted& place)
{
    place.begin = writer.written().size();
    auto done = writer.string(text);
    place.size = writer.written().size() - place.begin;
    return done;
}

/// The members before the payload, and its key.
Status writeHead(const Event& event, Writer& writer, Quoted& kind)
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
    if (auto done = quote(event.kind, writer, kind); !done)
        return done;
    writer.raw(",\"payload\":");
    return {};
}

/// The members after it.
Status writeTail(const Event& event, Writer& writer, Quoted& stream)
{
    writer.raw(",\"seq\":");
    writer.whole(event.seq);
    writer.raw(",\"stream\":");
    if (auto done = quote(event.stream, writer, stream); !done)
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

/// The envelope is judged before the payload, and its bytes count as those around an empty one.
Status write(const Event& event, Writer& writer, Quoted& kind, Quoted& stream)
{
    if (auto done = writeHead(event, writer, kind); !done)
        return done;
    const auto head = writer.at();
    writer.countFrom(0);
    auto payload = writer.write(event.payload, 2);
    const auto payloadSize = writer.at();
    writer.countFrom(head + 2);
    if (auto done = writeTail(event, writer, stream); !done)
        return done;
    if (!payload)
        return payload;
    if (auto fits = checkSize(payloadSize); !fits)
        return fits;
    return checkSize(writer.at() - 2 + payloadSize);
}

} // namespace

Status encode(const Event& event, Writer& writer, Quoted& kind, Quoted& stream)
{
    if (auto valid = check(event); !valid)
        return valid;
    writer.countFrom(0);
    return write(event, writer, kind, stream);
}

Status encode(const Event& event, Writer& writer)
{
    Quoted kind;
    Quoted stream;
    return encode(event, writer, kind, stream);
}

Status encode(const Event& event, QByteArray& bytes)
{
    bytes.resize(0); // keeps its memory
    Writer writer(bytes);
    return encode(event, writer);
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

namespace {

/// Few kinds and actors are named again and again: each is made once.
QString word(QByteArrayView text)
{
    thread_local SharedKeys words;
    return text.size() <= SharedKeys::longest ? words.of(text) : QString::fromLatin1(text);
}

Event eventOf(const Outline& outline, Json payload)
{
    Event event{
        .seq = outline.seq,
        .time = instantFromMs(outline.time),
        .kind = word(outline.kind),
        .version = outline.version,
        .stream = QString::fromLatin1(outline.stream),
        .streamVersion = outline.streamVersion,
        .actor = word(outline.actor),
        .epoch = outline.epoch,
        .cause = outline.cause,
        .correlation = {},
        .payload = std::move(payload)};
    if (outline.correlation == outline.stream)
        event.correlation = event.stream;
    else
        event.correlation = QString::fromLatin1(outline.correlation);
    return event;
}

/// What no outline can be read of; and every refusal comes from here.
Result<Event> decodeWhole(const QByteArray& body)
{
    auto value = canonical::parse(body);
    if (!value)
        return Failure{value.error()};
    std::vector<canonical::RawMember> members;
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

} // namespace

Result<Event> decode(const QByteArray& body)
{
    thread_local Outliner outliner;
    const auto outline = outliner.read(body);
    if (!outline)
        return decodeWhole(body);
    auto payload = canonical::parse(QByteArray::fromRawData(outline->payload.data(), outline->payload.size()));
    if (!payload)
        return decodeWhole(body);
    return eventOf(*outline, std::move(*payload));
}

Digest leafHash(QByteArrayView body)
{
    return sha256(leafPrefix, body);
}

} // namespace penelope::journal
