#pragma once

#include "core/journal/event.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

/// Results of a query as a file for other programs and people (journal.md 9). Pure: rows go in one by one, bytes come
/// out, so an export of any size needs the memory of one row.
namespace penelope::query {

enum class ExportFormat { Csv, JsonLines, Markdown };
/// csv, jsonl, md.
std::optional<ExportFormat> exportFormatFrom(const QString& word);

/// A cell of RFC 4180: in quotation marks, those inside doubled. A text that a spreadsheet would calculate (it begins
/// with = + - @, their full-width forms, a tab or a line break) or that begins with an apostrophe gets an apostrophe
/// before it: taking one away from each cell that begins with one gives the text back, byte for byte.
QByteArray csvCell(const QString& text);
/// Text for a cell of a Markdown table that no renderer takes for markup, a link, HTML or another cell. Line breaks,
/// controls and marks that turn the direction of reading become visible: ⟨U+202E⟩.
QString markdownCell(const QString& text);

/// What the last line says: without it the file was cut off.
struct ExportFooter
{
    QString filter; ///< as it was written
    QString journalId;
    qint64 firstSeq = 0; ///< what was searched, both ends included
    qint64 lastSeq = 0;
    Digest root{};        ///< of the journal's events up to `size`
    qint64 size = 0;      ///< events of the journal when the export began
    qint64 signedTo = 0;  ///< size of the newest checkpoint then; 0 = none
    bool complete = true; ///< false: the limit left matching rows out
};

class Exporter
{
public:
    explicit Exporter(ExportFormat format)
        : m_format(format)
    {}

    /// What stands before the first row; empty for JSON lines.
    QByteArray header() const;
    /// One event: `body` are its canonical bytes and `leaf` its hash. Ascending by seq.
    QByteArray row(const journal::Event& event, const QByteArray& body, const Digest& leaf);
    /// The last line. JSON lines: an object with the one member `footer`. CSV: a row whose seq is the word `footer` and
    /// whose payload is that object. Markdown: a sentence.
    QByteArray footer(const ExportFooter& footer) const;
    /// The footer's object: rows, filter, journal_id, first, last, first_leaf, last_leaf, root, size, signed_to,
    /// result.
    Json summary(const ExportFooter& footer) const;
    qint64 rows() const { return m_rows; }

    /// The columns of CSV and Markdown.
    static QStringList columns();

private:
    ExportFormat m_format;
    qint64 m_rows = 0;
    std::optional<Digest> m_firstLeaf;
    std::optional<Digest> m_lastLeaf;
};

} // namespace penelope::query
