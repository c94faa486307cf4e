#include "ui/widgets/diffview.h"

#include <algorithm>

namespace penelope::ui {

namespace {

/// What a screen reader is given of one hunk at most.
constexpr int describedLines = 200;

} // namespace

/// The current hunk as text: a custom-painted widget says nothing to a screen reader by itself.
void DiffView::describe()
{
    if (!m_index.isReadable()) {
        setAccessibleDescription(m_index.text().isEmpty() ? tr("No diff") : tr("This patch cannot be read as text"));
        return;
    }
    QStringList lines;
    //: %1 and %2 are numbers of hunks, %3 a file
    lines.append(tr("Hunk %1 of %2 in %3").arg(m_currentHunk + 1).arg(hunkCount()).arg(currentFile()));
    const auto& hunk = m_index.hunks()[static_cast<std::size_t>(m_currentHunk)];
    const int last = std::min(hunk.lastLine, hunk.firstLine + describedLines);
    for (int at = hunk.firstLine + 1; at <= last; ++at) {
        const auto& line = m_index.lines()[static_cast<std::size_t>(at)];
        const auto text = m_index.shown(line);
        switch (line.kind) {
        case DiffIndex::Kind::Added: lines.append(tr("added %1: %2").arg(line.newNumber).arg(text)); break;
        case DiffIndex::Kind::Removed: lines.append(tr("removed %1: %2").arg(line.oldNumber).arg(text)); break;
        case DiffIndex::Kind::Context:
        case DiffIndex::Kind::Other:
        case DiffIndex::Kind::FileHead:
        case DiffIndex::Kind::HunkHead: lines.append(text); break;
        }
        for (const auto& note : m_notes) {
            if (note.line == at)
                lines.append(tr("note: %1").arg(note.text));
        }
    }
    setAccessibleDescription(lines.join(u'\n'));
}

} // namespace penelope::ui
