#pragma once

#include "core/base/binarypieces.h"
#include "core/base/fields.h"

#include <string>

/// Any value of ours in the form of binary.h, and the description of its type, without code for single structs: a
/// member that is added to one is written, read and described from then on. Classes with private members give them as
/// `parts(self)`; a type that nothing here fits is an error of the compiler.
namespace penelope::binary {

inline void putJson(Writer& out, const Json& value)
{
    out.byte(static_cast<std::uint8_t>(value.type()));
    switch (value.type()) {
    case Json::Type::Boolean: return out.byte(value.toBool());
    case Json::Type::Number: return out.real(value.toDouble());
    case Json::Type::String: return out.text(value.toString());
    case Json::Type::Array:
        out.number(value.toArray().size());
        for (const auto& each : value.toArray())
            putJson(out, each);
        return;
    case Json::Type::Object:
        out.number(value.toObject().size());
        for (const auto& [key, each] : value.toObject()) {
            out.text(key);
            putJson(out, each);
        }
        return;
    }
}

inline Json takeJson(Reader& in, int depth = 0)
{
    const auto type = in.byte();
    if (in.failed() || depth > kinds::deepestJson || type > static_cast<std::uint8_t>(Json::Type::Object)) {
        in.fail();
        return {};
    }
    switch (Json::Type{type}) {
    case Json::Type::Boolean: return in.byte() != 0;
    case Json::Type::Number: return in.real();
    case Json::Type::String: return in.text();
    case Json::Type::Array: {
        auto left = in.count();
        Json::Array list;
        for (list.reserve(std::min(left, kinds::mostReserved)); left > 0 && !in.failed(); --left)
            list.push_back(takeJson(in, depth + 1));
        return list;
    }
    case Json::Type::Object: {
        auto left = in.count();
        Json::Object members;
        for (members.reserve(std::min(left, kinds::mostReserved)); left > 0 && !in.failed(); --left) {
            auto key = in.text();
            if (!members.empty() && !(members.back().first < key))
                in.fail();
            members.emplace_back(std::move(key), takeJson(in, depth + 1));
        }
        return Json::fromSorted(std::move(members));
    }
    }
    return {};
}

template <typename Tuple> void putAll(Writer& out, const Tuple& values)
{
    std::apply([&out](const auto&... each) { (put(out, each), ...); }, values);
}
template <typename Tuple> void takeAll(Reader& in, Tuple&& values)
{
    std::apply([&in](auto&... each) { (take(in, each), ...); }, values);
}

template <typename Items> void putItems(Writer& out, const Items& items)
{
    out.number(static_cast<std::uint64_t>(items.size()));
    for (const auto& each : items)
        put(out, each);
}

template <typename Map> void putMap(Writer& out, const Map& map)
{
    out.number(static_cast<std::uint64_t>(map.size()));
    for (auto each = map.cbegin(); each != map.cend(); ++each) {
        if constexpr (requires { each.key(); }) {
            put(out, each.key());
            put(out, each.value());
        } else {
            put(out, each->first);
            put(out, each->second);
        }
    }
}

template <typename Items> void takeItems(Reader& in, Items& items)
{
    items.clear();
    const auto count = in.count();
    items.reserve(static_cast<decltype(items.size())>(std::min(count, kinds::mostReserved)));
    for (auto left = count; left > 0 && !in.failed(); --left) {
        typename Items::value_type value{};
        take(in, value);
        items.push_back(std::move(value));
    }
}

/// Keys ascend strictly, as they were written.
template <typename Map> void takeMap(Reader& in, Map& map)
{
    map.clear();
    for (auto left = in.count(); left > 0 && !in.failed(); --left) {
        typename Map::key_type key{};
        typename Map::mapped_type value{};
        take(in, key);
        take(in, value);
        if constexpr (requires { map.lastKey(); }) {
            if (!map.isEmpty() && !(map.lastKey() < key))
                in.fail();
            map.insert(map.cend(), key, std::move(value));
        } else {
            if (!map.empty() && !(map.rbegin()->first < key))
                in.fail();
            map.emplace_hint(map.end(), std::move(key), std::move(value));
        }
    }
}

template <typename... Each> void takeVariant(Reader& in, std::variant<Each...>& value)
{
    const auto index = in.byte();
    std::size_t at = 0;
    bool found = false;
    const auto tryOne = [&]<typename T>(T made) {
        if (at++ != index)
            return;
        take(in, made);
        value = std::move(made);
        found = true;
    };
    (tryOne(Each{}), ...);
    if (!found)
        in.fail();
}

template <typename T> void put(Writer& out, const T& value)
{
    using namespace kinds;
    if constexpr (std::is_same_v<T, bool>)
        out.byte(value);
    else if constexpr (std::is_enum_v<T>)
        out.integer(static_cast<std::int64_t>(value));
    else if constexpr (std::is_integral_v<T> && std::is_unsigned_v<T>)
        out.number(value);
    else if constexpr (std::is_integral_v<T>)
        out.integer(value);
    else if constexpr (std::is_same_v<T, double>)
        out.real(value);
    else if constexpr (std::is_same_v<T, QString>)
        out.text(value);
    else if constexpr (std::is_same_v<T, QByteArray>)
        out.bytes(value);
    else if constexpr (std::is_same_v<T, Json>)
        putJson(out, value);
    else if constexpr (isDuration<T>)
        put(out, value.count());
    else if constexpr (isTimePoint<T>)
        put(out, value.time_since_epoch().count());
    else if constexpr (isOptional<T> || isShared<T>) {
        out.byte(value ? 1 : 0);
        if (value)
            put(out, *value);
    } else if constexpr (isList<T>)
        putItems(out, value);
    else if constexpr (isArray<T>) {
        for (const auto& each : value)
            put(out, each);
    } else if constexpr (isTuple<T>)
        putAll(out, value);
    else if constexpr (isVariant<T>) {
        out.byte(static_cast<std::uint8_t>(value.index()));
        std::visit([&out](const auto& each) { put(out, each); }, value);
    } else if constexpr (isMap<T>)
        putMap(out, value);
    else if constexpr (isSharedMap<T>)
        putSharedMap(out, value);
    else if constexpr (isSharedLog<T>)
        putSharedLog(out, value);
    else if constexpr (HasParts<const T>)
        putAll(out, T::parts(value));
    else if constexpr (std::is_aggregate_v<T>)
        putAll(out, fieldsOf(value));
    else
        static_assert(never<T>, "no way to write this type");
}

template <typename T> void take(Reader& in, T& value)
{
    using namespace kinds;
    if constexpr (std::is_same_v<T, bool>)
        value = in.byte() != 0;
    else if constexpr (std::is_integral_v<T> && std::is_unsigned_v<T>)
        value = static_cast<T>(in.number());
    else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
        value = static_cast<T>(in.integer());
    else if constexpr (std::is_same_v<T, double>)
        value = in.real();
    else if constexpr (std::is_same_v<T, QString>)
        value = in.text();
    else if constexpr (std::is_same_v<T, QByteArray>)
        value = in.bytes();
    else if constexpr (std::is_same_v<T, Json>)
        value = takeJson(in);
    else if constexpr (isDuration<T>)
        value = T{static_cast<typename T::rep>(in.integer())};
    else if constexpr (isTimePoint<T>)
        value = T{typename T::duration{static_cast<typename T::rep>(in.integer())}};
    else if constexpr (isOptional<T>) {
        value.reset();
        if (in.byte() != 0)
            take(in, value.emplace());
    } else if constexpr (isShared<T>) {
        value.reset();
        if (in.byte() == 0)
            return;
        auto made = std::make_shared<std::remove_const_t<typename T::element_type>>();
        take(in, *made);
        value = std::move(made);
    } else if constexpr (isList<T>)
        takeItems(in, value);
    else if constexpr (isArray<T>) {
        for (auto& each : value)
            take(in, each);
    } else if constexpr (isTuple<T>)
        takeAll(in, value);
    else if constexpr (isVariant<T>)
        takeVariant(in, value);
    else if constexpr (isMap<T>)
        takeMap(in, value);
    else if constexpr (isSharedMap<T>)
        takeSharedMap(in, value);
    else if constexpr (isSharedLog<T>)
        takeSharedLog(in, value);
    else if constexpr (HasParts<T>)
        takeAll(in, T::parts(value));
    else if constexpr (std::is_aggregate_v<T>)
        takeAll(in, fieldsOf(value));
    else
        static_assert(never<T>, "no way to read this type");
}

} // namespace penelope::binary
