#include "core/adapters/openmetrics/exposition.h"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <limits>

namespace penelope::openmetrics {
namespace {

std::string utf8(const QString& text)
{
    return text.toUtf8().toStdString();
}

prometheus::MetricType typeOf(metrics::Type type)
{
    switch (type) {
    case metrics::Type::Counter: return prometheus::MetricType::Counter;
    case metrics::Type::Gauge: return prometheus::MetricType::Gauge;
    case metrics::Type::Histogram: return prometheus::MetricType::Histogram;
    }
    Q_UNREACHABLE();
}

prometheus::ClientMetric::Histogram histogramOf(const metrics::Histogram& histogram)
{
    prometheus::ClientMetric::Histogram result;
    std::uint64_t upTo = 0;
    for (std::size_t index = 0; index < histogram.counts.size(); ++index) {
        upTo += static_cast<std::uint64_t>(histogram.counts[index]);
        const bool last = index == histogram.bounds.size();
        result.bucket.push_back({upTo, last ? std::numeric_limits<double>::infinity() : histogram.bounds[index]});
    }
    result.sample_count = upTo;
    result.sample_sum = histogram.sum;
    return result;
}

prometheus::ClientMetric metricOf(const metrics::Sample& sample, metrics::Type type)
{
    prometheus::ClientMetric metric;
    for (const auto& label : sample.labels)
        metric.label.push_back({utf8(label.name), utf8(label.value)});
    switch (type) {
    case metrics::Type::Counter: metric.counter.value = sample.value; break;
    case metrics::Type::Gauge: metric.gauge.value = sample.value; break;
    case metrics::Type::Histogram: metric.histogram = histogramOf(*sample.histogram); break;
    }
    return metric;
}

/// Checked families as prometheus-cpp collects them.
class Families final : public prometheus::Collectable
{
public:
    explicit Families(std::vector<metrics::Family> families)
        : m_families(std::move(families))
    {}

    std::vector<prometheus::MetricFamily> Collect() const override
    {
        std::vector<prometheus::MetricFamily> collected;
        for (const auto& family : m_families) {
            prometheus::MetricFamily one{utf8(family.name), utf8(family.help), typeOf(family.type), {}};
            for (const auto& sample : family.samples)
                one.metric.push_back(metricOf(sample, family.type));
            collected.push_back(std::move(one));
        }
        return collected;
    }

private:
    std::vector<metrics::Family> m_families;
};

} // namespace

QByteArray exposition(const std::vector<metrics::Family>& families)
{
    const Families checked{metrics::checked(families).families};
    return QByteArray::fromStdString(prometheus::TextSerializer{}.Serialize(checked.Collect()));
}

} // namespace penelope::openmetrics
