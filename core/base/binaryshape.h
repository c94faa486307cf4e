#pragma once

#include "core/base/binaryvalue.h"

#include <algorithm>

/// What a type consists of, as text: two builds whose values do not fit each other have different ones.
namespace penelope::binary {

class Shape
{
public:
    template <typename T> void add()
    {
        using Plain = std::remove_cvref_t<T>;
        const auto name = kinds::nameOf<Plain>();
        m_text.append(name).append(";");
        if (std::find(m_seen.begin(), m_seen.end(), name) != m_seen.end())
            return;
        m_seen.push_back(name);
        m_text.append("{");
        addMembers<Plain>();
        m_text.append("}");
    }
    const std::string& text() const { return m_text; }

private:
    template <typename... Each> void addEach(std::tuple<Each...>*) { (add<Each>(), ...); }

    /// Names of templates name what they are made of, not what that consists of.
    template <typename T> void addMembers()
    {
        using namespace kinds;
        if constexpr (isOptional<T> || isList<T> || isArray<T>)
            add<typename T::value_type>();
        else if constexpr (isShared<T>)
            add<typename T::element_type>();
        else if constexpr (isMap<T>) {
            add<typename T::key_type>();
            add<typename T::mapped_type>();
        } else if constexpr (isSharedMap<T>) {
            add<typename T::Entry::first_type>();
            add<typename T::Entry::second_type>();
        } else if constexpr (isSharedLog<T>)
            add<decltype(std::declval<const T&>()[0])>();
        else if constexpr (isTuple<T>)
            addTuple<T>(std::make_index_sequence<std::tuple_size_v<T>>{});
        else if constexpr (std::is_same_v<T, QString> || std::is_same_v<T, QByteArray> || std::is_same_v<T, Json>)
            return;
        else if constexpr (HasParts<T>) {
            using Parts = decltype(T::parts(std::declval<T&>()));
            addEach(static_cast<Parts*>(nullptr));
        } else if constexpr (std::is_aggregate_v<T>) {
            using Fields = decltype(fieldsOf(std::declval<T&>()));
            addEach(static_cast<Fields*>(nullptr));
        }
    }
    template <typename T, std::size_t... At> void addTuple(std::index_sequence<At...>)
    {
        (add<std::tuple_element_t<At, T>>(), ...);
    }

    std::string m_text;
    std::vector<std::string_view> m_seen;
};

} // namespace penelope::binary
