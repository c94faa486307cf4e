#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

/// A report as blocks, and its two forms. Everything in it is text: what looks like markup is shown, never obeyed, and
/// control, bidirectional and zero-width characters are shown as marks such as ⟨U+202E⟩. Pure.
namespace penelope::engine {

struct Block
{
    enum class Kind {
        Heading, ///< `text` at `level` 1..4
        Text,    ///< one paragraph
        List,    ///< `items`
        Table,   ///< `rows`, the first is the head
        Code,    ///< `text` as it is, line by line
        Picture  ///< `svg`, named `name`, said as `text`
    };
    Kind kind = Kind::Text;
    QString text = {};
    int level = 2;
    QStringList items = {};
    std::vector<QStringList> rows = {};
    QString name = {}; ///< of the picture's file, without suffix
    QByteArray svg = {};
    bool operator==(const Block&) const = default;
};

struct Document
{
    QString title;
    std::vector<Block> blocks;

    void heading(int level, const QString& text)
    {
        blocks.push_back({.kind = Block::Kind::Heading, .text = text, .level = level});
    }
    void text(const QString& text) { blocks.push_back({.kind = Block::Kind::Text, .text = text}); }
    void list(const QStringList& items) { blocks.push_back({.kind = Block::Kind::List, .items = items}); }
    void table(std::vector<QStringList> rows)
    {
        blocks.push_back({.kind = Block::Kind::Table, .rows = std::move(rows)});
    }
    void code(const QString& text) { blocks.push_back({.kind = Block::Kind::Code, .text = text}); }
    void picture(const QString& name, const QString& said, QByteArray svg)
    {
        blocks.push_back({.kind = Block::Kind::Picture, .text = said, .name = name, .svg = std::move(svg)});
    }
};

/// CommonMark with tables. A picture is a link to `NAME.svg` in the folder given by `pictures` (empty = the same one),
/// or only its sentence where `linked` is false.
QString toMarkdown(const Document& document, bool linked = true, const QString& pictures = {});
/// One page that needs nothing else: no script, no address outside; pictures stand in it.
QString toHtml(const Document& document);

/// How HTML holds its pictures: as themselves, or as `<img src="NAME.svg">` for readers without SVG in their pages.
enum class PicturesAs { Shapes, Links };
QString toHtml(const Document& document, PicturesAs pictures);

struct ReportFile
{
    QString path;
    QByteArray bytes;
};
/// What a report written to `path` consists of: HTML is one file; Markdown has its pictures in a folder beside it,
/// named as the file with "-files" behind. The report itself is the last.
std::vector<ReportFile> filesOf(const Document& document, const QString& path, bool html);

/// Text with its invisible characters made visible.
QString madeVisible(const QString& text);

} // namespace penelope::engine
