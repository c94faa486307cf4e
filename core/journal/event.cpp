#include "core/journal/event.h"

#include <algorithm>
#include <array>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 latestTime = 253402300799999;
constexpr double largestSeq = 9007199254740991.0;

struct Field
{
    QLatin1String name;
    bool required;
};
constexpr std::array<Field, 11> envelopeFields{
    {{"actor"_L1, true},
     {"cause"_L1, false},
     {"correlation"_L1, false},
     {"epoch"_L1, true},
     {"kind"_L1, true},
     {"payload"_L1, true},
     {"seq"_L1, true},
     {"stream"_L1, true},
     {"stream_version"_L1, true},
     {"time"_L1, true},
     {"version"_L1, true}}};

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
        const bool known = std::any_of(
            envelopeFields.begin(), envelopeFields.end(), [&key](const Field& field) { return field.name == key; });
        if (!known)
            return failure(ErrorCode::Malformed, u"unknown_field: %1"_s.arg(key), key);
    }
    for (const auto& field : envelopeFields) {
        if (field.required && !memberOf(value, field.name))
            return failure(ErrorCode::Malformed, u"missing_field: %1"_s.arg(field.name), field.name);
    }
    return {};
}

Result<qint64> whole(const Json& value, QLatin1String field, qint64 least, qint64 most)
{
    const auto* member = memberOf(value, field);
    const double number = member->isNumber() ? member->toDouble() : -2.0;
    const bool inRange = number >= static_cast<double>(least) && number <= static_cast<double>(most);
    if (!member->isNumber() || !inRange || number != static_cast<double>(static_cast<qint64>(number)))
        return wrong(field, u"expected an integer from %1 to %2"_s.arg(least).arg(most));
    return static_cast<qint64>(number);
}

Result<QString> text(const Json& value, QLatin1String field)
{
    const auto* member = memberOf(value, field);
    if (!member->isString())
        return wrong(field, u"expected a string"_s);
    const auto content = member->toString();
    const auto isControl = [](QChar letter) { return letter.unicode() < 0x20 || letter.unicode() == 0x7F; };
    if (std::any_of(content.begin(), content.end(), isControl))
        return failure(ErrorCode::Malformed, u"control_character: in %1"_s.arg(field), field);
    const auto bytes = content.toUtf8().size();
    if (bytes < 1 || bytes > 255)
        return wrong(field, u"expected 1 to 255 bytes"_s);
    return content;
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

Status readTexts(const Json& value, Event& event)
{
    const auto* kind = value.find(u"kind");
    if (!kind->isString() || !isKind(kind->toString()))
        return wrong("kind"_L1, u"expected a capital letter and up to 63 letters or digits"_s);
    event.kind = kind->toString();
    const auto stream = text(value, "stream"_L1);
    if (!stream)
        return Failure{stream.error()};
    if (!isStream(*stream))
        return wrong("stream"_L1, u"expected a lower-case word, or that and /ID"_s);
    event.stream = *stream;
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
    constexpr auto most = static_cast<qint64>(largestSeq);
    const auto seq = whole(value, "seq"_L1, 1, most);
    const auto time = seq ? whole(value, "time"_L1, 0, latestTime) : seq;
    const auto version = time ? whole(value, "version"_L1, 1, 65535) : time;
    const auto streamVersion = version ? whole(value, "stream_version"_L1, 1, most) : version;
    const auto epoch = streamVersion ? whole(value, "epoch"_L1, 1, most) : streamVersion;
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

Result<QByteArray> encode(const Event& event)
{
    // The payload is large and is neither copied nor looked at twice: it is written into the place of an empty one.
    auto envelope = event;
    envelope.payload = {};
    const auto value = toJson(envelope);
    if (const auto valid = fromJson(value); !valid)
        return Failure{valid.error()};
    if (!event.payload.isObject())
        return wrong("payload"_L1, u"expected an object"_s);
    auto bytes = canonical::encode(value);
    const auto payload = bytes ? canonical::encode(event.payload, 2) : bytes;
    if (!payload)
        return payload;
    constexpr QByteArrayView place = ",\"payload\":{}"; // in a string its quotes would be escaped
    bytes->replace(bytes->indexOf(place) + place.size() - 2, 2, *payload);
    if (bytes->size() > canonical::maxBytes)
        return failure(ErrorCode::Malformed, u"size: larger than an event may be"_s, u"byte %1"_s.arg(bytes->size()));
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

namespace {

/// The content of a string of printable ASCII without escapes, 1 to 255 bytes.
std::optional<QByteArrayView> plainText(QByteArrayView value)
{
    if (value.size() < 3 || value.size() > 257 || value.front() != '"')
        return std::nullopt;
    const auto content = value.sliced(1, value.size() - 2);
    const bool plain = std::all_of(
        content.begin(), content.end(), [](char letter) { return letter >= 0x20 && letter < 0x7F && letter != '\\'; });
    return plain ? std::optional{content} : std::nullopt;
}

/// A whole number in its range. The bytes are canonical: digits alone make one.
std::optional<qint64> plainWhole(QByteArrayView value, qint64 least, qint64 most)
{
    qint64 number = 0;
    for (const char digit : value) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    return number >= least && number <= most ? std::optional{number} : std::nullopt;
}

bool isPlainKind(QByteArrayView kind)
{
    const auto letter = [](char each) { return (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z'); };
    return kind.size() <= 64 && kind.front() >= 'A' && kind.front() <= 'Z' &&
           std::all_of(
               kind.begin(), kind.end(), [&letter](char each) { return letter(each) || (each >= '0' && each <= '9'); });
}

bool isPlainStream(QByteArrayView stream)
{
    const auto slash = stream.indexOf('/');
    const auto head = slash < 0 ? stream : stream.first(slash);
    const auto lower = [](char each) { return each >= 'a' && each <= 'z'; };
    return !head.isEmpty() && lower(head.front()) && slash + 1 < stream.size() &&
           std::all_of(head.begin(), head.end(), [&lower](char each) {
               return lower(each) || each == '_' || (each >= '0' && each <= '9');
           });
}

} // namespace

std::optional<Outline> Outliner::read(QByteArrayView body)
{
    if (!canonical::isPlainlyCanonical(body, m_members))
        return std::nullopt;
    std::array<QByteArrayView, envelopeFields.size()> found{};
    std::size_t next = 0;
    for (std::size_t field = 0; field < envelopeFields.size(); ++field) {
        const auto& [name, required] = envelopeFields[field];
        if (next < m_members.size() && m_members[next].key == QByteArrayView(name.data(), name.size()))
            found[field] = m_members[next++].value;
        else if (required)
            return std::nullopt;
    }
    if (next != m_members.size())
        return std::nullopt;
    const auto& [actor, cause, correlation, epoch, kind, payload, seq, stream, streamVersion, time, version] = found;
    constexpr auto most = static_cast<qint64>(largestSeq);
    const auto kindText = plainText(kind);
    const auto streamText = plainText(stream);
    const auto number = plainWhole(seq, 1, most);
    const auto moment = plainWhole(time, 0, latestTime);
    const auto position = plainWhole(streamVersion, 1, most);
    const bool texts = kindText && isPlainKind(*kindText) && streamText && isPlainStream(*streamText) &&
                       plainText(actor) && (correlation.isEmpty() || plainText(correlation));
    const bool numbers = number && moment && position && plainWhole(epoch, 1, most) && plainWhole(version, 1, 65535) &&
                         (cause.isEmpty() || plainWhole(cause, 1, *number - 1));
    if (!texts || !numbers || payload.front() != '{')
        return std::nullopt;
    return Outline{*number, *moment, *kindText, *streamText, *position};
}

Digest leafHash(QByteArrayView body)
{
    return sha256(0x00, body);
}

} // namespace penelope::journal
