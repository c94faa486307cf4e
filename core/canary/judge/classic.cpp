#include "core/canary/judge/classic.h"

namespace penelope::canary::judge {

ClassicRuling judgeSeries(const std::vector<Series>& series, const Marks& marks)
{
    ClassicRuling ruling;
    std::vector<Scored> scored;
    std::map<QString, double> weights;
    double all = 0;
    bool missing = series.empty();
    for (const auto& metric : series)
        all += metric.weight;
    for (std::size_t index = 0; index < series.size(); ++index) {
        const auto& metric = series[index];
        ClassifierSetup setup;
        setup.direction = metric.direction;
        setup.critical = metric.critical;
        ruling.each.push_back(classify(metric.control, metric.experiment, setup));
        const auto& found = ruling.each.back();
        missing = missing || (metric.critical && found.label == Label::NoData);
        scored.push_back({found.label, found.critical, {metric.name}});
        weights[metric.name] = all > 0 ? 100 * metric.weight / all : 100.0 / static_cast<double>(series.size());
        if (found.label != Label::Pass && !ruling.cause)
            ruling.cause = index;
    }
    ruling.score = score(scored, weights).summary;
    if (missing)
        return ruling;
    const auto mark = markOf(ruling.score, marks.pass, marks.marginal);
    ruling.verdict = mark == Mark::Pass ? Verdict::Promote : mark == Mark::Marginal ? Verdict::Hold : Verdict::Rollback;
    return ruling;
}

} // namespace penelope::canary::judge
