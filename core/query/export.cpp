#include "core/query/export.h"

#include "core/query/filter.h"

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Excel, LibreOffice and Google Sheets calculate what begins so; the full-width forms are taken for the plain ones.
bool beginsLikeFormula(const QString& text)
{
    static const auto beginnings = u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"_s;
    return !text.isEmpty() && beginnings.contains(text.front());
}

/// Controls, marks that turn the direction of reading, and characters without width.
bool isHiddenMark(char16_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x00AD || code == 0x061C || code == 0x180E ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

QStringList cellsOf(const journal::Event& event, const Digest& leaf)
{
    return {
        QString::number(event.seq),
        toIso(event.time),
        event.kind,
        QString::number(event.version),
        event.stream,
        QString::number(event.streamVersion),
        event.actor,
        QString::number(event.epoch),
        event.cause ? QString::number(*event.cause) : QString{},
        event.correlation,
        serviceOf(event),
        decisionOf(event),
        toHex(leaf),
        QString::fromUtf8(toJsonText(event.payload))};
}

QByteArray csvLine(const QStringList& cells)
{
    QByteArray line;
    for (const auto& cell : cells)
        line += (line.isEmpty() ? "" : ",") + csvCell(cell);
    return line + "\r\n";
}

QByteArray markdownLine(const QStringList& cells)
{
    QByteArray line("|");
    for (const auto& cell : cells)
        line += ' ' + markdownCell(cell).toUtf8() + " |";
    return line + '\n';
}

QString hexOf(const std::optional<Digest>& leaf)
{
    return leaf ? toHex(*leaf) : QString{};
}

} // namespace

std::optional<ExportFormat> exportFormatFrom(const QString& word)
{
    if (word == "csv"_L1)
        return ExportFormat::Csv;
    if (word == "jsonl"_L1)
        return ExportFormat::JsonLines;
    if (word == "md"_L1)
        return ExportFormat::Markdown;
    return std::nullopt;
}

QByteArray csvCell(const QString& text)
{
    const bool guarded = beginsLikeFormula(text) || text.startsWith(u'\'');
    QString inner = text;
    inner.replace(u'"', u"\"\""_s);
    return (guarded ? "\"'" : "\"") + inner.toUtf8() + '"';
}

QString markdownCell(const QString& text)
{
    static const auto markup = u"\\`*_{}[]()<>#+-.!|~&:@^$"_s;
    QString cell;
    for (const auto letter : text) {
        const auto code = letter.unicode();
        if (isHiddenMark(code))
            cell += u"⟨U+%1⟩"_s.arg(static_cast<uint>(code), 4, 16, QLatin1Char('0')).toUpper();
        else if (code < 0x80 && markup.contains(letter))
            cell += u'\\' + QString(letter);
        else
            cell += letter;
    }
    return cell;
}

QStringList Exporter::columns()
{
    return {u"seq"_s,   u"time"_s,  u"kind"_s,        u"version"_s, u"stream"_s,   u"stream_version"_s, u"actor"_s,
            u"epoch"_s, u"cause"_s, u"correlation"_s, u"service"_s, u"decision"_s, u"leaf"_s,           u"payload"_s};
}

QByteArray Exporter::header() const
{
    switch (m_format) {
    case ExportFormat::Csv: return csvLine(columns());
    case ExportFormat::JsonLines: return {};
    case ExportFormat::Markdown:
        return markdownLine(columns()) + '|' + QByteArray(" --- |").repeated(columns().size()) + '\n';
    }
    Q_UNREACHABLE();
}

QByteArray Exporter::row(const journal::Event& event, const QByteArray& body, const Digest& leaf)
{
    ++m_rows;
    if (!m_firstLeaf)
        m_firstLeaf = leaf;
    m_lastLeaf = leaf;
    switch (m_format) {
    case ExportFormat::Csv: return csvLine(cellsOf(event, leaf));
    case ExportFormat::JsonLines: return body + '\n'; // the bytes that were signed, not ours of them
    case ExportFormat::Markdown: return markdownLine(cellsOf(event, leaf));
    }
    Q_UNREACHABLE();
}

Json Exporter::summary(const ExportFooter& footer) const
{
    auto answer = Json::object(
        {{u"rows"_s, m_rows},
         {u"filter"_s, footer.filter},
         {u"journal_id"_s, footer.journalId},
         {u"first"_s, footer.firstSeq},
         {u"last"_s, footer.lastSeq},
         {u"root"_s, toHex(footer.root)},
         {u"size"_s, footer.size},
         {u"signed_to"_s, footer.signedTo},
         {u"result"_s, footer.complete ? u"complete"_s : u"truncated"_s}});
    if (m_rows > 0) {
        answer.set(u"first_leaf"_s, hexOf(m_firstLeaf));
        answer.set(u"last_leaf"_s, hexOf(m_lastLeaf));
    }
    return answer;
}

QByteArray Exporter::footer(const ExportFooter& footer) const
{
    const auto said = summary(footer);
    const auto object = toJsonText(Json::object({{u"footer"_s, said}}));
    switch (m_format) {
    case ExportFormat::JsonLines: return object + '\n';
    case ExportFormat::Csv: {
        // Every record of RFC 4180 has the same number of cells, the last one too.
        QStringList cells(columns().size());
        cells.front() = u"footer"_s;
        cells.back() = QString::fromUtf8(object);
        return csvLine(cells);
    }
    case ExportFormat::Markdown: break;
    }
    // One arg() for all: a filter that holds "%1" is text, not a place.
    const auto filter = footer.filter.isEmpty() ? u"everything"_s : markdownCell(footer.filter);
    auto line = u"\n%1 rows, %2. Filter: %3. Searched: %4 to %5. "_s.arg(
        QString::number(m_rows), said[u"result"].toString(), filter, QString::number(footer.firstSeq),
        QString::number(footer.lastSeq));
    if (m_rows > 0)
        line += u"First leaf `%1`, last leaf `%2`. "_s.arg(hexOf(m_firstLeaf), hexOf(m_lastLeaf));
    line += u"Journal `%1`, %2 events, signed to %3, root `%4`.\n"_s.arg(
        footer.journalId, QString::number(footer.size), QString::number(footer.signedTo), toHex(footer.root));
    return line.toUtf8();
}

} // namespace penelope::query
