#pragma once

#include "core/base/binary.h"
#include "core/base/json.h"
#include "core/base/sharedlog.h"
#include "core/base/sharedmap.h"

#include <QMap>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

/// What binaryvalue.h tells types apart by.
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

} // namespace penelope::binary
