#pragma once

#include "core/canary/measure.h"

#include <set>

namespace penelope::canary {

using Answers = std::vector<std::pair<Question, Result<prometheus::Answer>>>;

/// The answers of range queries, given to a Measure moment by moment as instant queries would have answered then. The
/// answers must outlive it.
class RangeReader
{
public:
    explicit RangeReader(const Answers& answers)
        : m_answers(answers)
        , m_places(answers.size())
    {}

    /// Of any sample.
    std::set<Instant> moments() const;
    /// Moments must ascend from call to call.
    void read(Measure& measure, Instant moment);

private:
    const Answers& m_answers;
    std::vector<std::vector<std::size_t>> m_places; ///< the next sample of each series of each answer
};

} // namespace penelope::canary
