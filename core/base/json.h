#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace penelope {

/// A JSON value as the journal knows it (journal.md 2): no null, no duplicate or empty key, finite numbers, strings of
/// Unicode scalar values. Objects keep their keys sorted by UTF-16 code units, so two equal values have equal bytes.
class Json
{
public:
    using Array = std::vector<Json>;
    using Member = std::pair<QString, Json>;
    /// Sorted by key.
    using Object = std::vector<Member>;
    enum class Type { Boolean, Number, String, Array, Object };

    Json()
        : m_value(Object{})
    {} ///< {}
    Json(bool value)
        : m_value(value)
    {}
    Json(int value)
        : m_value(static_cast<double>(value))
    {}
    Json(qint64 value)
        : m_value(static_cast<double>(value))
    {} ///< within ±(2⁵³ − 1)
    Json(double value)
        : m_value(value)
    {}
    Json(QString value)
        : m_value(std::move(value))
    {}
    Json(Array value)
        : m_value(std::move(value))
    {}
    Json(const char*) = delete;
    /// Json::object({{u"a"_s, 1}, …}); members without a value (std::nullopt below) are left out: absent is absent.
    static Json object(std::initializer_list<std::pair<QString, std::optional<Json>>> members);
    static Json array() { return Json{Array{}}; }
    /// Of members that ascend strictly by key.
    static Json fromSorted(Object members)
    {
        Json value;
        value.m_value = std::move(members);
        return value;
    }

    Type type() const { return static_cast<Type>(m_value.index()); }
    bool isObject() const { return type() == Type::Object; }
    bool isArray() const { return type() == Type::Array; }
    bool isString() const { return type() == Type::String; }
    bool isNumber() const { return type() == Type::Number; }
    bool isBoolean() const { return type() == Type::Boolean; }

    /// Total: a value of another type gives the fallback, so that a fold never fails on what another version wrote.
    bool toBool(bool fallback = false) const;
    double toDouble(double fallback = 0) const;
    qint64 toInteger(qint64 fallback = 0) const;
    QString toString(const QString& fallback = {}) const;
    const Array& toArray() const;
    const Object& toObject() const;

    /// The member of an object, or nullptr.
    const Json* find(QStringView key) const;
    bool contains(QStringView key) const { return find(key) != nullptr; }
    /// The member, or an empty object where there is none.
    const Json& operator[](QStringView key) const;

    std::optional<double> number(QStringView key) const;
    std::optional<qint64> integer(QStringView key) const;
    std::optional<QString> text(QStringView key) const;
    std::optional<bool> boolean(QStringView key) const;

    /// Sets a member of an object (turns anything else into one).
    void set(const QString& key, Json value);
    /// Sets it only where there is a value.
    template <typename T> void set(const QString& key, const std::optional<T>& value)
    {
        if (value)
            set(key, Json{*value});
    }
    void remove(QStringView key);
    /// Moves the member out; an empty object where there is none.
    Json take(QStringView key);
    void append(Json value);

    bool operator==(const Json&) const = default;

private:
    std::variant<bool, double, QString, Array, Object> m_value;
};

/// Strings as a JSON array.
Json jsonList(const QStringList& texts);
QStringList stringList(const Json& array);

namespace canonical {

/// Bounds of one event (journal.md 2).
constexpr int maxDepth = 32;
constexpr qsizetype maxBytes = qsizetype{8} * 1024 * 1024;

/// Strict reading. The error's `where` is "byte N"; its message begins with a refusal code of journal.md 2:
/// utf8 syntax duplicate_key empty_key null nul surrogate not_finite integer_range depth size.
Result<Json> parse(const QByteArray& utf8, int depth = maxDepth, qsizetype bytes = maxBytes);
/// RFC 8785 bytes, with journal.md's refusals (same codes). `level`: at which depth they will stand.
Result<QByteArray> encode(const Json& value, int level = 1);
/// ECMAScript Number.toString of a finite number; "" for NaN and infinities.
QByteArray number(double value);
/// The refusal code at the beginning of an error of this namespace.
QString refusal(const Error& error);

} // namespace canonical

/// For people and pipes: canonical bytes, or indented by two blanks. Lone surrogates become U+FFFD.
QByteArray toJsonText(const Json& value, bool indented = false);
/// Lenient reading of what comes from other programs and people (API bodies, files): null members are dropped, lone
/// surrogates and U+0000 become U+FFFD; still refuses duplicate keys. `where` is "byte N".
Result<Json> parseForeign(const QByteArray& utf8, qsizetype maxBytes = qsizetype{64} * 1024 * 1024);

} // namespace penelope
