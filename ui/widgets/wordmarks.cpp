#include "ui/widgets/wordmarks.h"

#include <algorithm>

namespace penelope::ui {

namespace {

constexpr std::size_t mostWords = 400;
/// Of the longer line's letters: with less in common the two are different lines.
constexpr double leastCommon = 0.3;

bool isWord(QChar letter)
{
    return letter.isLetterOrNumber() || letter == u'_';
}

std::vector<Span> wordsOf(QStringView line)
{
    std::vector<Span> words;
    const auto size = static_cast<int>(line.size());
    for (int at = 0; at < size;) {
        int end = at + 1;
        while (isWord(line[at]) && end < size && isWord(line[end]))
            ++end;
        words.push_back({at, end - at});
        at = end;
    }
    return words;
}

/// Two lines as words, and which of them are in both.
struct Pairing
{
    QStringView before;
    QStringView after;
    std::vector<Span> old = wordsOf(before);
    std::vector<Span> fresh = wordsOf(after);
    std::vector<bool> oldKept = std::vector<bool>(old.size());
    std::vector<bool> freshKept = std::vector<bool>(fresh.size());
    std::size_t head = 0; ///< words alike from the beginning
    std::size_t tail = 0; ///< and from the end

    bool isSame(std::size_t oldWord, std::size_t freshWord) const
    {
        const auto& left = old[oldWord];
        const auto& right = fresh[freshWord];
        return before.sliced(left.at, left.length) == after.sliced(right.at, right.length);
    }
    void keep(std::size_t oldWord, std::size_t freshWord) { oldKept[oldWord] = freshKept[freshWord] = true; }
};

void keepEnds(Pairing& pair)
{
    const auto most = std::min(pair.old.size(), pair.fresh.size());
    for (; pair.head < most && pair.isSame(pair.head, pair.head); ++pair.head)
        pair.keep(pair.head, pair.head);
    while (pair.tail < most - pair.head &&
           pair.isSame(pair.old.size() - 1 - pair.tail, pair.fresh.size() - 1 - pair.tail)) {
        pair.keep(pair.old.size() - 1 - pair.tail, pair.fresh.size() - 1 - pair.tail);
        ++pair.tail;
    }
}

void keepMiddle(Pairing& pair)
{
    const auto rows = pair.old.size() - pair.head - pair.tail;
    const auto columns = pair.fresh.size() - pair.head - pair.tail;
    if (rows == 0 || columns == 0 || rows > mostWords || columns > mostWords)
        return;
    // common[r][c] = length of the longest common run of words from (r, c) to both ends.
    std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1, 0));
    for (auto row = rows; row-- > 0;) {
        for (auto column = columns; column-- > 0;)
            common[row][column] = pair.isSame(pair.head + row, pair.head + column)
                                      ? common[row + 1][column + 1] + 1
                                      : std::max(common[row + 1][column], common[row][column + 1]);
    }
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < rows && column < columns) {
        if (pair.isSame(pair.head + row, pair.head + column))
            pair.keep(pair.head + row++, pair.head + column++);
        else if (common[row + 1][column] >= common[row][column + 1])
            ++row;
        else
            ++column;
    }
}

/// Neighbours are one stretch, also over a blank that both lines have between them.
std::vector<Span> stretches(QStringView line, const std::vector<Span>& words, const std::vector<bool>& kept)
{
    std::vector<Span> spans;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (kept[at])
            continue;
        const int end = words[at].at + words[at].length;
        if (!spans.empty()) {
            auto& last = spans.back();
            const int lastEnd = last.at + last.length;
            const auto between = line.sliced(lastEnd, words[at].at - lastEnd);
            if (between.isEmpty() || (between.size() == 1 && between.front().isSpace())) {
                last.length = end - last.at;
                continue;
            }
        }
        spans.push_back(words[at]);
    }
    return spans;
}

int lettersKept(QStringView line, const std::vector<Span>& words, const std::vector<bool>& kept)
{
    int letters = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (kept[at] && !line[words[at].at].isSpace())
            letters += words[at].length;
    }
    return letters;
}

} // namespace

WordMarks wordMarks(QStringView before, QStringView after)
{
    if (before == after)
        return {};
    Pairing pair{before, after};
    keepEnds(pair);
    keepMiddle(pair);
    const auto letters = [](QStringView line) {
        return std::count_if(line.begin(), line.end(), [](QChar letter) { return !letter.isSpace(); });
    };
    const auto longer = static_cast<double>(std::max(letters(before), letters(after)));
    if (lettersKept(before, pair.old, pair.oldKept) < leastCommon * longer)
        return {};
    return {stretches(before, pair.old, pair.oldKept), stretches(after, pair.fresh, pair.freshKept)};
}

} // namespace penelope::ui
