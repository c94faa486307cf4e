#include "core/prometheus/samplelists.h"

#include "core/prometheus/plainreader.h"

#include <cstring>

namespace penelope::prometheus::wire {

namespace {

constexpr std::string_view listBegin = "\"values\":[[";

/// From the first sample's bracket to behind the list's own.
bool readList(PlainReader& reader, std::vector<Sample>& samples)
{
    do {
        if (!reader.sample(samples))
            return false;
    } while (reader.skip(','));
    return reader.skip(']');
}

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
        PlainReader reader(begin, end);
        if (!readList(reader, samples))
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
