#pragma once

#include <QString>

#include <map>
#include <optional>
#include <span>
#include <vector>

/// Classic automated canary analysis: two-sided Mann–Whitney with a confidence interval of the location shift, effect
/// sizes, a label per metric and a weighted score (Vargha & Delaney 2000 for the common-language effect size; the
/// interval is R's asymptotic one with continuity correction). Pure.
namespace penelope::canary::judge {

/// Points of one arm, one per interval.
using Points = std::span<const double>;

/// Lower-tail quantile of the standard normal distribution; p in (0, 1). Exact to a few units in the last place.
double normalQuantile(double p);

/// (W(x − shift, y) − continuity correction) / σ − z, where ties count by their mean rank: what the interval's ends
/// make zero. NaN when all points are tied.
double standardised(Points x, Points y, double shift, double z);

/// Shift of x over y: Hodges–Lehmann-like estimate and interval.
struct Shift
{
    double estimate = 0;
    double low = 0;
    double high = 0;
};
/// `confidence` in (0, 1); both arms not empty. `clamp`: an end beyond the data is the data's own.
Shift shiftOf(Points x, Points y, double confidence, bool clamp = true);

enum class EffectSize { MeanRatio, CommonLanguage };
/// Of the experiment against the control. The ratio of means is NaN where a mean is 0.
double effectSize(EffectSize measure, Points control, Points experiment);

enum class Label { Pass, High, Low, NoData, NoDataFailMetric, Error };
QString toWord(Label label); ///< Pass, High, Low, Nodata, NodataFailMetric, Error
std::optional<Label> labelFrom(const QString& word);
enum class Direction { Increase, Decrease, Either };
enum class Classifier { MannWhitney, MeanInequality };

struct ClassifierSetup
{
    Classifier classifier = Classifier::MannWhitney;
    double tolerance = 0.25; ///< of the shift: smaller intervals away from zero still pass
    double confidence = 0.98;
    EffectSize measure = EffectSize::MeanRatio;
    double allowedIncrease = 1;
    double allowedDecrease = 1;
    double criticalIncrease = 1;
    double criticalDecrease = 1;
    Direction direction = Direction::Either;
    bool replaceMissing = false; ///< no data is zeros, and passes
    bool critical = false;
    bool mustHaveData = false;
};
struct Classification
{
    Label label = Label::Pass;
    bool critical = false; ///< its failure fails the canary
    double deviation = 1;  ///< effect size
    QString reason;
};
/// Both without missing points.
Classification classify(Points control, Points experiment, const ClassifierSetup& setup);

struct Scored
{
    Label label = Label::Pass;
    bool critical = false;
    std::vector<QString> groups;
};
struct Score
{
    double summary = 0; ///< 0 … 100, two decimals
    std::map<QString, double> groups;
};
/// Groups without a weight share what the weights leave of 100. A critical failure, and half the metrics or more
/// without data, make 0.
Score score(const std::vector<Scored>& metrics, const std::map<QString, double>& groupWeights);

enum class Mark { Pass, Marginal, Fail };
QString toWord(Mark mark);
Mark markOf(double score, double pass, double marginal);
/// A run that is still going on ends at or below the marginal score, the border included.
bool endsEarly(double score, double marginal);
bool didPass(double score, std::optional<double> pass, std::optional<double> marginal);

} // namespace penelope::canary::judge
