#include "tests/fuzz/mutations.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace penelope::fuzz {
namespace {

/// A stretch of `text` at most `most` long, as place and length.
std::pair<std::size_t, std::size_t> stretch(const Bytes& text, std::size_t most, Dice& dice)
{
    if (text.empty())
        return {0, 0};
    const auto at = dice.below(text.size());
    return {at, 1 + dice.below(std::min(most, text.size() - at))};
}

/// The line that holds a random place, with its line break.
std::pair<std::size_t, std::size_t> someLine(const Bytes& text, Dice& dice)
{
    if (text.empty())
        return {0, 0};
    const auto at = dice.below(text.size());
    const auto before = at == 0 ? Bytes::npos : text.rfind('\n', at - 1);
    const auto from = before == Bytes::npos ? 0 : before + 1;
    const auto after = text.find('\n', from);
    return {from, (after == Bytes::npos ? text.size() : after + 1) - from};
}

void changeNumber(Bytes& text, Dice& dice)
{
    static const std::array<Bytes, 8> numbers{"0",         "1",          "2",  "3",
                                              "999999999", "4294967296", "-1", "18446744073709551616"};
    const auto from = text.find_first_of("0123456789", text.empty() ? 0 : dice.below(text.size()));
    if (from == Bytes::npos)
        return;
    const auto to = std::min(text.find_first_not_of("0123456789", from), text.size());
    text.replace(from, to - from, numbers[dice.below(numbers.size())]);
}

void changeBytes(Bytes& text, Dice& dice)
{
    static constexpr char letters[] = "\0\t\n\r \"\\/+-@:,(){}[]<>\x7f\x80\xc0\xff";
    static const Bytes special(letters, sizeof letters - 1); // the NUL in front is one of them
    if (text.empty())
        return;
    const auto at = dice.below(text.size());
    if (dice.below(2) == 0)
        text[at] = static_cast<char>(text[at] ^ (1 << dice.below(8)));
    else
        text[at] = special[dice.below(special.size())];
}

void insertPart(Bytes& text, const Bytes& other, Dice& dice)
{
    constexpr std::size_t longestPart = 200;
    const auto [from, length] = stretch(other, longestPart, dice);
    text.insert(text.empty() ? 0 : dice.below(text.size()), other, from, length);
}

void changeLines(Bytes& text, const Bytes& other, Dice& dice)
{
    const auto [from, length] = someLine(text, dice);
    switch (dice.below(4)) {
    case 0: text.erase(from, length); return;
    case 1: text.insert(from, text.substr(from, length)); return;
    case 2: {
        const auto line = text.substr(from, length);
        text.erase(from, length);
        text.insert(someLine(text, dice).first, line);
        return;
    }
    default: {
        const auto [begin, size] = someLine(other, dice);
        text.insert(from, other, begin, size);
        return;
    }
    }
}

void changeOnce(Bytes& text, const Bytes& other, const std::vector<Bytes>& dictionary, Dice& dice)
{
    constexpr std::size_t longestCut = 64;
    switch (dice.below(8)) {
    case 0:
    case 1: changeBytes(text, dice); return;
    case 2: {
        const auto [from, length] = stretch(text, longestCut, dice);
        text.erase(from, length);
        return;
    }
    case 3: changeNumber(text, dice); return;
    case 4: insertPart(text, other, dice); return;
    case 5:
    case 6: changeLines(text, other, dice); return;
    default:
        if (!dictionary.empty())
            text.insert(text.empty() ? 0 : dice.below(text.size()), dictionary[dice.below(dictionary.size())]);
    }
}

Bytes unescaped(const Bytes& text)
{
    Bytes result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 >= text.size()) {
            result += text[at];
        } else if (text[at + 1] == 'x' && at + 3 < text.size()) {
            result += static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16));
            at += 3;
        } else {
            result += text[++at];
        }
    }
    return result;
}

} // namespace

std::uint64_t Dice::next()
{
    m_state ^= m_state << 13;
    m_state ^= m_state >> 7;
    m_state ^= m_state << 17;
    return m_state;
}

Bytes mutated(Bytes input, const Bytes& other, const std::vector<Bytes>& dictionary, std::size_t longest, Dice& dice)
{
    constexpr std::size_t mostChanges = 8;
    // Few changes are the rule: they stay near what was already understood.
    const auto changes = 1 + dice.below(1 + dice.below(mostChanges));
    for (std::size_t change = 0; change < changes; ++change)
        changeOnce(input, other, dictionary, dice);
    if (input.size() > longest)
        input.resize(longest);
    return input;
}

std::vector<Bytes> readDictionary(const std::string& path)
{
    std::vector<Bytes> words;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const auto from = line.find('"');
        const auto to = line.rfind('"');
        if (!line.empty() && line.front() != '#' && from != Bytes::npos && to > from)
            words.push_back(unescaped(line.substr(from + 1, to - from - 1)));
    }
    return words;
}

} // namespace penelope::fuzz
