#include "core/adapters/index/columnwriter.h"

#include "core/journal/searchtext.h"

#include <QDir>

#include <unistd.h>

#include <algorithm>

namespace penelope::index {
namespace {

using namespace Qt::Literals::StringLiterals;
using journal::Columns;

/// Rows between two writings: what they are made of stays in the processor's cache.
constexpr qint64 mostWaiting = 4096;

Failure cannotWrite(const QFile& file)
{
    return failure(
        ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(file.fileName(), file.errorString()), file.fileName());
}

} // namespace

quint16 ColumnWriter::Words::codeOf(std::string_view word, quint16 other)
{
    const auto known = codes.find(word);
    if (known != codes.end())
        return known->second;
    if (list.size() >= other)
        return other;
    const auto code = static_cast<quint16>(list.size());
    const auto& [key, unused] = *codes.emplace(word, code).first;
    list.append(QString::fromStdString(key));
    return code;
}

void ColumnWriter::Words::take(const QStringList& words)
{
    list = words;
    for (qsizetype code = 0; code < words.size(); ++code)
        codes.emplace(words[code].toStdString(), static_cast<quint16>(code));
}

Result<std::unique_ptr<ColumnWriter>> ColumnWriter::open(const QString& folder, const Identity& identity)
{
    std::unique_ptr<ColumnWriter> writer(new ColumnWriter(folder));
    if (auto begun = writer->begin(identity); !begun)
        return Failure{begun.error()};
    return writer;
}

Status ColumnWriter::begin(const Identity& identity)
{
    m_journalId = identity.journalId;
    auto manifest = readManifest(m_folder);
    // Mapped, so that a file that is shorter than it should be counts as none.
    const auto files = ColumnFiles::open(m_folder, identity);
    if (files)
        rememberLines((*files)->columns());
    else
        manifest.reset();
    if (!manifest) {
        // Gone, not emptied: whoever has mapped the old files keeps them.
        QDir(m_folder).removeRecursively();
        manifest = Manifest{};
    }
    if (!QDir().mkpath(m_folder))
        return failure(ErrorCode::Storage, u"the folder %1 cannot be made"_s.arg(m_folder), m_folder);
    m_size = manifest->mark.size;
    m_textBytes = manifest->textBytes;
    m_textLines = manifest->textLines;
    m_kinds.take(manifest->kinds);
    m_services.take(manifest->services);
    m_actors.take(manifest->actors);
    m_decisions.take(manifest->decisions);
    m_streamKinds.take(manifest->streamKinds);
    for (int at = 0; at < arrayCount; ++at) {
        const auto array = static_cast<Array>(at);
        auto& file = m_files[static_cast<std::size_t>(at)];
        file.setFileName(fileOf(m_folder, array));
        // What lies behind is of a run that was cut off: it is written over.
        if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !file.seek(bytesOf(array, *manifest)))
            return cannotWrite(file);
    }
    return {};
}

template <typename T> void ColumnWriter::put(Array array, T value)
{
    m_waiting[static_cast<std::size_t>(array)].append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// What was written just before an earlier run ended.
void ColumnWriter::rememberLines(const Columns& columns)
{
    constexpr std::size_t most = 4096;
    const auto& starts = columns.textAt;
    for (auto line = starts.size() - std::min(starts.size(), most); line < starts.size(); ++line) {
        const auto end = line + 1 < starts.size() ? starts[line + 1] : columns.text.size();
        if (starts[line] >= end || end > columns.text.size())
            continue;
        const std::string_view text(&columns.text[starts[line]], end - starts[line] - 1);
        m_recent.numberOf(text, static_cast<quint32>(line));
        if (line >= starts.size() / journal::textsign::linesPerSign * journal::textsign::linesPerSign)
            journal::textsign::add(m_sign, text);
    }
}

/// Before the line is counted.
void ColumnWriter::sign(std::string_view line)
{
    journal::textsign::add(m_sign, line);
    if (signsOf(m_textLines + 1) == signsOf(m_textLines))
        return;
    m_waiting[static_cast<std::size_t>(Array::TextSigns)].append(
        reinterpret_cast<const char*>(m_sign.data()), sizeof m_sign);
    m_sign = {};
}

void ColumnWriter::addText(std::string_view texts)
{
    const auto line = m_recent.numberOf(texts, static_cast<quint32>(m_textLines));
    put(Array::TextOf, line);
    if (line != m_textLines)
        return;
    put(Array::TextAt, static_cast<quint64>(m_textBytes));
    auto& text = m_waiting[static_cast<std::size_t>(Array::Text)];
    text += texts;
    text += '\n';
    m_textBytes += static_cast<qint64>(texts.size()) + 1;
    sign(texts);
    ++m_textLines;
}

void ColumnWriter::add(const journal::Facts& facts)
{
    put(Array::Time, facts.time);
    put(Array::Kind, m_kinds.codeOf(facts.kind, Columns::otherWord));
    put(Array::Service, m_services.codeOf(facts.service, Columns::otherWord));
    put(Array::Actor, m_actors.codeOf(facts.actor, Columns::otherWord));
    put(Array::Decision, static_cast<quint8>(m_decisions.codeOf(facts.decision, Columns::otherShortWord)));
    put(Array::StreamKind, static_cast<quint8>(m_streamKinds.codeOf(facts.streamKind(), Columns::otherShortWord)));
    put(Array::Severity, facts.severity);
    put(Array::Risk, facts.risk);
    put(Array::Level, facts.level);
    put(Array::Flags, facts.flags);
    put(Array::Stream, journal::foldedHash(facts.stream));
    put(Array::Correlation, journal::foldedHash(facts.correlation));
    addText(facts.texts);
    if (++m_size % mostWaiting == 0)
        writeWaiting();
}

void ColumnWriter::addUnknown()
{
    journal::Facts facts;
    facts.flags = journal::AskAll;
    add(facts);
}

void ColumnWriter::writeWaiting()
{
    for (std::size_t at = 0; at < m_files.size() && m_trouble; ++at) {
        const auto size = static_cast<qint64>(m_waiting[at].size());
        if (m_files[at].write(m_waiting[at].data(), size) != size)
            m_trouble = cannotWrite(m_files[at]);
        m_waiting[at].clear();
    }
}

Status ColumnWriter::flush()
{
    writeWaiting();
    for (auto& file : m_files) {
        if (m_trouble && ::fdatasync(file.handle()) != 0)
            m_trouble = cannotWrite(file);
    }
    return m_trouble;
}

Status ColumnWriter::commit(const Digest& root)
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    return writeManifest(
        m_folder, {{m_journalId, m_size, toHex(root)},
                   m_textBytes,
                   m_textLines,
                   m_kinds.list,
                   m_services.list,
                   m_actors.list,
                   m_decisions.list,
                   m_streamKinds.list});
}

} // namespace penelope::index
