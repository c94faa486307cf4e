#pragma once

#include <array>
#include <vector>

/// The sentences that the core writes, as forms with places. Their translations are of the context CoreSentences.
namespace penelope::ui::words {

/// What stands at a place of a sentence: a value as it is, a name without blanks as it is, a metric, a sentence again,
/// a person, a moment, or a word of the core: of a command, a role, a state of an approval, of a canary, of a service.
enum class Holds { Value, Name, Metric, Sentence, Person, Time, Command, Role, Approval, Canary, Arming };

struct Known
{
    const char* english;
    std::array<Holds, 5> holds{};
};

/// By what they speak of. The longer form stands before a shorter one that fits it too.
std::vector<const std::vector<Known>*> coreForms();

/// Why a command is not obeyed: decisions and who may make them, every other order, a patch that cannot be read. And
/// why a key, a journal or a file cannot be used.
const std::vector<Known>& approvalRefusals();
const std::vector<Known>& orderRefusals();
const std::vector<Known>& diffRefusals();
const std::vector<Known>& fileRefusals();

} // namespace penelope::ui::words
