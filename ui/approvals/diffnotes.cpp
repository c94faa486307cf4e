#include "ui/approvals/diffnotes.h"

#include "core/tapeinophrosyne/competence.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

struct NoteWords
{
    Q_DECLARE_TR_FUNCTIONS(penelope::ui::approvals::DiffNotes)
};

using Kind = DiffIndex::Kind;

/// Where things are in a diff: each answer is a line of the index, −1 = not there.
class Places
{
public:
    explicit Places(const DiffIndex& diff)
        : m_diff(diff)
    {}

    /// The head of the file's first hunk.
    int headOf(const QString& path) const
    {
        for (const auto& hunk : m_diff.hunks()) {
            if (fileOf(hunk) == path)
                return hunk.firstLine;
        }
        return -1;
    }
    int newLine(const QString& path, int number) const
    {
        return first(path, [number](const DiffIndex::Line& line, const QString&) {
            return line.kind == Kind::Added && line.newNumber == number;
        });
    }
    /// The first line of that kind that has the name as a word of its own.
    int named(const QString& path, const QString& name, Kind kind) const
    {
        const QRegularExpression word(u"(?<![\\w])"_s + QRegularExpression::escape(name) + u"(?![\\w])"_s);
        return first(path, [&word, kind](const DiffIndex::Line& line, const QString& text) {
            return line.kind == kind && word.match(text).hasMatch();
        });
    }

private:
    QString fileOf(const DiffIndex::Hunk& hunk) const
    {
        const auto at = static_cast<std::size_t>(hunk.file);
        return at < m_diff.files().size() ? m_diff.files()[at] : QString{};
    }
    template <typename Fits> int first(const QString& path, Fits fits) const
    {
        for (const auto& hunk : m_diff.hunks()) {
            if (fileOf(hunk) != path)
                continue;
            for (int at = hunk.firstLine + 1; at <= hunk.lastLine; ++at) {
                const auto& line = m_diff.lines()[static_cast<std::size_t>(at)];
                if (fits(line, m_diff.shown(line)))
                    return at;
            }
        }
        return -1;
    }

    const DiffIndex& m_diff;
};

/// Of "ci: .github/workflows/x.yml" and its like (core/patch/filepolicy.h).
DiffNote sensitiveNote(const QString& saying, const Places& places)
{
    static const QRegularExpression hidden(u"^hidden characters: (.+), line (\\d+)$"_s);
    if (const auto match = hidden.match(saying); match.hasMatch())
        return {
            places.newLine(match.captured(1), match.captured(2).toInt()), Severity::P1,
            NoteWords::tr("This line has characters that are not seen or that change the order of the text.")};
    const auto kind = saying.section(u": "_s, 0, 0);
    const int line = places.headOf(saying.section(u": "_s, 1));
    if (kind == "ci"_L1)
        return {line, Severity::P2, NoteWords::tr("This file runs in CI: whoever changes it runs commands there.")};
    if (kind == "build"_L1)
        return {line, Severity::P2, NoteWords::tr("This file runs while the service is built.")};
    return {
        line, Severity::P2, NoteWords::tr("This file runs as a hook, on the machine of whoever uses the repository.")};
}

/// Of "store.py: function load signed anew" and its like (core/praotes/gentleness.h).
DiffNote contractNote(const QString& saying, const Places& places)
{
    static const QRegularExpression required(u"^(.+): field (.+) newly required$"_s);
    static const QRegularExpression gone(u"^(.+): (function|class|route|symbol) (.+) (removed|signed anew)$"_s);
    if (const auto match = required.match(saying); match.hasMatch())
        return {
            places.named(match.captured(1), match.captured(2), Kind::Added), Severity::P1,
            //: %1 is the name of a field
            NoteWords::tr("Callers that leave out %1 were accepted before, and no longer are.").arg(match.captured(2))};
    const auto match = gone.match(saying);
    if (!match.hasMatch())
        return {-1, Severity::P1, {}};
    const bool removed = match.captured(4) == "removed"_L1;
    return {
        places.named(match.captured(1), match.captured(3), Kind::Removed), Severity::P1,
        //: %1 is the name of a function, a class or a route
        (removed
             ? NoteWords::tr("%1 is public and goes: whoever uses it breaks.")
             : NoteWords::tr("%1 is public and takes or gives something else from here on: whoever uses it may break."))
            .arg(match.captured(3))};
}

} // namespace

std::vector<DiffNote> diffNotes(const patch::Patch& patch, const DiffIndex& diff, const policy::State& policy)
{
    if (!diff.isReadable())
        return {};
    const Places places(diff);
    std::vector<DiffNote> notes;
    const auto critical =
        tapeinophrosyne::criticalFiles(patch.files, policy.words(u"tapeinophrosyne.critical_paths"_s));
    for (const auto& file : critical)
        notes.push_back({places.headOf(file), Severity::P2, NoteWords::tr("This file is on a critical path.")});
    for (const auto& saying : patch.fileViolations)
        notes.push_back(sensitiveNote(saying, places));
    if (patch.gentleness) {
        for (const auto& saying : patch.gentleness->contractsBroken)
            notes.push_back(contractNote(saying, places));
    }
    std::erase_if(notes, [](const DiffNote& note) { return note.line < 0; });
    return notes;
}

} // namespace penelope::ui::approvals
