#include "core/patch/diffreader.h"

#include <QRegularExpression>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxNumberDigits = 9;

} // namespace

penelope::Status DiffReader::readHunks(FileDiff& file)
{
    if (atEnd() || !line().startsWith(u"@@"))
        return wrong(u"expected a hunk: \"@@ -line,count +line,count @@\""_s);
    while (!atEnd() && line().startsWith(u"@@")) {
        auto hunk = readHunkHead();
        if (!hunk)
            return Failure{hunk.error()};
        if (auto fits = checkHunk(*hunk, file); !fits)
            return fits;
        ++m_at;
        if (auto done = readHunkLines(*hunk, file); !done)
            return done;
        file.hunks.push_back(std::move(*hunk));
    }
    return {};
}

Result<Hunk> DiffReader::readHunkHead() const
{
    static const QRegularExpression pattern(
        u"^@@ -(\\d{1,%1})(?:,(\\d{1,%1}))? \\+(\\d{1,%1})(?:,(\\d{1,%1}))? @@(?: (.*)|\\s*)$"_s.arg(maxNumberDigits));
    const auto match = pattern.match(line().toString());
    if (!match.hasMatch())
        return wrong(u"a hunk header must read \"@@ -line,count +line,count @@\""_s);
    Hunk hunk;
    const auto number = [&match](int group, int absent) {
        return match.capturedLength(group) > 0 ? match.capturedView(group).toInt() : absent;
    };
    hunk.oldStart = number(1, 0);
    hunk.oldCount = number(2, 1);
    hunk.newStart = number(3, 0);
    hunk.newCount = number(4, 1);
    hunk.heading = match.captured(5).trimmed();
    return hunk;
}

penelope::Status DiffReader::checkHunk(const Hunk& hunk, const FileDiff& file) const
{
    if ((hunk.oldStart == 0 && hunk.oldCount > 0) || (hunk.newStart == 0 && hunk.newCount > 0))
        return wrong(u"line 0 does not exist: lines count from 1"_s);
    if (hunk.oldCount == 0 && hunk.newCount == 0)
        return wrong(u"a hunk without lines"_s);
    if (file.change == FileChange::Added && hunk.oldCount > 0)
        return wrong(u"a new file has no old lines"_s);
    if (file.change == FileChange::Deleted && hunk.newCount > 0)
        return wrong(u"a deleted file has no new lines"_s);
    if (file.hunks.empty())
        return {};
    const auto& before = file.hunks.back();
    if (hunk.oldStart < before.oldStart + before.oldCount || hunk.newStart < before.newStart + before.newCount)
        return wrong(u"the hunk overlaps the one before it"_s);
    return {};
}

penelope::Status DiffReader::readHunkLines(Hunk& hunk, FileDiff& file)
{
    int oldLeft = hunk.oldCount;
    int newLeft = hunk.newCount;
    while (oldLeft > 0 || newLeft > 0) {
        if (atEnd())
            return wrong(
                u"the diff ends inside a hunk: %1 old and %2 new lines are missing"_s.arg(oldLeft).arg(newLeft));
        if (auto done = readHunkLine(hunk, file, oldLeft, newLeft); !done)
            return done;
        ++m_at;
    }
    if (!atEnd() && line().startsWith(u"\\ ")) {
        if (auto done = readNoNewline(hunk, 0, 0); !done)
            return done;
        ++m_at;
    }
    // A file header begins with "--- " too; anything else with a sign is a line that the header did not count.
    const bool header = !atEnd() && (line().startsWith(u"--- ") || line() == u"-- ");
    if (!atEnd() && !header && !line().isEmpty() && QStringView(u"+- ").contains(line().front()))
        return wrong(u"more lines than the hunk header says"_s);
    return {};
}

penelope::Status DiffReader::readHunkLine(Hunk& hunk, FileDiff& file, int& oldLeft, int& newLeft)
{
    const auto text = line();
    const auto sign = text.isEmpty() || text == u"\r" ? u' ' : text.front().unicode();
    DiffLine entry;
    entry.text = text.isEmpty() || text == u"\r" ? text.toString() : text.mid(1).toString();
    switch (sign) {
    case u' ': entry.kind = LineKind::Context; break;
    case u'+': entry.kind = LineKind::Added; break;
    case u'-': entry.kind = LineKind::Removed; break;
    case u'\\': return readNoNewline(hunk, oldLeft, newLeft);
    default: return wrong(u"a hunk's line must begin with a blank, + or -"_s);
    }
    if ((entry.kind != LineKind::Added && oldLeft == 0) || (entry.kind != LineKind::Removed && newLeft == 0))
        return wrong(u"the lines do not fit the counts of the hunk header"_s);
    if (entry.kind != LineKind::Added)
        entry.oldNumber = hunk.oldStart + hunk.oldCount - oldLeft--;
    if (entry.kind != LineKind::Removed)
        entry.newNumber = hunk.newStart + hunk.newCount - newLeft--;
    file.added += entry.kind == LineKind::Added ? 1 : 0;
    file.removed += entry.kind == LineKind::Removed ? 1 : 0;
    hunk.lines.push_back(std::move(entry));
    return {};
}

/// "\ No newline at end of file": only after the last line of a side, since nothing can follow it.
penelope::Status DiffReader::readNoNewline(Hunk& hunk, int oldLeft, int newLeft) const
{
    if (hunk.lines.empty() || hunk.lines.back().noNewline)
        return wrong(u"\"\\ No newline\" without a line before it"_s);
    const auto kind = hunk.lines.back().kind;
    if ((kind != LineKind::Added && oldLeft > 0) || (kind != LineKind::Removed && newLeft > 0))
        return wrong(u"a line without a newline must be the last of its file"_s);
    hunk.lines.back().noNewline = true;
    return {};
}

} // namespace penelope::patch
