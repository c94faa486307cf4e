#include "core/base/json.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace penelope {
namespace {

const Json& emptyObject()
{
    static const Json empty;
    return empty;
}

auto lowerBound(Json::Object& object, QStringView key)
{
    return std::lower_bound(object.begin(), object.end(), key, [](const Json::Member& member, QStringView wanted) {
        return member.first < wanted;
    });
}

auto lowerBound(const Json::Object& object, QStringView key)
{
    return std::lower_bound(object.begin(), object.end(), key, [](const Json::Member& member, QStringView wanted) {
        return member.first < wanted;
    });
}

} // namespace

Json Json::object(std::initializer_list<std::pair<QString, std::optional<Json>>> members)
{
    Json result;
    for (const auto& [key, value] : members) {
        if (value)
            result.set(key, *value);
    }
    return result;
}

bool Json::toBool(bool fallback) const
{
    const auto* value = std::get_if<bool>(&m_value);
    return value ? *value : fallback;
}

double Json::toDouble(double fallback) const
{
    const auto* value = std::get_if<double>(&m_value);
    return value ? *value : fallback;
}

qint64 Json::toInteger(qint64 fallback) const
{
    const auto* value = std::get_if<double>(&m_value);
    constexpr double bound = 9007199254740992.0;
    return value && std::abs(*value) < bound ? static_cast<qint64>(*value) : fallback;
}

QString Json::toString(const QString& fallback) const
{
    const auto* value = std::get_if<QString>(&m_value);
    return value ? *value : fallback;
}

const Json::Array& Json::toArray() const
{
    static const Array empty;
    const auto* value = std::get_if<Array>(&m_value);
    return value ? *value : empty;
}

const Json::Object& Json::toObject() const
{
    static const Object empty;
    const auto* value = std::get_if<Object>(&m_value);
    return value ? *value : empty;
}

const Json* Json::find(QStringView key) const
{
    const auto* members = std::get_if<Object>(&m_value);
    if (!members)
        return nullptr;
    const auto at = lowerBound(*members, key);
    return at != members->end() && at->first == key ? &at->second : nullptr;
}

const Json& Json::operator[](QStringView key) const
{
    const auto* found = find(key);
    return found ? *found : emptyObject();
}

std::optional<double> Json::number(QStringView key) const
{
    const auto* found = find(key);
    return found && found->isNumber() ? std::optional{found->toDouble()} : std::nullopt;
}

std::optional<qint64> Json::integer(QStringView key) const
{
    const auto* found = find(key);
    return found && found->isNumber() ? std::optional{found->toInteger()} : std::nullopt;
}

std::optional<QString> Json::text(QStringView key) const
{
    const auto* found = find(key);
    return found && found->isString() ? std::optional{found->toString()} : std::nullopt;
}

std::optional<bool> Json::boolean(QStringView key) const
{
    const auto* found = find(key);
    return found && found->isBoolean() ? std::optional{found->toBool()} : std::nullopt;
}

void Json::set(const QString& key, Json value)
{
    if (!isObject())
        m_value = Object{};
    auto& members = std::get<Object>(m_value);
    if (members.empty() || members.back().first < key) { // what is read comes in order
        members.emplace_back(key, std::move(value));
        return;
    }
    const auto at = lowerBound(members, key);
    if (at != members.end() && at->first == key)
        at->second = std::move(value);
    else
        members.emplace(at, key, std::move(value));
}

void Json::remove(QStringView key)
{
    auto* members = std::get_if<Object>(&m_value);
    if (!members)
        return;
    const auto at = lowerBound(*members, key);
    if (at != members->end() && at->first == key)
        members->erase(at);
}

Json Json::take(QStringView key)
{
    auto* members = std::get_if<Object>(&m_value);
    if (!members)
        return {};
    const auto at = lowerBound(*members, key);
    if (at == members->end() || at->first != key)
        return {};
    auto taken = std::move(at->second);
    members->erase(at);
    return taken;
}

void Json::append(Json value)
{
    if (!isArray())
        m_value = Array{};
    std::get<Array>(m_value).push_back(std::move(value));
}

Json jsonList(const QStringList& texts)
{
    Json::Array array;
    array.reserve(static_cast<std::size_t>(texts.size()));
    for (const auto& text : texts)
        array.emplace_back(text);
    return Json{std::move(array)};
}

QStringList stringList(const Json& array)
{
    QStringList texts;
    for (const auto& entry : array.toArray())
        texts.append(entry.toString());
    return texts;
}

} // namespace penelope
