#include "core/prometheus/samplelists.h"

#include "core/prometheus/envelope.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace penelope::prometheus::wire {

namespace {

constexpr std::string_view listBegin = "\"values\":[[";
constexpr int mostTimeDigits = 11; ///< so that milliseconds are exact
constexpr std::ptrdiff_t mostValueText = 64;

/// Walks over the samples of one list. Every step answers whether what is there is what Prometheus writes.
class ListReader
{
public:
    ListReader(const char* at, const char* end)
        : m_at(at)
        , m_end(end)
    {}
    /// From the first sample's bracket to behind the list's own.
    bool read(std::vector<Sample>& samples)
    {
        do {
            if (!sample(samples))
                return false;
        } while (skip(','));
        return skip(']');
    }
    const char* at() const { return m_at; }

private:
    bool skip(char letter)
    {
        if (m_at == m_end || *m_at != letter)
            return false;
        ++m_at;
        return true;
    }
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

} // namespace

std::optional<CutLists> cutSampleLists(const QByteArray& body)
{
    CutLists cut;
    const char* at = body.constData();
    const char* const end = at + body.size();
    std::size_t count = 0;
    while (const void* found = memmem(at, static_cast<std::size_t>(end - at), listBegin.data(), listBegin.size())) {
        const char* begin = static_cast<const char*>(found);
        if (begin == body.constData() || begin[-1] == '\\') // the quote is inside of a text
            return std::nullopt;
        begin += listBegin.size() - 1;
        std::vector<Sample> samples;
        samples.reserve(count); // the series of an answer are about as long as each other
        ListReader reader(begin, end);
        if (!reader.read(samples))
            return std::nullopt;
        count = samples.size();
        cut.rest.append(at, begin - at).append(QByteArray::number(static_cast<qint64>(cut.lists.size()))).append(']');
        cut.lists.push_back(std::move(samples));
        at = reader.at();
    }
    cut.rest.append(at, end - at);
    return cut;
}

} // namespace penelope::prometheus::wire
