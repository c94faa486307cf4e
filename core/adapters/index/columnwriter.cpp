#include "core/adapters/index/columnwriter.h"

#include "core/journal/searchtext.h"

#include <QDir>

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace penelope::index {
namespace {

using namespace Qt::Literals::StringLiterals;
using journal::Columns;
namespace textsign = journal::textsign;

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

ColumnWriter::ColumnWriter(QString folder, qint64 window)
    : m_folder(std::move(folder))
    , m_window(window)
{
    beginLines();
}

Result<std::unique_ptr<ColumnWriter>>
ColumnWriter::open(const QString& folder, const Identity& identity, qint64 textWindow)
{
    std::unique_ptr<ColumnWriter> writer(new ColumnWriter(folder, textWindow));
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
    if (!files || (*files)->columns().textWindow != m_window || !goOn((*files)->columns())) {
        // Gone, not emptied: whoever has mapped the old files keeps them.
        QDir(m_folder).removeRecursively();
        manifest = Manifest{};
        beginLines();
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
        file.setFileName(index::fileOf(m_folder, array));
        // What lies behind is of a run that was cut off: it is written over.
        if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !file.seek(bytesOf(array, *manifest)))
            return cannotWrite(file);
    }
    if (auto& last = fileOf(Array::TextLast); !last.seek(m_lineRows.settled() * widthOf(Array::TextLast)))
        return cannotWrite(last);
    return {};
}

template <typename T> void ColumnWriter::put(Array array, const T& value)
{
    m_waiting[static_cast<std::size_t>(array)].append(reinterpret_cast<const char*>(&value), sizeof value);
}

void ColumnWriter::putWord(Array low, Array high, quint16 code)
{
    put(low, static_cast<quint8>(code & 0xFF));
    put(high, static_cast<quint8>(code >> 8));
}

void ColumnWriter::beginLines()
{
    m_signer = {};
    m_recent = RecentLines(m_window);
    m_lineRows = LineRows(m_window, [this](quint32 last) { put(Array::TextLast, last); });
}

/// Takes what an earlier run wrote last; false where it does not fit together.
bool ColumnWriter::goOn(const Columns& columns)
{
    if (!m_lineRows.take(columns))
        return false;
    // Some that are whole too: the next events say what they say.
    constexpr std::size_t most = textsign::linesPerGroup;
    const auto& starts = columns.textAt;
    const auto group = starts.size() / textsign::linesPerGroup * textsign::linesPerGroup;
    for (auto line = starts.size() - std::min(starts.size(), most); line < starts.size(); ++line) {
        const auto end = line + 1 < starts.size() ? starts[line + 1] : columns.text.size();
        if (starts[line] >= end || end > columns.text.size())
            return false;
        const std::string_view text(&columns.text[starts[line]], end - starts[line] - 1);
        // The block's first row comes before the line's: its window ends too early, never too late.
        const auto row = std::min<quint64>(columns.textRows[line / textsign::linesPerBlock], quint64(columns.size));
        m_recent.numberOf(text, static_cast<quint32>(line), static_cast<qint64>(row));
        if (line >= group)
            sign(text);
    }
    const auto zone = columns.flags.subspan(columns.flagZones.size() * std::size_t{Columns::rowsPerZone});
    m_zoneFlags = std::accumulate(zone.begin(), zone.end(), quint8{0}, std::bit_or<quint8>());
    return true;
}

void ColumnWriter::sign(std::string_view line)
{
    if (line == std::string_view(&journal::textUnknown, 1))
        m_signer.addUnknown();
    else
        m_signer.add(line);
}

void ColumnWriter::addText(std::string_view texts)
{
    const auto next = static_cast<quint32>(m_textLines);
    const auto line =
        texts == std::string_view(&journal::textUnknown, 1) ? next : m_recent.numberOf(texts, next, m_size);
    put(Array::TextOf, line);
    if (line == next)
        addLine(texts);
    m_lineRows.add(line, m_size);
}

void ColumnWriter::addLine(std::string_view line)
{
    if (m_textLines % static_cast<qint64>(textsign::linesPerBlock) == 0)
        put(Array::TextRows, static_cast<quint64>(m_size));
    put(Array::TextAt, static_cast<quint64>(m_textBytes));
    auto& text = m_waiting[static_cast<std::size_t>(Array::Text)];
    text += line;
    text += '\n';
    m_textBytes += static_cast<qint64>(line.size()) + 1;
    ++m_textLines;
    sign(line);
    if (const auto* block = m_signer.block())
        put(Array::TextBlocks, *block);
    if (const auto* group = m_signer.group())
        put(Array::TextGroups, *group);
}

void ColumnWriter::add(const journal::Facts& facts)
{
    put(Array::Time, facts.time);
    putWord(Array::Kind, Array::KindHigh, m_kinds.codeOf(facts.kind, Columns::otherWord));
    putWord(Array::Service, Array::ServiceHigh, m_services.codeOf(facts.service, Columns::otherWord));
    putWord(Array::Actor, Array::ActorHigh, m_actors.codeOf(facts.actor, Columns::otherWord));
    put(Array::Decision, static_cast<quint8>(m_decisions.codeOf(facts.decision, Columns::otherShortWord)));
    put(Array::StreamKind, static_cast<quint8>(m_streamKinds.codeOf(facts.streamKind(), Columns::otherShortWord)));
    put(Array::Severity, facts.severity);
    put(Array::Risk, facts.risk);
    put(Array::Level, facts.level);
    put(Array::Flags, facts.flags);
    put(Array::Stream, journal::foldedHash(facts.stream));
    put(Array::Correlation, journal::foldedHash(facts.correlation));
    const bool unknown = (facts.flags & (journal::AskText | journal::AskAll)) != 0;
    addText(unknown ? std::string_view(&journal::textUnknown, 1) : std::string_view(facts.texts));
    m_zoneFlags |= facts.flags;
    if (++m_size % Columns::rowsPerZone == 0)
        put(Array::FlagZones, std::exchange(m_zoneFlags, quint8{0}));
    if (m_size % mostWaiting == 0)
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

/// The rows of lines that may get more: written over by the next commit. Whoever has mapped them sees only that a line
/// has rows behind those that are known to him.
void ColumnWriter::writeOpenLines()
{
    auto& file = fileOf(Array::TextLast);
    const auto lasts = m_lineRows.open();
    const auto size = std::ssize(lasts) * qint64{sizeof(quint32)};
    const auto begin = file.pos();
    if (m_trouble && (file.write(reinterpret_cast<const char*>(lasts.data()), size) != size || !file.seek(begin)))
        m_trouble = cannotWrite(file);
}

Status ColumnWriter::flush()
{
    writeWaiting();
    writeOpenLines();
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
                   m_window,
                   m_kinds.list,
                   m_services.list,
                   m_actors.list,
                   m_decisions.list,
                   m_streamKinds.list});
}

} // namespace penelope::index
