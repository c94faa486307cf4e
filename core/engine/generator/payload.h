#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace penelope::engine::generator {

/// A string of canonical JSON (journal.md 2), quotes included.
std::string quoted(std::string_view text);
/// value / 10^places without trailing zeros: the shortest digits, as canonical numbers are written. places ≤ 6.
std::string decimal(qint64 value, int places);

/// The canonical bytes of an object, written straight as text: building a value and encoding it would cost several
/// times as much, and ten million are written. Members must come in ascending order of their keys; verification of
/// what was generated finds any that do not.
class Payload
{
public:
    Payload& text(std::string_view key, std::string_view value) { return raw(key, quoted(value)); }
    Payload& whole(std::string_view key, qint64 value) { return raw(key, std::to_string(value)); }
    Payload& tenths(std::string_view key, qint64 value, int places) { return raw(key, decimal(value, places)); }
    Payload& flag(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
    /// `json` is canonical already.
    Payload& raw(std::string_view key, std::string_view json);

    /// What is canonical as a whole already, in the place of the members.
    static Payload of(std::string_view object)
    {
        Payload payload;
        payload.m_text = object.substr(0, object.size() - 1);
        return payload;
    }

    /// The whole object.
    std::string json() const { return m_text.empty() ? "{}" : m_text + '}'; }

private:
    std::string m_text;
};

} // namespace penelope::engine::generator
