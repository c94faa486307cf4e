#include "core/metrics/family.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace penelope::metrics {
namespace {

bool isName(const QString& name, bool colons)
{
    if (name.isEmpty() || name.front().isDigit())
        return false;
    return std::all_of(name.begin(), name.end(), [colons](QChar letter) {
        return (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z') ||
               (letter >= u'0' && letter <= u'9') || letter == u'_' || (colons && letter == u':');
    });
}

bool isSample(const Family& family, const Sample& sample)
{
    const bool labelled = std::all_of(sample.labels.begin(), sample.labels.end(), [](const Label& label) {
        return isName(label.name, false) && !label.name.startsWith("__"_L1) && label.name != "le"_L1 &&
               label.value.isValidUtf16();
    });
    if (family.type != Type::Histogram)
        return labelled && std::isfinite(sample.value);
    return labelled && sample.histogram && std::isfinite(sample.histogram->sum) &&
           sample.histogram->counts.size() == sample.histogram->bounds.size() + 1 &&
           std::is_sorted(sample.histogram->bounds.begin(), sample.histogram->bounds.end(), std::less_equal<>{});
}

void tidySamples(Family& family, qint64& dropped)
{
    auto& samples = family.samples;
    const auto before = samples.size();
    std::erase_if(samples, [&family](const Sample& sample) { return !isSample(family, sample); });
    for (auto& sample : samples)
        std::sort(sample.labels.begin(), sample.labels.end());
    const auto byLabels = [](const Sample& left, const Sample& right) { return left.labels < right.labels; };
    std::stable_sort(samples.begin(), samples.end(), byLabels);
    const auto same = [](const Sample& left, const Sample& right) { return left.labels == right.labels; };
    samples.erase(std::unique(samples.begin(), samples.end(), same), samples.end());
    dropped += static_cast<qint64>(before - samples.size());
}

} // namespace

bool operator<(const Label& left, const Label& right)
{
    return std::tie(left.name, left.value) < std::tie(right.name, right.value);
}

Histogram::Histogram(std::vector<double> upperBounds)
    : bounds(std::move(upperBounds))
    , counts(bounds.size() + 1)
{}

void Histogram::observe(double value)
{
    const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin();
    ++counts[static_cast<std::size_t>(bucket)];
    sum += value;
}

void Histogram::add(const Histogram& other)
{
    Q_ASSERT(bounds == other.bounds);
    for (std::size_t index = 0; index < counts.size(); ++index)
        counts[index] += other.counts[index];
    sum += other.sum;
}

qint64 Histogram::count() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64{0});
}

Checked checked(std::vector<Family> families)
{
    Checked result;
    std::stable_sort(families.begin(), families.end(), [](const Family& left, const Family& right) {
        return left.name < right.name;
    });
    for (auto& family : families) {
        const bool again = !result.families.empty() && result.families.back().name == family.name;
        if (again || !isName(family.name, true)) {
            result.dropped += static_cast<qint64>(family.samples.size());
            continue;
        }
        family.help.replace(u'\r', u' ').replace(u'\n', u' ');
        tidySamples(family, result.dropped);
        if (!family.samples.empty())
            result.families.push_back(std::move(family));
    }
    return result;
}

} // namespace penelope::metrics
