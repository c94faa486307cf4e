#pragma once

#include <array>
#include <vector>

/// The sentences that the core writes, as forms with places. Their translations are of the context CoreSentences.
namespace penelope::ui::words {

/// What stands at a place of a sentence: a value or a name as it is, a metric, or a sentence again.
enum class Holds { Value, Metric, Sentence };

struct Known
{
    const char* english;
    std::array<Holds, 5> holds{};
};

/// By what they speak of. The longer form stands before a shorter one that fits it too.
std::vector<const std::vector<Known>*> coreForms();

} // namespace penelope::ui::words
