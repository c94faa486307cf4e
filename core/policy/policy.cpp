#include "core/policy/policy.h"

#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::policy {
namespace {

QString shown(const Json& value)
{
    return QString::fromUtf8(toJsonText(value));
}

Failure wrong(const Key& key, const Json& value, const QString& expected)
{
    return failure(
        ErrorCode::Malformed, u"%1 cannot be %2: it must be %3"_s.arg(key.name, shown(value), expected), key.name);
}

QString bounds(const Key& key)
{
    const auto number = [](double bound) { return QString::fromLatin1(canonical::number(bound)); };
    QString text;
    if (key.min && key.max)
        text = u" from %1 to %2"_s.arg(number(*key.min), number(*key.max));
    return key.unit.isEmpty() ? text : u"%1 (%2)"_s.arg(text, key.unit);
}

bool inBounds(const Key& key, double value)
{
    return (!key.min || value >= *key.min) && (!key.max || value <= *key.max);
}

bool isWhole(double value)
{
    return std::trunc(value) == value;
}

Status checkNumber(const Key& key, const Json& value, bool whole)
{
    const QString expected = (whole ? u"a whole number"_s : u"a number"_s) + bounds(key);
    if (!value.isNumber() || !inBounds(key, value.toDouble()) || (whole && !isWhole(value.toDouble())))
        return wrong(key, value, expected);
    return {};
}

Status checkText(const Key& key, const Json& value)
{
    if (!value.isString())
        return wrong(key, value, u"a text"_s);
    if (!key.choices.isEmpty() && !key.choices.contains(value.toString()))
        return wrong(key, value, u"one of %1"_s.arg(key.choices.join(u", "_s)));
    if (key.name == "rest.zone"_L1 && !QTimeZone{value.toString().toUtf8()}.isValid())
        return wrong(key, value, u"an IANA time zone such as Europe/Lisbon"_s);
    return {};
}

Status checkWords(const Key& key, const Json& value)
{
    const auto isWord = [](const Json& word) { return word.isString() && !word.toString().isEmpty(); };
    if (!value.isArray() || !std::all_of(value.toArray().begin(), value.toArray().end(), isWord))
        return wrong(key, value, u"a list of texts"_s);
    return {};
}

Status checkIntegers(const Key& key, const Json& value)
{
    const QString expected = u"a strictly increasing list of whole numbers"_s + bounds(key);
    if (!value.isArray() || value.toArray().empty())
        return wrong(key, value, expected);
    double last = -1;
    for (const auto& entry : value.toArray()) {
        const double number = entry.toDouble();
        if (!entry.isNumber() || !isWhole(number) || !inBounds(key, number) || number <= last)
            return wrong(key, value, expected);
        last = number;
    }
    if (key.name == "canary.steps"_L1 && last != 100)
        return wrong(key, value, expected + u", ending at 100"_s);
    return {};
}

/// The value in force. The journal holds every key from its creation on, so a missing one is an empty value, not a
/// built-in number.
const Json& valueOf(const State& state, const QString& name)
{
    static const Json empty;
    const auto at = state.settings.find(name);
    return at == state.settings.end() ? empty : at->value;
}

} // namespace

Status validate(const QString& name, const Json& value)
{
    const auto* key = find(name);
    if (!key)
        return failure(ErrorCode::Malformed, u"there is no policy key %1"_s.arg(name), name);
    switch (key->kind) {
    case Kind::Integer:
    case Kind::Duration: return checkNumber(*key, value, true);
    case Kind::Ratio: return checkNumber(*key, value, false);
    case Kind::Text: return checkText(*key, value);
    case Kind::Words: return checkWords(*key, value);
    case Kind::Boolean: return value.isBoolean() ? Status{} : wrong(*key, value, u"true or false"_s);
    case Kind::Integers: return checkIntegers(*key, value);
    }
    Q_UNREACHABLE();
}

qint64 State::integer(const QString& name) const
{
    return valueOf(*this, name).toInteger();
}

double State::ratio(const QString& name) const
{
    return valueOf(*this, name).toDouble();
}

Milliseconds State::duration(const QString& name) const
{
    return Milliseconds{valueOf(*this, name).toInteger()};
}

QString State::text(const QString& name) const
{
    return valueOf(*this, name).toString();
}

QStringList State::words(const QString& name) const
{
    return stringList(valueOf(*this, name));
}

bool State::flag(const QString& name) const
{
    return valueOf(*this, name).toBool();
}

std::vector<int> State::integers(const QString& name) const
{
    std::vector<int> numbers;
    for (const auto& entry : valueOf(*this, name).toArray())
        numbers.push_back(static_cast<int>(entry.toInteger()));
    return numbers;
}

State defaults()
{
    State state;
    for (const auto& key : registry())
        state.settings[key.name].value = key.fallback;
    return state;
}

journal::Drafts missing(const State& state)
{
    journal::Drafts drafts;
    for (const auto& key : registry()) {
        if (state.settings.contains(key.name))
            continue;
        drafts.push_back(
            {.kind = u"PolicyChanged"_s,
             .stream = u"policy"_s,
             .payload = Json::object({{u"key"_s, key.name}, {u"to"_s, key.fallback}, {u"reason"_s, u"default"_s}})});
    }
    return drafts;
}

void apply(State& state, const journal::Event& event)
{
    const auto name = event.payload.text(u"key");
    const auto* value = event.payload.find(u"to");
    if (event.kind != "PolicyChanged"_L1 || !name || !value)
        return;
    state.settings[*name] = {*value, event.seq, event.time, event.actor, event.payload[u"reason"].toString()};
    state.seq = event.seq;
}

Result<journal::Drafts> change(const State& state, const QString& name, const Json& value, const QString& reason)
{
    if (const auto valid = validate(name, value); !valid)
        return Failure{valid.error()};
    if (reason.trimmed().isEmpty())
        return failure(ErrorCode::Malformed, u"a change of %1 needs a reason"_s.arg(name), u"reason"_s);
    const auto at = state.settings.find(name);
    const auto before = at == state.settings.end() ? std::nullopt : std::optional{at->value};
    if (before == value)
        return failure(ErrorCode::Refused, u"%1 is %2 already"_s.arg(name, shown(value)), name);
    return journal::Drafts{
        {.kind = u"PolicyChanged"_s,
         .stream = u"policy"_s,
         .payload = Json::object({{u"key"_s, name}, {u"from"_s, before}, {u"to"_s, value}, {u"reason"_s, reason}})}};
}

} // namespace penelope::policy
