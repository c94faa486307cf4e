#include "core/engine/document.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isInvisible(char32_t code)
{
    const bool control = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const bool direction = code == 0x061c || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
                           (code >= 0x2060 && code <= 0x206f) || code == 0xfeff;
    const bool tag = code >= 0xe0000 && code <= 0xe007f;
    return control || direction || tag;
}

QString lineOfText(const QString& text)
{
    return madeVisible(QString(text).replace(u"\r\n"_s, u" "_s).replace(u'\n', u' ').replace(u'\t', u' '));
}

/// "1." and "1)" begin a list at the beginning of a line.
bool endsListNumber(const QString& before, QChar letter)
{
    return (letter == u'.' || letter == u')') && !before.isEmpty() &&
           std::all_of(before.begin(), before.end(), [](QChar each) { return each.isDigit(); });
}

/// Whatever could mean something in Markdown or HTML is escaped: some characters anywhere, some where a line begins.
QString escapedForMarkdown(const QString& text)
{
    static const QString anywhere = u"\\`*[]<>|~&!"_s;
    static const QString first = u"#+-="_s;
    const auto line = lineOfText(text).trimmed();
    QString escaped;
    for (qsizetype index = 0; index < line.size(); ++index) {
        const auto letter = line[index];
        // Inside a word an underscore is a letter.
        const bool inWord = index > 0 && index + 1 < line.size() && line[index - 1].isLetterOrNumber() &&
                            line[index + 1].isLetterOrNumber();
        if (anywhere.contains(letter) || (letter == u'_' && !inWord) || (index == 0 && first.contains(letter)) ||
            endsListNumber(escaped, letter))
            escaped += u'\\';
        escaped += letter;
    }
    // "https://…", "www." and addresses become links by themselves in some readers.
    return escaped.replace(u"://"_s, u":\\/\\/"_s)
        .replace(u"www."_s, u"www\\."_s, Qt::CaseInsensitive)
        .replace(u"@"_s, u"\\@"_s);
}

QString tableInMarkdown(const Block& block)
{
    QString text;
    bool head = true;
    for (const auto& row : block.rows) {
        text += u'|';
        for (const auto& cell : row)
            text += u' ' + escapedForMarkdown(cell) + u" |"_s;
        text += u'\n';
        if (head)
            text += u'|' + u"---|"_s.repeated(row.size()) + u'\n';
        head = false;
    }
    return text;
}

QString codeInMarkdown(const Block& block)
{
    // Indented, not fenced: no text can end it.
    QString text;
    for (const auto& line : block.text.split(u'\n'))
        text += u"    "_s + madeVisible(QString(line).remove(u'\r')) + u'\n';
    return text;
}

QString inMarkdown(const Block& block, bool linked, const QString& pictures)
{
    switch (block.kind) {
    case Block::Kind::Heading:
        return u'#' + u"#"_s.repeated(std::clamp(block.level, 1, 4) - 1) + u' ' + escapedForMarkdown(block.text) +
               u'\n';
    case Block::Kind::Text: return escapedForMarkdown(block.text) + u'\n';
    case Block::Kind::List: {
        QString text;
        for (const auto& item : block.items)
            text += u"- "_s + escapedForMarkdown(item) + u'\n';
        return text;
    }
    case Block::Kind::Table: return tableInMarkdown(block);
    case Block::Kind::Code: return codeInMarkdown(block);
    case Block::Kind::Picture: {
        const auto said = escapedForMarkdown(block.text);
        return linked ? u"![%1](%2%3.svg)\n"_s.arg(said, pictures, block.name) : said + u'\n';
    }
    }
    Q_UNREACHABLE();
}

QString escapedForHtml(const QString& text)
{
    return lineOfText(text).toHtmlEscaped();
}

QString tableInHtml(const Block& block)
{
    QString text = u"<table>\n"_s;
    bool head = true;
    for (const auto& row : block.rows) {
        const auto tag = head ? u"th"_s : u"td"_s;
        text += u"<tr>"_s;
        for (const auto& cell : row)
            text += u"<%1>%2</%1>"_s.arg(tag, escapedForHtml(cell));
        text += u"</tr>\n"_s;
        head = false;
    }
    return text + u"</table>\n"_s;
}

QString codeInHtml(const Block& block)
{
    QStringList lines;
    for (const auto& line : block.text.split(u'\n'))
        lines.append(madeVisible(QString(line).remove(u'\r').replace(u'\t', u"    "_s)).toHtmlEscaped());
    return u"<pre>"_s + lines.join(u'\n') + u"</pre>\n"_s;
}

QString pictureInHtml(const Block& block, PicturesAs pictures)
{
    const auto said = escapedForHtml(block.text);
    const auto shapes = pictures == PicturesAs::Shapes ? QString::fromUtf8(block.svg)
                                                       : u"<img src=\"%1.svg\" alt=\"%2\">"_s.arg(block.name, said);
    return u"<figure>"_s + shapes + u"<figcaption>"_s + said + u"</figcaption></figure>\n"_s;
}

QString inHtml(const Block& block, PicturesAs pictures)
{
    switch (block.kind) {
    case Block::Kind::Heading:
        return u"<h%1>%2</h%1>\n"_s.arg(QString::number(std::clamp(block.level, 1, 4)), escapedForHtml(block.text));
    case Block::Kind::Text: return u"<p>"_s + escapedForHtml(block.text) + u"</p>\n"_s;
    case Block::Kind::List: {
        QString text = u"<ul>\n"_s;
        for (const auto& item : block.items)
            text += u"<li>"_s + escapedForHtml(item) + u"</li>\n"_s;
        return text + u"</ul>\n"_s;
    }
    case Block::Kind::Table: return tableInHtml(block);
    case Block::Kind::Code: return codeInHtml(block);
    case Block::Kind::Picture: return pictureInHtml(block, pictures);
    }
    Q_UNREACHABLE();
}

constexpr auto pageStyle =
    "body{font:14px/1.5 sans-serif;color:#1b1f23;background:#fff;max-width:72em;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.6em}h2{font-size:1.25em;border-bottom:1px solid #c4c9ce;margin-top:2em}h3{font-size:1.05em}"
    "table{border-collapse:collapse;width:100%;font-size:13px}th{text-align:left;color:#50575e;font-weight:500}"
    "th,td{border-bottom:1px solid #c4c9ce;padding:4px 12px 4px 0;vertical-align:top;overflow-wrap:anywhere}"
    "pre{font:12px/1.4 monospace;border:1px solid #c4c9ce;padding:8px;overflow-x:auto}"
    "figure{margin:1em 0}figcaption{color:#50575e}svg{max-width:100%;height:auto}"_L1;

} // namespace

QString madeVisible(const QString& text)
{
    QString shown;
    for (const auto code : text.toUcs4()) {
        if (isInvisible(code))
            shown += u"⟨U+%1⟩"_s.arg(QString::number(code, 16).toUpper().rightJustified(4, u'0'));
        else
            shown += QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1);
    }
    return shown;
}

QString toMarkdown(const Document& document, bool linked, const QString& pictures)
{
    QString text = u"# "_s + escapedForMarkdown(document.title) + u'\n';
    for (const auto& block : document.blocks)
        text += u'\n' + inMarkdown(block, linked, pictures);
    return text;
}

QString toHtml(const Document& document)
{
    return toHtml(document, PicturesAs::Shapes);
}

QString toHtml(const Document& document, PicturesAs pictures)
{
    const auto title = escapedForHtml(document.title);
    QString text = u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                   "'unsafe-inline'\">\n<title>"_s +
                   title + u"</title>\n<style>"_s + QString(pageStyle) + u"</style>\n</head>\n<body>\n<h1>"_s + title +
                   u"</h1>\n"_s;
    for (const auto& block : document.blocks)
        text += inHtml(block, pictures);
    return text + u"</body>\n</html>\n"_s;
}

std::vector<ReportFile> filesOf(const Document& document, const QString& path, bool html)
{
    if (html)
        return {{path, toHtml(document).toUtf8()}};
    const QFileInfo place(path);
    const auto folder = place.completeBaseName() + u"-files"_s;
    std::vector<ReportFile> files;
    for (const auto& block : document.blocks) {
        if (block.kind == Block::Kind::Picture)
            files.push_back({u"%1/%2/%3.svg"_s.arg(place.path(), folder, block.name), block.svg});
    }
    const auto link = QString::fromLatin1(QUrl::toPercentEncoding(folder)) + u'/';
    files.push_back({path, toMarkdown(document, true, link).toUtf8()});
    return files;
}

} // namespace penelope::engine
