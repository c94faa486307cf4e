#include "core/prometheus/plainvector.h"

#include "core/prometheus/plainreader.h"

namespace penelope::prometheus::wire {

namespace {

constexpr std::string_view vectorBegin = R"({"status":"success","data":{"resultType":"vector","result":[)";
constexpr std::string_view vectorEnd = "]}}";
constexpr qsizetype shortSeries = 64; ///< bytes of one with a label

bool readPlainLabels(PlainReader& reader, LabelTexts& texts, Labels& labels)
{
    if (reader.skip('}'))
        return true;
    do {
        std::string_view name;
        std::string_view value;
        if (!reader.text(name) || !reader.skip(':') || !reader.text(value))
            return false;
        texts.add(labels, name, value);
    } while (reader.skip(','));
    return reader.skip('}');
}

bool readPlainSeries(PlainReader& reader, LabelTexts& texts, Series& series)
{
    return reader.skip(R"({"metric":{)") && readPlainLabels(reader, texts, series.labels) &&
           reader.skip(R"(,"value":)") && reader.sample(series.samples) && reader.skip('}');
}

} // namespace

std::optional<std::vector<Series>> readPlainVector(const QByteArray& body, LabelTexts& texts)
{
    PlainReader reader(body.constData(), body.constData() + body.size());
    if (!reader.skip(vectorBegin))
        return std::nullopt;
    std::vector<Series> all;
    if (!reader.skip(vectorEnd)) {
        all.reserve(static_cast<std::size_t>(body.size() / shortSeries));
        std::size_t usual = 0; // labels of a series
        do {
            auto& series = all.emplace_back();
            series.labels.reserve(usual);
            if (!readPlainSeries(reader, texts, series))
                return std::nullopt;
            usual = series.labels.size();
        } while (reader.skip(','));
        if (!reader.skip(vectorEnd))
            return std::nullopt;
    }
    return reader.atEnd() ? std::optional(std::move(all)) : std::nullopt;
}

} // namespace penelope::prometheus::wire
