#include "core/praotes/sides.h"

#include "core/source/codewords.h"

#include <QStringList>

#include <algorithm>

namespace penelope::praotes {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t longestSignature = 32; ///< lines
constexpr qsizetype cutHeading = 78;         ///< git cuts headings: a longer one may have lost its end

/// Reads the definitions of one side of one hunk.
class SideReader
{
public:
    SideReader(std::vector<QStringView> lines, QStringView heading, source::Language language)
        : m_language(language)
        , m_lines(std::move(lines))
    {
        const auto definition = source::definitionIn(heading, language);
        if (!definition || definition->kind != source::DefinitionKind::Function)
            return;
        m_heading = heading.size() < cutHeading && source::CodeWords(heading, language).openRounds() > 0;
        // The heading is the function around: what stands deeper is its own.
        if (m_heading)
            m_lines.insert(m_lines.begin(), heading);
        else if (language == source::Language::Python)
            m_open.push_back({indentOf(heading), true});
    }

    std::vector<source::Definition> read()
    {
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            take(at);
        return std::move(m_found);
    }

private:
    struct Open
    {
        qsizetype indent;
        bool function;
    };

    static qsizetype indentOf(QStringView line)
    {
        qsizetype indent = 0;
        while (indent < line.size() && line[indent].isSpace())
            ++indent;
        return indent;
    }

    void take(std::size_t at)
    {
        const auto line = m_lines[at];
        const auto indent = indentOf(line);
        if (indent == line.size() || line.size() > source::longestDefinition)
            return;
        followAccess(line.mid(indent));
        for (auto& symbol : source::exportsIn(line, m_language))
            m_found.push_back(std::move(symbol));
        auto definition = wholeDefinition(at);
        if (m_language == source::Language::Python && !isClosing(line[indent])) {
            while (!m_open.empty() && m_open.back().indent >= indent)
                m_open.pop_back();
        }
        if (!definition)
            return;
        const bool inside = !m_open.empty() && m_open.back().function;
        if (definition->isPublic && !inside && !hidden(*definition, indent))
            m_found.push_back(*definition);
        if (m_language == source::Language::Python && definition->kind != source::DefinitionKind::Route)
            m_open.push_back({indent, definition->kind == source::DefinitionKind::Function});
    }

    static bool isClosing(QChar letter) { return letter == u')' || letter == u']' || letter == u'}'; }

    /// The line's definition with its parameters, wherever they end; nothing where only the heading shows a part.
    std::optional<source::Definition> wholeDefinition(std::size_t at)
    {
        const auto line = m_lines[at];
        auto definition = source::definitionIn(line, m_language);
        int open = source::CodeWords(line, m_language).openRounds();
        if (open <= 0)
            return definition;
        QString joined = line.toString();
        const auto end = std::min(m_lines.size(), at + longestSignature);
        for (auto next = at + 1; next < end && open > 0; ++next) {
            if (joined.size() + m_lines[next].size() >= source::longestDefinition)
                break;
            joined += u' ';
            joined += m_lines[next];
            open += source::CodeWords(m_lines[next], m_language).openRounds();
        }
        const bool fromHeading = at == 0 && m_heading;
        if (open > 0)
            return fromHeading ? std::nullopt : definition;
        auto whole = source::definitionIn(joined, m_language);
        return whole ? whole : definition;
    }

    void followAccess(QStringView text)
    {
        if (m_language != source::Language::Cpp)
            return;
        if (text.startsWith("private:"_L1) || text.startsWith("private slots:"_L1))
            m_private = true;
        else if (text.startsWith("public"_L1) || text.startsWith("protected"_L1) || text.startsWith("};"_L1))
            m_private = false;
    }

    bool hidden(const source::Definition& definition, qsizetype indent) const
    {
        return m_private && indent > 0 && definition.kind == source::DefinitionKind::Function;
    }

    source::Language m_language;
    std::vector<QStringView> m_lines;
    std::vector<Open> m_open; ///< Python: what the line stands in
    std::vector<source::Definition> m_found;
    bool m_heading = false; ///< the first line is the heading
    bool m_private = false;
};

} // namespace

std::vector<QStringView> linesOf(const patch::Hunk& hunk, Side side)
{
    const auto left = side == Side::Old ? patch::LineKind::Added : patch::LineKind::Removed;
    std::vector<QStringView> lines;
    for (const auto& line : hunk.lines) {
        if (line.kind != left)
            lines.emplace_back(line.text);
    }
    return lines;
}

std::vector<source::Definition> publicDefinitions(const patch::FileDiff& file, Side side, source::Language language)
{
    std::vector<source::Definition> found;
    for (const auto& hunk : file.hunks) {
        auto some = SideReader(linesOf(hunk, side), hunk.heading, language).read();
        found.insert(found.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    }
    return found;
}

} // namespace penelope::praotes
