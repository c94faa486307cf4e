#pragma once

#include "core/base/binarykinds.h"
#include "core/base/fields.h"

#include <algorithm>
#include <functional>

/// Maps and logs whose copies share chunks, in the form of binary.h: flat, or with each chunk as a piece of its own
/// (pieces.h).
namespace penelope::binary {

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
        const auto number = out.keeper()->keep(chunk, chunk->kept, std::ref(bytes)); // allocates nothing
        out.number(chunk->size);
        out.integer(number - before);
        before = number;
    }
}

/// When the last row of a chunk came to its end; nothing where one goes on, or where rows have no end.
template <typename T, typename Chunk> std::optional<Instant> overSince(const Chunk& chunk)
{
    if constexpr (Ends<T>) {
        if (chunk.overSince || !chunk.entries.isThere())
            return chunk.overSince;
        auto last = Instant::min();
        for (const auto& entry : chunk.entries.get()) {
            const auto over = entry.second->overSince();
            if (!over)
                return std::nullopt;
            last = std::max(last, *over);
        }
        return last;
    }
    return std::nullopt;
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
    for (const auto& chunk : map.chunks()) {
        put(out, chunk->first);
        put(out, overSince<T>(*chunk));
    }
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
        if (__builtin_add_overflow(before, in.integer(), &before))
            in.fail();
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
        std::optional<Instant> over;
        take(in, first);
        take(in, over);
        chunks.push_back(std::make_shared<typename Map::Chunk>(
            std::move(first), note.size, PieceId{in.source()->store(), note.number}, over,
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

/// Shows every piece of a value to `open(lazy, look)`, which is to show `look` what is in it.
template <typename T, typename Open> void walkPieces(const T& value, const Open& open)
{
    using namespace kinds;
    if constexpr (isSharedMap<T>) {
        for (const auto& chunk : value.chunks())
            open(chunk->entries, [&open](const auto& entries) {
                for (const auto& entry : entries)
                    walkPieces(*entry.second, open);
            });
    } else if constexpr (isSharedLog<T>) {
        for (const auto& chunk : value.chunks())
            open(chunk->items, [](const auto&) {});
    } else if constexpr (HasParts<const T>)
        std::apply([&open](const auto&... each) { (walkPieces(each, open), ...); }, T::parts(value));
    else if constexpr (std::is_aggregate_v<T> && !isArray<T>)
        std::apply([&open](const auto&... each) { (walkPieces(each, open), ...); }, fieldsOf(value));
}

/// Looks at every part of a value, so that all its pieces are read.
template <typename T> void readPieces(const T& value)
{
    walkPieces(value, [](const auto& lazy, const auto& look) { look(lazy.get()); });
}

/// Reads every piece once, so that its source has seen them all and has told of those that are damaged, and keeps
/// nothing of what they are.
template <typename T> void checkPieces(const T& value)
{
    walkPieces(value, [](const auto& lazy, const auto& look) { lazy.lookOnce(look); });
}

} // namespace penelope::binary
