#include "ui/widgets/diffsyntax.h"

#include <algorithm>

namespace penelope::ui {

namespace {

/// What is coloured of one hunk at most: a generated file of a hundred thousand lines stays plain further down.
constexpr int linesOfHunk = 5000;

} // namespace

const std::vector<source::Token>& DiffSyntax::tokens(int line)
{
    static const std::vector<source::Token> none;
    if (const auto found = m_lines.find(line); found != m_lines.end())
        return found->second;
    const auto at = static_cast<std::size_t>(line);
    if (line < 0 || at >= m_index.lines().size() || m_index.lines()[at].hunk < 0)
        return none;
    readHunk(m_index.lines()[at].hunk);
    const auto found = m_lines.find(line);
    return found == m_lines.end() ? none : found->second;
}

void DiffSyntax::readHunk(int hunk)
{
    const auto& place = m_index.hunks()[static_cast<std::size_t>(hunk)];
    const auto& files = m_index.files();
    const auto file = static_cast<std::size_t>(place.file);
    const auto language = file < files.size() ? source::languageOf(files[file]) : source::Language::Other;
    const int last = std::min(place.lastLine, place.firstLine + linesOfHunk);
    source::Carry old;
    source::Carry fresh;
    for (int line = place.firstLine; line <= last; ++line) {
        auto& tokens = m_lines[line];
        const auto& each = m_index.lines()[static_cast<std::size_t>(line)];
        if (language == source::Language::Other)
            continue;
        const auto text = m_index.shown(each);
        if (each.kind == DiffIndex::Kind::Removed) {
            tokens = source::tokenizeLine(text, language, old);
        } else if (each.kind == DiffIndex::Kind::Added) {
            tokens = source::tokenizeLine(text, language, fresh);
        } else if (each.kind == DiffIndex::Kind::Context) {
            source::tokenizeLine(text, language, old);
            tokens = source::tokenizeLine(text, language, fresh);
        }
    }
}

} // namespace penelope::ui
