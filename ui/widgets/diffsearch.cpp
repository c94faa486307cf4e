#include "ui/widgets/diffsearch.h"

#include <algorithm>

namespace penelope::ui {

void DiffSearch::search(const DiffIndex& index, const QString& text, int from)
{
    m_text = text;
    m_matches.clear();
    m_current = -1;
    if (text.isEmpty() || !index.isReadable())
        return;
    const bool hasCapitals = std::any_of(text.begin(), text.end(), [](QChar letter) { return letter.isUpper(); });
    const auto sense = hasCapitals ? Qt::CaseSensitive : Qt::CaseInsensitive;
    const auto& lines = index.lines();
    for (int at = 0; at < static_cast<int>(lines.size()); ++at) {
        const auto& line = lines[static_cast<std::size_t>(at)];
        if (line.kind == DiffIndex::Kind::FileHead)
            continue;
        const auto shown = index.shown(line);
        for (auto found = shown.indexOf(text, 0, sense); found >= 0;
             found = shown.indexOf(text, found + text.size(), sense))
            m_matches.push_back({at, {static_cast<int>(found), static_cast<int>(text.size())}});
    }
    const auto next = std::lower_bound(
        m_matches.begin(), m_matches.end(), from, [](const Match& match, int line) { return match.line < line; });
    if (!m_matches.empty())
        m_current = next == m_matches.end() ? 0 : static_cast<int>(next - m_matches.begin());
}

const DiffSearch::Match* DiffSearch::currentMatch() const
{
    return m_current < 0 ? nullptr : &m_matches[static_cast<std::size_t>(m_current)];
}

void DiffSearch::step(int by)
{
    if (m_current >= 0)
        m_current = (m_current + by + count()) % count();
}

std::vector<DiffSearch::Match> DiffSearch::in(int line) const
{
    const auto first = std::lower_bound(
        m_matches.begin(), m_matches.end(), line, [](const Match& match, int at) { return match.line < at; });
    auto last = first;
    while (last != m_matches.end() && last->line == line)
        ++last;
    return {first, last};
}

} // namespace penelope::ui
