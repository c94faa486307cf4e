#include "core/patch/diffreader.h"

#include <array>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

QString withoutPrefix(const QString& name, QLatin1String prefix)
{
    return name.startsWith(prefix) ? name.mid(prefix.size()) : name;
}

/// Whether the text after "diff --git" names these two files, prefixed or not. Names with blanks are compared whole.
bool sameNames(const QString& text, const QString& from, const QString& to)
{
    if (const auto names = gitNames(text))
        return (withoutPrefix(names->first, "a/"_L1) == from || names->first == from) &&
               (withoutPrefix(names->second, "b/"_L1) == to || names->second == to);
    const auto bare = text.endsWith(u'\r') ? text.chopped(1) : text;
    return bare == u"a/%1 b/%2"_s.arg(from, to) || bare == u"%1 %2"_s.arg(from, to);
}

bool isNowhere(const QString& name)
{
    return name == "/dev/null"_L1;
}

} // namespace

DiffReader::DiffReader(const QString& text)
    : m_lines(QStringView(text).split(u'\n'))
{
    if (!m_lines.isEmpty() && m_lines.last().isEmpty())
        m_lines.removeLast();
}

Failure DiffReader::wrong(const QString& message) const
{
    return failure(ErrorCode::Malformed, message, u"line %1"_s.arg(m_at + 1));
}

Result<Diff> DiffReader::read()
{
    for (m_at = 0; !atEnd(); ++m_at) {
        if (line().contains(QChar(u'\0')))
            return wrong(u"the text holds a NUL character"_s);
    }
    m_at = 0;
    while (!atEnd()) {
        if (line().startsWith(u"diff --git ") || line().startsWith(u"--- ")) {
            if (const auto done = readFile(); !done)
                return Failure{done.error()};
        } else if (const auto done = skipBetween(); !done) {
            return Failure{done.error()};
        }
    }
    return m_diff;
}

/// Before the first file anything may stand (a mail, a commit message) but changes that cannot be read; after it only
/// what tools put between files.
penelope::Status DiffReader::skipBetween()
{
    const auto text = line();
    if (text == u"-- " && !m_diff.files.empty()) { // a mail's signature ends the patch
        m_at = m_lines.size();
        return {};
    }
    if (text.startsWith(u"diff --cc ") || text.startsWith(u"diff --combined ") || text.startsWith(u"@@@"))
        return wrong(u"a combined diff has more than one parent: give the difference to one of them"_s);
    if (text.startsWith(u"@@"))
        return wrong(u"a hunk without a file header before it"_s);
    if (text.startsWith(u"Binary files ") && text.trimmed().endsWith(u" differ"))
        return wrong(u"a binary change cannot be read"_s);
    const bool harmless = text.trimmed().isEmpty() || text.startsWith(u"diff ") || text.startsWith(u"Index: ") ||
                          text.startsWith(u"====") || text.startsWith(u"Only in ");
    if (!m_diff.files.empty() && !harmless)
        return wrong(u"expected a file header, found \"%1\""_s.arg(text.left(60)));
    ++m_at;
    return {};
}

penelope::Status DiffReader::readFile()
{
    FileDiff file;
    Header header;
    if (line().startsWith(u"diff --git ")) {
        if (auto done = readGitHeader(file, header); !done)
            return done;
    }
    if (!atEnd() && line().startsWith(u"--- ") && !file.binary) {
        if (auto done = readNames(file, header); !done)
            return done;
        header.bodySeen = true;
        if (auto done = readHunks(file); !done)
            return done;
    } else if (!header.bodySeen && file.oldMode.isEmpty() && file.newMode.isEmpty() && header.renamedFrom.isEmpty()) {
        return wrong(u"a file header without a change"_s);
    }
    return finish(std::move(file));
}

penelope::Status DiffReader::readGitHeader(FileDiff& file, Header& header)
{
    header.git = true;
    header.gitNames = line().mid(11).toString();
    const auto nameLine = m_at;
    ++m_at;
    for (bool known = true; !atEnd();) {
        if (auto done = readExtended(file, header, known); !done)
            return done;
        if (!known)
            break;
        ++m_at;
    }
    // The names stand in the first line: an error about them points there.
    const auto after = m_at;
    m_at = nameLine;
    if (auto done = nameFromGit(file, header); !done)
        return done;
    m_at = after;
    return {};
}

penelope::Status DiffReader::readExtended(FileDiff& file, Header& header, bool& known)
{
    const auto text = line();
    known = true;
    if (text.startsWith(u"Binary files ") || text.startsWith(u"GIT binary patch")) {
        file.binary = true;
        header.bodySeen = true;
        // The encoded bytes are not read: a binary change is refused by the file policy.
        while (m_at + 1 < m_lines.size() && !m_lines[m_at + 1].startsWith(u"diff --git "))
            ++m_at;
        return {};
    }
    known =
        text.startsWith(u"index ") || text.startsWith(u"similarity index ") || text.startsWith(u"dissimilarity index ");
    if (known)
        return {};
    if (auto done = readSingle(file, header, known); !done || known)
        return done;
    return readRename(file, header, known);
}

/// The lines about modes; each may stand once.
penelope::Status DiffReader::readSingle(FileDiff& file, Header& header, bool& known)
{
    static constexpr std::array words{"old mode "_L1, "new mode "_L1, "new file mode "_L1, "deleted file mode "_L1};
    const auto text = line();
    for (const auto word : words) {
        if (!text.startsWith(word))
            continue;
        known = true;
        if (header.seen.contains(word))
            return wrong(u"\"%1\" stands twice in one header"_s.arg(QString(word).trimmed()));
        header.seen.append(word);
        const auto mode = text.mid(word.size()).trimmed().toString();
        const bool isOld = word == words[0] || word == words[3];
        (isOld ? file.oldMode : file.newMode) = mode;
        if (word == words[2])
            file.change = FileChange::Added;
        else if (word == words[3])
            file.change = FileChange::Deleted;
        return {};
    }
    return {};
}

penelope::Status DiffReader::readRename(FileDiff& file, Header& header, bool& known)
{
    static constexpr std::array words{"rename from "_L1, "rename to "_L1, "copy from "_L1, "copy to "_L1};
    const auto text = line();
    for (const auto word : words) {
        if (!text.startsWith(word))
            continue;
        known = true;
        const auto name = headerName(text.mid(word.size()));
        if (!name || name->isEmpty())
            return wrong(u"the file's name cannot be read"_s);
        const bool from = word == words[0] || word == words[2];
        auto& place = from ? header.renamedFrom : header.renamedTo;
        if (!place.isEmpty())
            return wrong(u"\"%1\" stands twice in one header"_s.arg(QString(word).trimmed()));
        place = *name;
        const auto change = word.startsWith("rename"_L1) ? FileChange::Renamed : FileChange::Copied;
        if (file.change != FileChange::Modified && file.change != change)
            return wrong(u"one file cannot be created, deleted, renamed and copied at once"_s);
        file.change = change;
        return {};
    }
    return {};
}

/// What the extended lines say must fit together; told at the first line of the header.
penelope::Status DiffReader::checkHeader(const FileDiff& file, const Header& header) const
{
    const auto saw = [&header](QLatin1String word) { return header.seen.contains(word); };
    const bool made = saw("new file mode "_L1);
    const bool gone = saw("deleted file mode "_L1);
    const bool renamed = !header.renamedFrom.isEmpty() || !header.renamedTo.isEmpty();
    if (saw("old mode "_L1) != saw("new mode "_L1))
        return wrong(u"a change of mode without both modes"_s);
    if ((made && gone) || ((made || gone) && (renamed || saw("old mode "_L1))))
        return wrong(u"one file cannot be created, deleted, renamed and copied at once"_s);
    if (header.renamedFrom.isEmpty() != header.renamedTo.isEmpty())
        return wrong(u"a rename or copy without both of its names"_s);
    if (renamed && !sameNames(header.gitNames, file.oldPath, file.newPath))
        return wrong(u"the names after \"diff --git\" are not those of the rename"_s);
    return {};
}

penelope::Status DiffReader::nameFromGit(FileDiff& file, const Header& header) const
{
    file.oldPath = header.renamedFrom;
    file.newPath = header.renamedTo;
    if (auto sound = checkHeader(file, header); !sound)
        return sound;
    if (!header.renamedFrom.isEmpty())
        return {};
    const auto names = gitNames(header.gitNames);
    if (!names)
        return wrong(u"the names after \"diff --git\" cannot be read"_s);
    file.oldPath = withoutPrefix(names->first, "a/"_L1);
    file.newPath = withoutPrefix(names->second, "b/"_L1);
    if (file.oldPath != file.newPath)
        return wrong(u"two names without a rename: %1 and %2"_s.arg(file.oldPath, file.newPath));
    if (file.newPath.isEmpty())
        return wrong(u"a file without a name"_s);
    if (file.change == FileChange::Added)
        file.oldPath.clear();
    if (file.change == FileChange::Deleted)
        file.newPath.clear();
    return {};
}

penelope::Status DiffReader::readNames(FileDiff& file, const Header& header)
{
    const auto from = headerName(line().mid(4));
    if (!from || from->isEmpty())
        return wrong(u"the old file's name cannot be read"_s);
    ++m_at;
    if (atEnd() || !line().startsWith(u"+++ "))
        return wrong(u"expected \"+++ \" and the new file's name"_s);
    const auto to = headerName(line().mid(4));
    if (!to || to->isEmpty())
        return wrong(u"the new file's name cannot be read"_s);
    if (isNowhere(*from) && isNowhere(*to))
        return wrong(u"neither side names a file"_s);
    const bool prefixed =
        (from->startsWith("a/"_L1) || isNowhere(*from)) && (to->startsWith("b/"_L1) || isNowhere(*to));
    const auto oldPath = isNowhere(*from) ? QString() : (prefixed ? from->mid(2) : *from);
    const auto newPath = isNowhere(*to) ? QString() : (prefixed ? to->mid(2) : *to);
    if ((oldPath.isEmpty() && !isNowhere(*from)) || (newPath.isEmpty() && !isNowhere(*to)))
        return wrong(u"a file without a name"_s);
    if (header.git) {
        if ((!oldPath.isEmpty() && !file.oldPath.isEmpty() && oldPath != file.oldPath) ||
            (!newPath.isEmpty() && !file.newPath.isEmpty() && newPath != file.newPath))
            return wrong(u"this name differs from the one after \"diff --git\""_s);
        if (oldPath.isEmpty() != file.oldPath.isEmpty() || newPath.isEmpty() != file.newPath.isEmpty())
            return wrong(u"/dev/null does not fit what the header says of the file"_s);
    } else {
        file.oldPath = oldPath;
        file.newPath = newPath;
        if (oldPath.isEmpty())
            file.change = FileChange::Added;
        else if (newPath.isEmpty())
            file.change = FileChange::Deleted;
        else if (oldPath != newPath) // GNU diff of x and x.orig changes x in place
            file.oldPath = newPath;
    }
    ++m_at;
    return {};
}

penelope::Status DiffReader::finish(FileDiff file)
{
    // A renamed file is gone under its old name: another change of it there would be read by each tool differently.
    QStringList names{file.path()};
    if (file.change == FileChange::Renamed && file.oldPath != file.newPath)
        names.append(file.oldPath);
    for (const auto& name : names) {
        if (m_seen.contains(name)) {
            --m_at;
            return wrong(u"%1 stands in the diff twice"_s.arg(name));
        }
        m_seen.insert(name);
    }
    m_diff.added += file.added;
    m_diff.removed += file.removed;
    m_diff.files.push_back(std::move(file));
    return {};
}

} // namespace penelope::patch
