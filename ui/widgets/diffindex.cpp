#include "ui/widgets/diffindex.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

namespace {

struct Range
{
    int start = 0;
    int count = 1;
};

/// Reads "12,3" or "12" at `from`; `from` moves behind it.
std::optional<Range> readRange(QByteArrayView line, qsizetype& from)
{
    Range range;
    const char* const end = line.data() + line.size();
    auto read = std::from_chars(line.data() + from, end, range.start);
    if (read.ec != std::errc{})
        return std::nullopt;
    if (read.ptr < end && *read.ptr == ',') {
        read = std::from_chars(read.ptr + 1, end, range.count);
        if (read.ec != std::errc{})
            return std::nullopt;
    }
    if (range.start < 0 || range.count < 0)
        return std::nullopt;
    from = read.ptr - line.data();
    return range;
}

QString pathOf(QByteArrayView line)
{
    auto path = line.sliced(4).toByteArray();
    if (const auto tab = path.indexOf('\t'); tab >= 0)
        path.truncate(tab);
    if (path.startsWith("a/") || path.startsWith("b/"))
        path.remove(0, 2);
    return path == "/dev/null" ? QString{} : QString::fromUtf8(path);
}

QByteArray withoutBlanks(QByteArrayView bytes)
{
    QByteArray kept;
    kept.reserve(bytes.size());
    for (const char byte : bytes) {
        if (byte != ' ' && byte != '\t' && byte != '\r')
            kept.append(byte);
    }
    return kept;
}

QString markOf(char32_t code)
{
    switch (code) {
    case 0x200B: return u"⟨ZWSP⟩"_s;
    case 0x200C: return u"⟨ZWNJ⟩"_s;
    case 0x200D: return u"⟨ZWJ⟩"_s;
    case 0x200E: return u"⟨LRM⟩"_s;
    case 0x200F: return u"⟨RLM⟩"_s;
    case 0x202A: return u"⟨LRE⟩"_s;
    case 0x202B: return u"⟨RLE⟩"_s;
    case 0x202C: return u"⟨PDF⟩"_s;
    case 0x202D: return u"⟨LRO⟩"_s;
    case 0x202E: return u"⟨RLO⟩"_s;
    case 0x2066: return u"⟨LRI⟩"_s;
    case 0x2067: return u"⟨RLI⟩"_s;
    case 0x2068: return u"⟨FSI⟩"_s;
    case 0x2069: return u"⟨PDI⟩"_s;
    case 0xFEFF: return u"⟨BOM⟩"_s;
    case 0x00AD: return u"⟨SHY⟩"_s;
    default: return u"⟨U+%1⟩"_s.arg(QString::number(code, 16).toUpper().rightJustified(4, u'0'));
    }
}

/// What would not be seen, or would move what is seen.
bool isHidden(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default:
        return code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 || code == 0x034F ||
               (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
    }
}

} // namespace

DiffIndex::DiffIndex(QByteArray diff)
    : m_text(std::move(diff))
{
    read();
    pairLines();
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(m_text);
    Q_UNUSED(decoded)
    m_readable = !decoder.hasError() && !m_hunks.empty() && m_oldLeft == 0 && m_newLeft == 0 && !m_text.contains('\0');
}

void DiffIndex::read()
{
    const char* const begin = m_text.constData();
    const char* const end = begin + m_text.size();
    const char* at = begin;
    while (at < end) {
        const auto* found = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        const char* const stop = found ? found : end;
        readLine(static_cast<std::uint32_t>(at - begin), static_cast<std::uint32_t>(stop - at));
        at = found ? found + 1 : end;
    }
}

void DiffIndex::readLine(std::uint32_t offset, std::uint32_t length)
{
    const QByteArrayView bytes(m_text.constData() + offset, length);
    const bool inHunk = m_oldLeft > 0 || m_newLeft > 0;
    if (!inHunk && readHunkHead(offset, bytes))
        return;
    Line line{offset, length};
    line.hunk = m_hunks.empty() ? -1 : static_cast<int>(m_hunks.size()) - 1;
    if (!inHunk) {
        const bool isNote = !m_hunks.empty() && bytes.startsWith('\\');
        if (!isNote) {
            readFileHead(bytes);
            line.hunk = -1;
            line.kind = Kind::FileHead;
        }
    } else {
        const char sign = length == 0 ? ' ' : bytes.front();
        if (sign == '+' || sign == ' ') {
            line.newNumber = m_newNext++;
            --m_newLeft;
        }
        if (sign == '-' || sign == ' ') {
            line.oldNumber = m_oldNext++;
            --m_oldLeft;
        }
        line.kind = sign == '+' ? Kind::Added : sign == '-' ? Kind::Removed : sign == ' ' ? Kind::Context : Kind::Other;
        if (line.kind != Kind::Other && length > 0) {
            ++line.offset;
            --line.length;
        }
    }
    if (line.hunk >= 0)
        m_hunks.back().lastLine = static_cast<int>(m_lines.size());
    m_lines.push_back(line);
}

void DiffIndex::readFileHead(QByteArrayView line)
{
    if (line.startsWith("--- ")) {
        m_files.push_back(pathOf(line));
    } else if (line.startsWith("+++ ") && !m_files.empty()) {
        if (const auto path = pathOf(line); !path.isEmpty())
            m_files.back() = path;
    }
}

bool DiffIndex::readHunkHead(std::uint32_t offset, QByteArrayView line)
{
    if (!line.startsWith("@@ -"))
        return false;
    qsizetype at = 4;
    const auto before = readRange(line, at);
    if (!before || !line.sliced(at).startsWith(" +"))
        return false;
    at += 2;
    const auto after = readRange(line, at);
    if (!after || !line.sliced(at).startsWith(" @@"))
        return false;
    m_oldNext = before->start;
    m_newNext = after->start;
    m_oldLeft = before->count;
    m_newLeft = after->count;
    const auto index = static_cast<int>(m_lines.size());
    m_hunks.push_back({index, index, m_files.empty() ? 0 : static_cast<int>(m_files.size()) - 1});
    Line head{offset, static_cast<std::uint32_t>(line.size())};
    head.hunk = static_cast<int>(m_hunks.size()) - 1;
    head.kind = Kind::HunkHead;
    m_lines.push_back(head);
    return true;
}

/// Pairs the n-th removed with the n-th added line of each run: good enough to see what changed within a line, and that
/// only blanks moved.
void DiffIndex::pairLines()
{
    std::size_t at = 0;
    while (at < m_lines.size()) {
        if (m_lines[at].kind != Kind::Removed) {
            ++at;
            continue;
        }
        const auto removed = at;
        while (at < m_lines.size() && m_lines[at].kind == Kind::Removed)
            ++at;
        const auto added = at;
        while (at < m_lines.size() && m_lines[at].kind == Kind::Added)
            ++at;
        for (std::size_t n = 0; removed + n < added && added + n < at; ++n) {
            auto& before = m_lines[removed + n];
            auto& after = m_lines[added + n];
            before.pair = static_cast<std::int32_t>(added + n);
            after.pair = static_cast<std::int32_t>(removed + n);
            if (withoutBlanks(bytes(before)) == withoutBlanks(bytes(after)))
                before.spacesOnly = after.spacesOnly = true;
        }
    }
}

QByteArrayView DiffIndex::bytes(const Line& line) const
{
    return {m_text.constData() + line.offset, line.length};
}

QString DiffIndex::shown(const Line& line) const
{
    auto raw = bytes(line);
    if (raw.endsWith('\r') && line.kind != Kind::Added && line.kind != Kind::Removed)
        raw.chop(1);
    return visibleText(QString::fromUtf8(raw));
}

QString visibleText(QStringView text, int tabWidth)
{
    const auto isPlain = [](QChar letter) { return letter.unicode() >= 0x20 && letter.unicode() < 0x7F; };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return text.toString();
    QString shown;
    shown.reserve(text.size());
    int column = 0;
    for (const char32_t code : text.toUcs4()) {
        if (code == U'\t') {
            const int blanks = tabWidth - column % tabWidth;
            shown.append(QString(blanks, u' '));
            column += blanks;
        } else if (isHidden(code)) {
            const auto mark = markOf(code);
            shown.append(mark);
            column += static_cast<int>(mark.size());
        } else {
            shown.append(QString::fromUcs4(&code, 1));
            ++column;
        }
    }
    return shown;
}

} // namespace penelope::ui
