#pragma once

#include "core/source/tokenizer.h"
#include "ui/widgets/diffindex.h"

#include <map>
#include <vector>

namespace penelope::ui {

/// The tokens of a diff's lines, read one hunk at a time when its first line is drawn. The old and the new side of a
/// hunk are read apart, so that a comment opened on one of them does not run into the other.
class DiffSyntax
{
public:
    /// The index outlives it, and is the one whose lines are asked for.
    explicit DiffSyntax(const DiffIndex& index)
        : m_index(index)
    {}

    /// Of the line as it is shown (DiffIndex::shown). Empty where the language is not known.
    const std::vector<source::Token>& tokens(int line);
    void clear() { m_lines.clear(); }

private:
    void readHunk(int hunk);

    const DiffIndex& m_index;
    std::map<int, std::vector<source::Token>> m_lines;
};

} // namespace penelope::ui
