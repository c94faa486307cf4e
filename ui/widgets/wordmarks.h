#pragma once

#include <QStringView>

#include <vector>

namespace penelope::ui {

/// A stretch of a line, in UTF-16 code units.
struct Span
{
    int at = 0;
    int length = 0;
    bool operator==(const Span&) const = default;
};

/// What differs between two versions of one line, in whole words and single signs. Empty on both sides where the lines
/// are equal, or have so little in common that marks would only be noise: then the line as a whole is new.
struct WordMarks
{
    std::vector<Span> before;
    std::vector<Span> after;
    bool operator==(const WordMarks&) const = default;
};

/// The longest common run of words (Hunt and McIlroy 1976) between what both lines begin and end with alike. Lines of
/// more than 400 differing words are told apart by their two ends alone: the work is bounded by 160,000 comparisons.
WordMarks wordMarks(QStringView before, QStringView after);

} // namespace penelope::ui
