#pragma once

#include "core/source/codewords.h"

namespace penelope::source {

/// Functions, constructors and public fields of Java and C++, whose definitions begin with a type and not with a word
/// of their own. Read token by token, in time linear in the statement. `indented`: the line does not begin in the
/// first column, so it may as well be a statement of a body.
std::optional<Definition> javaMember(const CodeWords& words);
std::optional<Definition> cppFunction(const CodeWords& words, bool indented);

} // namespace penelope::source
