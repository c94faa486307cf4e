#pragma once

#include "core/journal/checkpoint.h"
#include "core/journal/event.h"
#include "core/journal/merkle.h"

#include <functional>
#include <stop_token>

/// Whether a journal proves itself (journal.md 8). Pure: rows come from a source.
namespace penelope::journal {

struct Examined;

/// One row as stored: views. A column whose stored type is not the schema's is absent.
struct Row
{
    qint64 seq = 0;
    bool readable = true; ///< false: the seq exists on a page that cannot be read
    std::optional<qint64> time;
    std::optional<QByteArrayView> kind;
    std::optional<QByteArrayView> stream;
    std::optional<qint64> streamVersion;
    QByteArrayView leaf;
    QByteArrayView body;
};

/// Neighbouring rows, so many that there is something to examine together. They last until their source is asked again.
struct Rows
{
    std::span<const Row> rows;
    std::span<const Examined> examined = {}; ///< one a row where the source has examined them already, else none
};

/// A stored node of the tree.
struct StoredNode
{
    int level = 0;
    qint64 index = 0;
    QByteArray hash;
};

struct StoredNote
{
    qint64 size = 0;
    QByteArray note;
};

/// What verification reads. One pass, ascending by seq.
class RowSource
{
public:
    virtual ~RowSource() = default;
    /// The next ones; none at the end.
    virtual Result<Rows> next() = 0;
    virtual Result<std::vector<StoredNode>> nodes() = 0;
    /// Ascending by size.
    virtual Result<std::vector<StoredNote>> notes() = 0;
    /// The bodies of JournalCreated, JournalKeyRotated and JournalKeyRevoked, ascending.
    virtual Result<std::vector<QByteArray>> keyBodies() = 0;
    /// Seqs whose entry in the stream index disagrees with the row, ascending. After the last row.
    virtual Result<std::vector<qint64>> indexMismatches() = 0;
};

struct Damage
{
    qint64 first = 0;
    qint64 last = 0;
    QString reason;
    QString detail; ///< empty = none

    bool operator==(const Damage&) const = default;
};

struct Span
{
    qint64 first = 0;
    qint64 last = 0;

    bool operator==(const Span&) const = default;
};

struct Warning
{
    qint64 seq = 0; ///< 0 = of the whole file
    QString reason;

    bool operator==(const Warning&) const = default;
};

enum class Outcome { Ok, Damaged, Rewritten, Truncated, Forked };
enum class TrustedBy { None, OwnKey, Pinned };
QString toWord(Outcome outcome);
QString toWord(TrustedBy trust);

struct Verdict
{
    Outcome outcome = Outcome::Ok;
    qint64 events = 0;
    std::optional<Digest> root; ///< of all events; nothing where a row is missing
    qint64 signedTo = 0;        ///< size of the newest valid checkpoint; 0 = none
    TrustedBy trustedBy = TrustedBy::None;
    bool pinsSatisfied = true; ///< false: a pinned key or note that nothing satisfies
    std::vector<Damage> damaged;
    std::vector<Span> unproven;
    std::vector<Warning> warnings;
    QString journalId;      ///< empty where the first row does not say
    QString keyFingerprint; ///< of the key that signed the newest valid checkpoint, else of the first key

    /// Exit code 0.
    bool ok() const { return outcome == Outcome::Ok && pinsSatisfied; }
};

/// Obtained elsewhere.
struct Pins
{
    std::vector<ed25519::PublicKey> keys;
    std::vector<QByteArray> notes;
};

struct Progress
{
    std::stop_token stop;
    std::function<void(qint64 rows)> rows; ///< every 65,536 rows; may be empty
};

/// An error only where the source fails as a whole, or when stopped.
Result<Verdict> verify(RowSource& source, const Pins& pins = {}, const Progress& progress = {});

/// Sorts the damage, makes one range of neighbours with one reason, and names the gravest outcome.
void tidy(Verdict& verdict);

/// The answer of `penelopectl verify --json` without `seconds`.
Json toJson(const Verdict& verdict);
/// One sentence per range, and what is still proven.
QStringList sentences(const Verdict& verdict);

} // namespace penelope::journal
