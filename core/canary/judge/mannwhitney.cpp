#include "core/canary/judge/mannwhitney.h"

#include "core/canary/judge/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary::judge {
namespace {

/// Mean ranks from 1, and Σ(t³ − t) over groups of tied points.
struct Ranks
{
    std::vector<double> of;
    double ties = 0;
};

Ranks rank(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    for (std::size_t index = 0; index < order.size(); ++index)
        order[index] = index;
    std::sort(order.begin(), order.end(), [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    Ranks ranks{std::vector<double>(values.size()), 0};
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t index = begin; index < end; ++index)
            ranks.of[order[index]] = static_cast<double>(begin + end + 1) / 2;
        const auto tied = static_cast<double>(end - begin);
        ranks.ties += tied * tied * tied - tied;
        begin = end;
    }
    return ranks;
}

/// Ranks of x and y together; the first |x| are those of x.
Ranks rankBoth(Points x, Points y, double shift)
{
    std::vector<double> all;
    for (const double value : x)
        all.push_back(value - shift);
    all.insert(all.end(), y.begin(), y.end());
    return rank(all);
}

/// A point of a function on the way to its zero.
struct Tried
{
    double at = 0;
    double value = 0;
};

/// Brent's step from `best` towards `other`: by a parabola through the inverse, or a secant, where that is safe.
std::optional<double>
interpolated(const Tried& before, const Tried& best, const Tried& other, double reach, double lastStep)
{
    const double step = best.at - before.at;
    if (std::abs(lastStep) < reach || !(std::abs(before.value) > std::abs(best.value)))
        return std::nullopt;
    const double span = other.at - best.at;
    const double ratio = best.value / before.value;
    double up = 0;
    double down = 0;
    if (before.at == other.at) {
        up = span * ratio;
        down = 1 - ratio;
    } else {
        const double far = before.value / other.value;
        const double near = best.value / other.value;
        up = ratio * (span * far * (far - near) - step * (near - 1));
        down = (far - 1) * (near - 1) * (ratio - 1);
    }
    if (up > 0)
        down = -down;
    else
        up = -up;
    const bool inside = up < 0.75 * span * down - std::abs(reach * down) / 2;
    return inside && up < std::abs(lastStep * down / 2) ? std::optional{up / down} : std::nullopt;
}

/// A zero between two points of opposite sign (Brent 1973). On a step function it answers the step's better side, as
/// the published intervals do.
template <typename Function> double zeroOf(const Function& function, Tried before, Tried best, double tolerance)
{
    if (before.value == 0)
        return before.at;
    if (best.value == 0)
        return best.at;
    Tried other = before;
    for (int tries = 0; tries < 1000; ++tries) {
        const double lastStep = best.at - before.at;
        if (std::abs(other.value) < std::abs(best.value)) {
            before = best;
            best = other;
            other = before;
        }
        const double reach = 2 * std::numeric_limits<double>::epsilon() * std::abs(best.at) + tolerance / 2;
        const double half = (other.at - best.at) / 2;
        if (std::abs(half) <= reach || best.value == 0)
            return best.at;
        double step = interpolated(before, best, other, reach, lastStep).value_or(half);
        if (std::abs(step) < reach)
            step = step > 0 ? reach : -reach;
        before = best;
        best.at += step;
        best.value = function(best.at);
        if ((best.value > 0) == (other.value > 0) && best.value != 0)
            other = before;
    }
    return best.at;
}

constexpr double zeroTolerance = 1e-4;

bool isFailure(Label label)
{
    return label == Label::High || label == Label::Low || label == Label::NoDataFailMetric;
}

Classification withoutData(const ClassifierSetup& setup)
{
    if (setup.replaceMissing)
        return {Label::Pass, false, 1, u"missing data counts as zeros"_s};
    if (setup.mustHaveData && !setup.critical)
        return {Label::NoDataFailMetric, false, 1, u"the metric must have data and has none"_s};
    return {Label::NoData, setup.critical, 0, u"one of the arms has no data"_s};
}

/// NaN is beyond every mark: a mean of nothing says nothing for the canary.
Classification marked(Label label, double deviation, const ClassifierSetup& setup, const QString& reason)
{
    const bool isHigh = label == Label::High;
    const auto reaches = [&](double increase, double decrease) {
        return isHigh ? !(deviation < increase) : !(deviation > decrease);
    };
    if (setup.critical && reaches(setup.criticalIncrease, setup.criticalDecrease))
        return {label, true, deviation, reason};
    if (reaches(setup.allowedIncrease, setup.allowedDecrease))
        return {label, false, deviation, reason};
    return {Label::Pass, false, deviation, u"the difference is within what is allowed"_s};
}

Label labelOf(double low, double high, double bound, Direction direction)
{
    if (direction != Direction::Decrease && low > bound)
        return Label::High;
    return direction != Direction::Increase && high < -bound ? Label::Low : Label::Pass;
}

bool areIdentical(Points control, Points experiment)
{
    std::vector<double> a(control.begin(), control.end());
    std::vector<double> b(experiment.begin(), experiment.end());
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b || (a.front() == a.back() && b.front() == b.back() && a.front() == b.front());
}

Classification byMeans(Points control, Points experiment, const ClassifierSetup& setup)
{
    const double difference = summarise(experiment).mean - summarise(control).mean;
    const auto label = labelOf(difference, difference, 0, setup.direction);
    return {
        label, label != Label::Pass && setup.critical, effectSize(EffectSize::MeanRatio, control, experiment),
        label == Label::Pass ? u"the means do not differ that way"_s : u"the means differ"_s};
}

} // namespace

double normalQuantile(double p)
{
    // Bisection on erfc is exact to the last bits where rational approximations stop at nine digits.
    double low = -40;
    double high = 40;
    for (int tries = 0; tries < 200 && low < high; ++tries) {
        const double middle = (low + high) / 2;
        if (middle == low || middle == high)
            break;
        (std::erfc(-middle / std::sqrt(2.0)) / 2 < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

double standardised(Points x, Points y, double shift, double z)
{
    const auto nx = static_cast<double>(x.size());
    const auto ny = static_cast<double>(y.size());
    const auto ranks = rankBoth(x, y, shift);
    double above = 0;
    for (std::size_t index = 0; index < x.size(); ++index)
        above += ranks.of[index];
    above -= nx * (nx + 1) / 2 + nx * ny / 2;
    const double correction = above > 0 ? 0.5 : above < 0 ? -0.5 : 0;
    const double variance = nx * ny / 12 * (nx + ny + 1 - ranks.ties / ((nx + ny) * (nx + ny - 1)));
    return variance > 0 ? (above - correction) / std::sqrt(variance) - z : std::numeric_limits<double>::quiet_NaN();
}

Shift shiftOf(Points x, Points y, double confidence, bool clamp)
{
    const double least = *std::min_element(x.begin(), x.end()) - *std::max_element(y.begin(), y.end());
    const double most = *std::max_element(x.begin(), x.end()) - *std::min_element(y.begin(), y.end());
    if (!(least < most))
        return {least, least, least};
    const auto zero = [&](double z, bool within) {
        const Tried low{least, standardised(x, y, least, z)};
        const Tried high{most, standardised(x, y, most, z)};
        if (within && !(low.value > 0))
            return least;
        if (within && !(high.value < 0))
            return most;
        return zeroOf([&](double shift) { return standardised(x, y, shift, z); }, low, high, zeroTolerance);
    };
    const double z = -normalQuantile((1 - confidence) / 2);
    return {zero(0, true), zero(z, clamp), zero(-z, clamp)};
}

double effectSize(EffectSize measure, Points control, Points experiment)
{
    if (measure == EffectSize::MeanRatio) {
        const double a = summarise(control).mean;
        const double b = summarise(experiment).mean;
        return a == 0 || b == 0 ? std::numeric_limits<double>::quiet_NaN() : b / a;
    }
    const auto n = static_cast<double>(control.size());
    const auto m = static_cast<double>(experiment.size());
    const auto ranks = rankBoth(experiment, control, 0);
    double ofExperiment = 0;
    for (std::size_t index = 0; index < experiment.size(); ++index)
        ofExperiment += ranks.of[index];
    return (2 * ofExperiment - m * (m + 1)) / (2 * n * m);
}

QString toWord(Label label)
{
    switch (label) {
    case Label::Pass: return u"Pass"_s;
    case Label::High: return u"High"_s;
    case Label::Low: return u"Low"_s;
    case Label::NoData: return u"Nodata"_s;
    case Label::NoDataFailMetric: return u"NodataFailMetric"_s;
    case Label::Error: return u"Error"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Label> labelFrom(const QString& word)
{
    for (const auto label :
         {Label::Pass, Label::High, Label::Low, Label::NoData, Label::NoDataFailMetric, Label::Error}) {
        if (toWord(label) == word)
            return label;
    }
    return std::nullopt;
}

Classification classify(Points control, Points experiment, const ClassifierSetup& setup)
{
    if (control.empty() || experiment.empty())
        return withoutData(setup);
    if (setup.classifier == Classifier::MeanInequality)
        return byMeans(control, experiment, setup);
    if (areIdentical(control, experiment))
        return {Label::Pass, false, 1, u"the arms are identical"_s};
    const auto shift = shiftOf(experiment, control, setup.confidence);
    const auto label = labelOf(shift.low, shift.high, setup.tolerance * std::abs(shift.estimate), setup.direction);
    const double deviation = effectSize(setup.measure, control, experiment);
    if (label == Label::Pass)
        return {label, false, deviation, u"the shift is within the tolerance"_s};
    return marked(
        label, deviation, setup, u"the canary's values are %1"_s.arg(label == Label::High ? u"higher"_s : u"lower"_s));
}

Score score(const std::vector<Scored>& metrics, const std::map<QString, double>& groupWeights)
{
    std::map<QString, std::pair<double, double>> counts; // passed, judged
    double withoutData = 0;
    bool fails = false;
    for (const auto& metric : metrics) {
        fails = fails || (metric.critical && metric.label != Label::Pass);
        withoutData += metric.label == Label::NoData ? 1 : 0;
        for (const auto& group : metric.groups) {
            auto& [passed, judged] = counts[group];
            passed += metric.label == Label::Pass ? 1 : 0;
            judged += metric.label == Label::Pass || isFailure(metric.label) ? 1 : 0;
        }
    }
    double given = 0;
    double unweighted = 0;
    for (const auto& [group, weight] : groupWeights)
        given += weight;
    for (const auto& [group, count] : counts)
        unweighted += groupWeights.contains(group) ? 0 : 1;
    Score result;
    for (const auto& [group, count] : counts) {
        const auto weight = groupWeights.find(group);
        const double share = weight != groupWeights.end() ? weight->second : (100 - given) / unweighted;
        result.groups[group] = count.second > 0 ? count.first / count.second * 100 : 0;
        // A group without data neither helps nor hurts.
        result.summary += (count.second > 0 ? result.groups[group] : 100) * share / 100;
    }
    result.summary = std::round(result.summary * 100) / 100;
    if (fails || (!metrics.empty() && withoutData / static_cast<double>(metrics.size()) >= 0.5))
        result.summary = 0;
    return result;
}

QString toWord(Mark mark)
{
    switch (mark) {
    case Mark::Pass: return u"Pass"_s;
    case Mark::Marginal: return u"Marginal"_s;
    case Mark::Fail: return u"Fail"_s;
    }
    Q_UNREACHABLE();
}

Mark markOf(double score, double pass, double marginal)
{
    if (score >= pass)
        return Mark::Pass;
    return score >= marginal ? Mark::Marginal : Mark::Fail;
}

bool endsEarly(double score, double marginal)
{
    return score <= marginal;
}

bool didPass(double score, std::optional<double> pass, std::optional<double> marginal)
{
    if (pass)
        return score >= *pass;
    return !marginal || score >= *marginal;
}

} // namespace penelope::canary::judge
