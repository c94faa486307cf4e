#include "core/canary/rangereader.h"

namespace penelope::canary {
namespace {

/// What an instant query would have answered then. `next`: the place in each series, which only goes forward.
prometheus::Answer sliceAt(const prometheus::Answer& whole, Instant moment, std::vector<std::size_t>& next)
{
    prometheus::Answer slice;
    slice.warnings = whole.warnings;
    next.resize(whole.series.size(), 0);
    for (std::size_t index = 0; index < whole.series.size(); ++index) {
        const auto& series = whole.series[index];
        auto& place = next[index];
        while (place < series.samples.size() && series.samples[place].at < moment)
            ++place;
        if (place < series.samples.size() && series.samples[place].at == moment)
            slice.series.push_back({series.labels, {series.samples[place]}});
    }
    return slice;
}

} // namespace

std::set<Instant> RangeReader::moments() const
{
    std::set<Instant> moments;
    for (const auto& [question, answer] : m_answers) {
        if (!answer)
            continue;
        for (const auto& series : answer->series) {
            for (const auto& sample : series.samples)
                moments.insert(sample.at);
        }
    }
    return moments;
}

void RangeReader::read(Measure& measure, Instant moment)
{
    for (std::size_t index = 0; index < m_answers.size(); ++index) {
        const auto& [question, answer] = m_answers[index];
        measure.answer(
            question, answer ? Result<prometheus::Answer>{sliceAt(*answer, moment, m_places[index])} : answer);
    }
}

} // namespace penelope::canary
