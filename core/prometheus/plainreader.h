#pragma once

#include "core/prometheus/envelope.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace penelope::prometheus::wire {

/// Walks over the bytes of an answer that is written as Prometheus writes it. Every step answers whether what is there
/// is that; where it is not, the whole is to be read as JSON, which knows every way to write it.
class PlainReader
{
public:
    PlainReader(const char* at, const char* end)
        : m_at(at)
        , m_end(end)
    {}
    const char* at() const { return m_at; }
    bool atEnd() const { return m_at == m_end; }

    bool skip(char letter)
    {
        if (m_at == m_end || *m_at != letter)
            return false;
        ++m_at;
        return true;
    }
    bool skip(std::string_view text)
    {
        if (static_cast<std::size_t>(m_end - m_at) < text.size() || std::memcmp(m_at, text.data(), text.size()) != 0)
            return false;
        m_at += text.size();
        return true;
    }
    /// Between quotes, of ASCII and without anything escaped.
    bool text(std::string_view& text)
    {
        if (!skip('"'))
            return false;
        const char* begin = m_at;
        while (m_at != m_end && *m_at != '"') {
            const auto letter = static_cast<unsigned char>(*m_at);
            if (letter < ' ' || letter == '\\' || letter > mostAscii)
                return false;
            ++m_at;
        }
        text = {begin, static_cast<std::size_t>(m_at - begin)};
        return skip('"');
    }
    /// [time,"value"]
    bool sample(std::vector<Sample>& samples)
    {
        Instant time{};
        if (!skip('[') || !moment(time) || !skip(',') || !skip('"'))
            return false;
        double value = 0;
        const auto [rest, error] = std::from_chars(m_at, m_end, value);
        if (error == std::errc{} && rest != m_end && *rest == '"' && std::isfinite(value)) {
            m_at = rest + 1;
            samples.push_back({time, value, {}});
        } else if (!textSample(time, samples)) {
            return false;
        }
        return skip(']');
    }

private:
    static constexpr unsigned char mostAscii = 0x7F;
    static constexpr int mostTimeDigits = 11; ///< so that milliseconds are exact
    static constexpr std::ptrdiff_t mostValueText = 64;

    /// What is no finite number keeps its text.
    bool textSample(Instant time, std::vector<Sample>& samples)
    {
        const auto room = std::min<std::ptrdiff_t>(m_end - m_at, mostValueText);
        const auto* quote = static_cast<const char*>(std::memchr(m_at, '"', static_cast<std::size_t>(room)));
        if (!quote)
            return false;
        const std::string_view text(m_at, static_cast<std::size_t>(quote - m_at));
        const auto seen = number(text);
        if (!seen.isOne || seen.value)
            return false;
        samples.push_back({time, std::nullopt, QByteArray{text.data(), static_cast<qsizetype>(text.size())}});
        m_at = quote + 1;
        return true;
    }
    /// Seconds with up to three decimals.
    bool moment(Instant& time)
    {
        qint64 value = 0;
        const char* begin = m_at;
        takeDigits(value, mostTimeDigits);
        if (m_at == begin || (*begin == '0' && m_at - begin > 1))
            return false;
        int decimals = 0;
        if (skip('.')) {
            const char* point = m_at;
            takeDigits(value, 3);
            decimals = static_cast<int>(m_at - point);
            if (decimals == 0)
                return false;
        }
        for (; decimals < 3; ++decimals)
            value *= 10;
        time = instantFromMs(value);
        return true;
    }
    void takeDigits(qint64& value, int most)
    {
        for (; most > 0 && m_at != m_end && *m_at >= '0' && *m_at <= '9'; --most, ++m_at)
            value = 10 * value + (*m_at - '0');
    }

    const char* m_at;
    const char* m_end;
};

} // namespace penelope::prometheus::wire
