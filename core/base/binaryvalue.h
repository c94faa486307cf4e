#pragma once

#include "core/base/binary.h"
#include "core/base/fields.h"
#include "core/base/json.h"
#include "core/base/sharedlog.h"
#include "core/base/sharedmap.h"

#include <QMap>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Any value of ours in the form of binary.h, and the description of its type, without code for single structs: a
/// member that is added to one is written, read and described from then on. Classes with private members give them as
/// `parts(self)`; a type that nothing here fits is an error of the compiler.
namespace penelope::binary {

namespace kinds {

template <typename T> inline constexpr bool isDuration = false;
template <typename Rep, typename Period> inline constexpr bool isDuration<std::chrono::duration<Rep, Period>> = true;
template <typename T> inline constexpr bool isTimePoint = false;
template <typename Clock, typename Duration>
inline constexpr bool isTimePoint<std::chrono::time_point<Clock, Duration>> = true;
template <typename T> inline constexpr bool isOptional = false;
template <typename T> inline constexpr bool isOptional<std::optional<T>> = true;
template <typename T> inline constexpr bool isList = false;
template <typename T> inline constexpr bool isList<std::vector<T>> = true;
template <typename T> inline constexpr bool isList<QList<T>> = true;
template <typename T> inline constexpr bool isArray = false;
template <typename T, std::size_t Size> inline constexpr bool isArray<std::array<T, Size>> = true;
template <typename T> inline constexpr bool isTuple = false;
template <typename... T> inline constexpr bool isTuple<std::tuple<T...>> = true;
template <typename First, typename Second> inline constexpr bool isTuple<std::pair<First, Second>> = true;
template <typename T> inline constexpr bool isVariant = false;
template <typename... T> inline constexpr bool isVariant<std::variant<T...>> = true;
template <typename T> inline constexpr bool isMap = false;
template <typename Key, typename T> inline constexpr bool isMap<std::map<Key, T>> = true;
template <typename Key, typename T> inline constexpr bool isMap<QMap<Key, T>> = true;
template <typename T> inline constexpr bool isShared = false;
template <typename T> inline constexpr bool isShared<std::shared_ptr<T>> = true;
template <typename T> inline constexpr bool isSharedMap = false;
template <typename Key, typename T, std::size_t Size> inline constexpr bool isSharedMap<SharedMap<Key, T, Size>> = true;
template <typename T> inline constexpr bool isSharedLog = false;
template <typename T> inline constexpr bool isSharedLog<SharedLog<T>> = true;
template <typename T>
concept HasParts = requires(T& value) { T::parts(value); };
template <typename T> inline constexpr bool never = false;

constexpr int deepestJson = 2 * canonical::maxDepth;
/// More are grown into, as far as the bytes go.
constexpr std::size_t mostReserved = 4096;

} // namespace kinds

template <typename T> void put(Writer& out, const T& value);
template <typename T> void take(Reader& in, T& value);

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
        auto list = Json::array();
        for (auto left = in.count(); left > 0 && !in.failed(); --left)
            list.append(takeJson(in, depth + 1));
        return list;
    }
    case Json::Type::Object: {
        Json object;
        for (auto left = in.count(); left > 0 && !in.failed(); --left) {
            const auto key = in.text();
            object.set(key, takeJson(in, depth + 1));
        }
        return object;
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

/// Entries of a map, or elements of a log, one after the other.
template <typename Key, typename Row> void putEach(Writer& out, const std::vector<std::pair<Key, Row>>& entries)
{
    for (const auto& [key, row] : entries) {
        put(out, key);
        put(out, *row);
    }
}
template <typename T> void putEach(Writer& out, const std::vector<T>& items)
{
    for (const auto& each : items)
        put(out, each);
}
template <typename Key, typename T>
void takeEach(Reader& in, std::size_t count, std::vector<std::pair<Key, std::shared_ptr<const T>>>& entries)
{
    for (entries.reserve(std::min(count, kinds::mostReserved)); count > 0 && !in.failed(); --count) {
        Key key{};
        T row{};
        take(in, key);
        take(in, row);
        entries.emplace_back(std::move(key), std::make_shared<const T>(std::move(row)));
    }
}
template <typename T> void takeEach(Reader& in, std::size_t count, std::vector<T>& items)
{
    for (items.reserve(std::min(count, kinds::mostReserved)); count > 0 && !in.failed(); --count) {
        T each{};
        take(in, each);
        items.push_back(std::move(each));
    }
}

/// What stands for elements that cannot be read any more: as many, with nothing in them, so that whoever looks at them
/// finds what a log promises.
template <typename Key, typename Row> void blank(std::vector<std::pair<Key, Row>>& entries, std::size_t)
{
    entries.clear();
}
template <typename T> void blank(std::vector<T>& items, std::size_t size)
{
    items.assign(size, T{});
    if constexpr (kinds::isShared<T>) {
        for (auto& each : items)
            each = std::make_shared<typename T::element_type>();
    }
}

/// Reads a piece when its elements are first looked at.
template <typename Items> auto later(std::shared_ptr<const PieceSource> source, qint64 number, std::size_t size)
{
    return [source = std::move(source), number, size] {
        const auto bytes = source->piece(number);
        Reader in(bytes, source);
        Items items;
        takeEach(in, size, items);
        if (in.atEnd())
            return items;
        source->reportDamage();
        blank(items, size);
        return items;
    };
}

/// Chunks of a value that is shared: as numbers of pieces.
template <typename Chunks, typename Items> void putPieces(Writer& out, const Chunks& chunks, Items&& itemsOf)
{
    out.number(chunks.size());
    qint64 before = 0;
    for (const auto& chunk : chunks) {
        const auto bytes = [&out, &chunk, &itemsOf] {
            Writer piece(*out.keeper());
            putEach(piece, itemsOf(*chunk));
            return piece.take();
        };
        const auto number = out.keeper()->keep(chunk, chunk->kept, bytes);
        out.number(chunk->size);
        out.integer(number - before);
        before = number;
    }
}

template <typename Key, typename T, std::size_t Size> void putSharedMap(Writer& out, const SharedMap<Key, T, Size>& map)
{
    if (!out.keeper()) {
        out.number(map.size());
        map.forEach([&out](const Key& key, const auto& row) {
            put(out, key);
            put(out, *row);
        });
        return;
    }
    putPieces(out, map.chunks(), [](const auto& chunk) -> const auto& { return chunk.entries.get(); });
    for (const auto& chunk : map.chunks())
        put(out, chunk->first);
}

/// The sizes and numbers of pieces.
struct PieceNote
{
    std::size_t size = 0;
    qint64 number = 0;
};
inline std::vector<PieceNote> takeNotes(Reader& in)
{
    std::vector<PieceNote> notes;
    qint64 before = 0;
    for (auto left = in.count(); left > 0 && !in.failed(); --left) {
        const auto size = static_cast<std::size_t>(in.number());
        before += in.integer();
        notes.push_back({size, before});
    }
    return notes;
}

template <typename Whole, typename T> void settle(Reader& in, std::optional<Whole> whole, T& value)
{
    if (whole)
        value = std::move(*whole);
    else
        in.fail();
}

template <typename Key, typename T, std::size_t Size> void takeSharedMap(Reader& in, SharedMap<Key, T, Size>& map)
{
    using Map = SharedMap<Key, T, Size>;
    if (!in.source()) {
        typename Map::Entries entries;
        takeEach(in, in.count(), entries);
        return settle(in, Map::fromSorted(std::move(entries)), map);
    }
    std::vector<std::shared_ptr<typename Map::Chunk>> chunks;
    for (const auto& note : takeNotes(in)) {
        Key first{};
        take(in, first);
        chunks.push_back(std::make_shared<typename Map::Chunk>(
            std::move(first), note.size, PieceId{in.source()->store(), note.number},
            later<typename Map::Entries>(in.source(), note.number, note.size)));
    }
    settle(in, Map::fromChunks(std::move(chunks)), map);
}

template <typename T> void putSharedLog(Writer& out, const SharedLog<T>& log)
{
    if (out.keeper())
        return putPieces(out, log.chunks(), [](const auto& chunk) -> const auto& { return chunk.items.get(); });
    out.number(log.size());
    for (const auto& each : log)
        put(out, each);
}
template <typename T> void takeSharedLog(Reader& in, SharedLog<T>& log)
{
    using Log = SharedLog<T>;
    if (!in.source()) {
        log = {};
        for (auto left = in.count(); left > 0 && !in.failed(); --left) {
            T each{};
            take(in, each);
            log.push_back(std::move(each));
        }
        return;
    }
    std::vector<std::shared_ptr<typename Log::Chunk>> chunks;
    for (const auto& note : takeNotes(in))
        chunks.push_back(std::make_shared<typename Log::Chunk>(
            note.size, PieceId{in.source()->store(), note.number},
            later<typename Log::Items>(in.source(), note.number, note.size)));
    settle(in, Log::fromChunks(std::move(chunks)), log);
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
    else if constexpr (std::is_enum_v<T>)
        value = static_cast<T>(in.integer());
    else if constexpr (std::is_integral_v<T> && std::is_unsigned_v<T>)
        value = static_cast<T>(in.number());
    else if constexpr (std::is_integral_v<T>)
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

/// Looks at every part of a value, so that all its pieces are read.
template <typename T> void readPieces(const T& value)
{
    using namespace kinds;
    if constexpr (isSharedMap<T>)
        value.forEach([](const auto&, const auto& row) { readPieces(*row); });
    else if constexpr (isSharedLog<T>) {
        for (const auto& chunk : value.chunks())
            static_cast<void>(std::as_const(chunk->items).get());
    } else if constexpr (HasParts<const T>)
        std::apply([](const auto&... each) { (readPieces(each), ...); }, T::parts(value));
    else if constexpr (std::is_aggregate_v<T> && !isArray<T>)
        std::apply([](const auto&... each) { (readPieces(each), ...); }, fieldsOf(value));
}

} // namespace penelope::binary
