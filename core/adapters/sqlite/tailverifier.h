#pragma once

#include "core/compliance/ledger.h"
#include "core/journal/keys.h"
#include "core/journal/merkle.h"

#include <memory>
#include <stop_token>

namespace penelope::sqlite {

class Reader;

/// Verifies a journal that goes on growing: every entry is hashed once and held against the next signed root, later
/// looks read only what came since. Own connection; all calls on one thread (a worker's).
///
/// `Verified::to` is the size of the newest signed root that was reached: unsigned entries are not looked at yet.
class TailVerifier
{
public:
    explicit TailVerifier(QString path);
    ~TailVerifier();

    /// Goes on for at most `rows` entries; true while there is more to read at once. Errors: as of Reader::open, and
    /// Unavailable when stopped.
    Result<bool> goOn(qint64 rows, const std::stop_token& stop = {});
    /// All there is now. The trouble of an error stands in the answer.
    compliance::Verified wholeFile(const std::stop_token& stop = {});

    const compliance::Verified& verified() const { return m_verified; }

private:
    struct Row
    {
        qint64 seq = 0;
        QByteArray leaf;
        QByteArray body;
        bool names = false; ///< it names a key
    };
    struct Pending
    {
        qint64 size = 0;
        QByteArray note;
    };

    Status connect();
    Result<std::vector<Row>> read(qint64 limit);
    Status readNotes();
    Status takePage(qint64 limit);
    void take(const Row& row);
    void meetNotes();
    void settle(const Digest& root, qint64 size);
    void damage(qint64 first, qint64 last);
    void giveUp(qint64 size);

    QString m_path;
    std::unique_ptr<Reader> m_reader;
    compliance::Verified m_verified;
    journal::KeyHistory m_keys;
    std::optional<journal::NoteJudge> m_judge;
    journal::Frontier m_stored;
    std::optional<journal::Frontier> m_recomputed; ///< from the first doubtful row to the next signed root
    std::vector<qint64> m_doubtful;
    std::vector<Pending> m_notes; ///< read; from m_nextNote on not met yet, ascending
    std::size_t m_nextNote = 0;
    qint64 m_notesTo = 0; ///< size of the newest note read
    qint64 m_last = 0;
    bool m_closed = false; ///< a row is missing or a root disagrees: nothing later can be proven
};

} // namespace penelope::sqlite
