#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace penelope::ui {

/// Where the lines of a unified diff are: the text is kept as it came, nothing is copied or decoded.
/// Total: bytes that are no diff give lines of kind Other and no hunk.
class DiffIndex
{
public:
    enum class Kind : std::uint8_t { FileHead, HunkHead, Context, Added, Removed, Other };

    struct Line
    {
        std::uint32_t offset = 0;   ///< into text(), of the first byte after the sign column
        std::uint32_t length = 0;   ///< without the line break
        std::int32_t oldNumber = 0; ///< 0 = not in the old file
        std::int32_t newNumber = 0; ///< 0 = not in the new file
        std::int32_t hunk = -1;     ///< -1 = before the first
        std::int32_t pair = -1;     ///< the line that this one replaces or is replaced by; -1 = none
        Kind kind = Kind::Other;
        bool spacesOnly = false; ///< differs from its counterpart in blanks only
    };

    struct Hunk
    {
        int firstLine = 0; ///< its head
        int lastLine = 0;  ///< inclusive
        int file = 0;
    };

    DiffIndex() = default;
    explicit DiffIndex(QByteArray diff);

    const QByteArray& text() const { return m_text; }
    const std::vector<Line>& lines() const { return m_lines; }
    const std::vector<Hunk>& hunks() const { return m_hunks; }
    /// Paths of the new files, of the old one where a file is removed.
    const std::vector<QString>& files() const { return m_files; }
    /// Valid UTF-8 with at least one hunk: anything else is shown as bytes and cannot be approved.
    bool isReadable() const { return m_readable; }

    QByteArrayView bytes(const Line& line) const;
    /// The line as it is shown: tabs widened to 4, control, bidi and zero-width characters as visible marks.
    QString shown(const Line& line) const;

private:
    void read();
    void readLine(std::uint32_t offset, std::uint32_t length);
    void readFileHead(QByteArrayView line);
    bool readHunkHead(std::uint32_t offset, QByteArrayView line);
    void pairLines();

    QByteArray m_text;
    std::vector<Line> m_lines;
    std::vector<Hunk> m_hunks;
    std::vector<QString> m_files;
    int m_oldNext = 0;
    int m_newNext = 0;
    int m_oldLeft = 0;
    int m_newLeft = 0;
    bool m_readable = false;
};

/// Untrusted text made safe to look at: U+202E becomes "⟨RLO⟩", U+200B "⟨ZWSP⟩", other controls "⟨U+0007⟩".
QString visibleText(QStringView text, int tabWidth = 4);

} // namespace penelope::ui
