#include "core/adapters/sqlite/bulkwriter.h"

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/freshfile.h"
#include "core/adapters/sqlite/schema.h"
#include "core/journal/checkpoint.h"
#include "core/journal/event.h"

#include <QFile>

#include <array>

#include <fcntl.h>
#include <unistd.h>

namespace penelope::sqlite {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 signedEvery = 1000;
constexpr qint64 committedEvery = 100'000;
constexpr qint64 writtenEvery = 64; // several times as many as are hashed side by side
constexpr std::size_t mostKept = writtenEvery * 1024;

} // namespace

BulkWriter::BulkWriter(Options options)
    : m_options(std::move(options))
    , m_part(m_options.path + u".part"_s)
{
    m_bytes.reserve(mostKept);
}

BulkWriter::~BulkWriter()
{
    m_rows.reset();
    m_connection.reset();
    if (!m_whole)
        QFile::remove(m_part);
}

Result<std::unique_ptr<BulkWriter>> BulkWriter::open(Options options)
{
    if (QFile::exists(options.path))
        return failure(
            ErrorCode::Conflict, u"%1 is there already and is left alone; name a new file"_s.arg(options.path),
            options.path);
    std::unique_ptr<BulkWriter> writer(new BulkWriter(std::move(options)));
    if (auto begun = writer->begin(); !begun)
        return Failure{begun.error()};
    return writer;
}

Status BulkWriter::begin()
{
    // O_EXCL: another bulk writer's unfinished file is not ours to write into, and not ours to remove.
    const int descriptor = ::open(QFile::encodeName(m_part).constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        m_whole = true;
        return failure(ErrorCode::Storage, u"%1 cannot be made: %2"_s.arg(m_part, qt_error_string()), m_part);
    }
    ::close(descriptor);
    auto connection = Connection::open(m_part, Connection::Mode::Create);
    if (!connection)
        return Failure{connection.error()};
    m_connection = std::move(*connection);
    return guarded(m_part, [this] {
        // A crash leaves a .part file that nobody reads, so nothing need be waited for, and what may have to be undone
        // need not be kept on the disk. Rows come in the order of the table: a page that is full is not asked for
        // again, and fresh memory for it would cost more.
        m_connection->exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; "
                           "PRAGMA cache_size=-2048");
        createTables(*m_connection);
        m_rows = std::make_unique<JournalRows>(*m_connection);
        m_connection->exec("BEGIN");
    });
}

Status BulkWriter::add(const Row& row)
{
    if (row.seq != size() + 1)
        return failure(ErrorCode::Refused, u"event %1 came where %2 was due"_s.arg(row.seq).arg(size() + 1), m_part);
    if (m_options.ordersTimes && row.time < m_time)
        return failure(ErrorCode::Refused, u"event %1 is earlier than the one before"_s.arg(row.seq), m_part);
    m_time = row.time;
    checkVersion(row);
    return guarded(m_part, [&] {
        keep(row);
        if (size() % writtenEvery == 0)
            write();
        if (size() % signedEvery == 0)
            sign();
        if (size() % committedEvery == 0) {
            write();
            m_connection->exec("COMMIT; BEGIN");
        }
    });
}

/// Each stream's versions run from 1 on.
void BulkWriter::checkVersion(const Row& row)
{
    const QByteArrayView stream(row.stream.data(), std::ssize(row.stream));
    const auto before = m_versions.exchange(stream, row.streamVersion);
    if (row.streamVersion != before + 1 && !m_gap)
        m_gap = stream.toByteArray();
}

/// A row that finds no room is written from where it is.
void BulkWriter::keep(const Row& row)
{
    const auto needed = row.kind.size() + row.stream.size() + row.body.size();
    if (needed > m_bytes.capacity() - m_bytes.size())
        write();
    const bool fits = needed <= m_bytes.capacity();
    const auto kept = [this, fits](std::string_view text) {
        const auto at = m_bytes.size();
        if (fits)
            m_bytes.insert(m_bytes.end(), text.begin(), text.end());
        return QByteArrayView(fits ? m_bytes.data() + at : text.data(), std::ssize(text));
    };
    m_kept.push_back(
        {.seq = row.seq,
         .time = row.time,
         .kind = kept(row.kind),
         .stream = kept(row.stream),
         .streamVersion = row.streamVersion,
         .body = kept(row.body)});
    m_size = row.seq;
    if (!fits)
        write();
}

void BulkWriter::write()
{
    m_rows->take(m_kept, m_frontier.size());
    for (std::size_t row = 0; row < m_kept.size(); ++row) {
        m_rows->addEvent(row);
        m_rows->addLeaf(m_frontier, row);
    }
    m_kept.clear();
    m_bytes.clear();
}

void BulkWriter::sign()
{
    if (!m_options.key || size() == m_signedTo)
        return;
    write();
    writeNote(
        size(),
        journal::signNote({journal::originOf(m_options.journalId), size(), root()}, std::array{*m_options.key}));
}

void BulkWriter::writeNote(qint64 noteSize, const QByteArray& note)
{
    m_rows->addNote(noteSize, note);
    m_signedTo = noteSize;
}

Status BulkWriter::addNote(qint64 noteSize, const QByteArray& note)
{
    if (noteSize <= m_signedTo || noteSize > size())
        return failure(
            ErrorCode::Refused, u"a checkpoint of %1 does not follow %2"_s.arg(noteSize).arg(m_signedTo), m_part);
    return guarded(m_part, [&] {
        write();
        writeNote(noteSize, note);
    });
}

Status BulkWriter::finish()
{
    if (m_gap) {
        const auto wrong = QString::fromUtf8(*m_gap);
        return failure(ErrorCode::Malformed, u"the versions of stream %1 are not gapless"_s.arg(wrong), wrong);
    }
    auto done = guarded(m_part, [this] {
        write();
        sign();
        // Much memory to sort the index in; the rows that are read for it take none of it.
        m_connection->exec("COMMIT; PRAGMA cache_size=-262144; PRAGMA mmap_size=2147418112; BEGIN");
        createRest(*m_connection);
        m_connection->exec("COMMIT");
    });
    if (!done)
        return done;
    m_rows.reset();
    m_connection.reset();
    if (auto flushed = syncFile(m_part); !flushed)
        return flushed;
    if (auto checked = m_options.check ? m_options.check(m_part) : Status{}; !checked)
        return checked;
    if (::link(QFile::encodeName(m_part).constData(), QFile::encodeName(m_options.path).constData()) != 0)
        return failure(
            ErrorCode::Storage, u"%1 cannot be made: %2"_s.arg(m_options.path, qt_error_string()), m_options.path);
    return {}; // the first name goes with this object
}

} // namespace penelope::sqlite
