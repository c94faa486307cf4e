#include "core/metrics/family.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::metrics {
namespace {

Json sampleJson(const Sample& sample)
{
    Json labels;
    for (const auto& label : sample.labels)
        labels.set(label.name, label.value);
    if (!sample.histogram)
        return Json::object({{u"labels"_s, labels}, {u"value"_s, sample.value}});
    auto buckets = Json::array();
    qint64 upTo = 0;
    for (std::size_t index = 0; index < sample.histogram->bounds.size(); ++index) {
        upTo += sample.histogram->counts[index];
        buckets.append(Json::object({{u"le"_s, sample.histogram->bounds[index]}, {u"count"_s, upTo}}));
    }
    return Json::object(
        {{u"labels"_s, labels},
         {u"count"_s, sample.histogram->count()},
         {u"sum"_s, sample.histogram->sum},
         {u"buckets"_s, buckets}});
}

Histogram histogramFrom(const Json& json)
{
    Histogram histogram;
    qint64 before = 0;
    for (const auto& bucket : json[u"buckets"].toArray()) {
        const auto upTo = bucket[u"count"].toInteger();
        histogram.bounds.push_back(bucket[u"le"].toDouble());
        histogram.counts.push_back(upTo - std::exchange(before, upTo));
    }
    histogram.counts.push_back(json[u"count"].toInteger() - before);
    histogram.sum = json[u"sum"].toDouble();
    return histogram;
}

Sample sampleFrom(const Json& json, Type type)
{
    Sample sample;
    for (const auto& [name, value] : json[u"labels"].toObject())
        sample.labels.push_back({name, value.toString()});
    if (type == Type::Histogram)
        sample.histogram = histogramFrom(json);
    else
        sample.value = json[u"value"].toDouble();
    return sample;
}

std::optional<Type> typeFrom(const QString& word)
{
    for (const auto type : {Type::Counter, Type::Gauge, Type::Histogram}) {
        if (toWord(type) == word)
            return type;
    }
    return std::nullopt;
}

} // namespace

QString toWord(Type type)
{
    switch (type) {
    case Type::Counter: return u"counter"_s;
    case Type::Gauge: return u"gauge"_s;
    case Type::Histogram: return u"histogram"_s;
    }
    Q_UNREACHABLE();
}

Json toJson(const std::vector<Family>& families)
{
    auto list = Json::array();
    for (const auto& family : families) {
        auto samples = Json::array();
        for (const auto& sample : family.samples)
            samples.append(sampleJson(sample));
        list.append(Json::object(
            {{u"name"_s, family.name},
             {u"help"_s, family.help},
             {u"type"_s, toWord(family.type)},
             {u"samples"_s, std::move(samples)}}));
    }
    return list;
}

Result<std::vector<Family>> familiesFromJson(const Json& json)
{
    std::vector<Family> families;
    for (const auto& item : json.toArray()) {
        Family family;
        family.name = item[u"name"].toString();
        family.help = item[u"help"].toString();
        const auto type = typeFrom(item[u"type"].toString());
        if (!type || family.name.isEmpty())
            return failure(ErrorCode::Malformed, u"a metric without a name or a known type"_s, family.name);
        family.type = *type;
        for (const auto& sample : item[u"samples"].toArray())
            family.samples.push_back(sampleFrom(sample, *type));
        families.push_back(std::move(family));
    }
    return families;
}

} // namespace penelope::metrics
