#include "core/engine/generator/payload.h"

namespace penelope::engine::generator {

std::string quoted(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    out += '"';
    for (const char letter : text) {
        switch (letter) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\t': out += "\\t"; break;
        default: out += letter;
        }
    }
    out += '"';
    return out;
}

std::string decimal(qint64 value, int places)
{
    const bool negative = value < 0;
    auto digits = std::to_string(negative ? -value : value);
    const auto wanted = static_cast<std::size_t>(places) + 1;
    if (digits.size() < wanted)
        digits.insert(0, wanted - digits.size(), '0');
    const auto point = digits.size() - static_cast<std::size_t>(places);
    auto fraction = digits.substr(point);
    while (!fraction.empty() && fraction.back() == '0')
        fraction.pop_back();
    digits.resize(point);
    if (!fraction.empty())
        digits += '.' + fraction;
    return negative && digits != "0" ? '-' + digits : digits;
}

Payload& Payload::raw(std::string_view key, std::string_view json)
{
    m_text += m_text.empty() ? '{' : ',';
    m_text += '"';
    m_text += key;
    m_text += "\":";
    m_text += json;
    return *this;
}

} // namespace penelope::engine::generator
