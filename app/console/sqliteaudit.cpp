#include "app/console/sqliteaudit.h"

#include "app/runtime/journalexport.h"
#include "app/runtime/journalindex.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/systemclock.h"
#include "core/journal/proof.h"

namespace penelope::console {

namespace {

class SqliteAudit : public ui::AuditJournal
{
public:
    SqliteAudit(std::unique_ptr<sqlite::Reader> reader, const QString& file)
        : m_reader(std::move(reader))
        , m_snapshots(file, runtime::JournalSnapshots::Use::Read, runtime::JournalSnapshots::Reading::AsNeeded)
    {}

    JournalReader& reader() override { return *m_reader; }
    Result<ui::RecordProof> prove(qint64 seq) override;
    const journal::Columns* columns() override { return m_columns ? &m_columns->columns() : nullptr; }
    void refreshIndex() override
    {
        m_columns = runtime::openColumns(*m_reader);
        m_rollups = runtime::openRollups(*m_reader);
    }
    Result<std::vector<journal::Bucket>> buckets(Instant from, Instant to, bool days) override
    {
        if (!m_rollups)
            return std::vector<journal::Bucket>{};
        return days ? m_rollups->days(toMs(from), toMs(to)) : m_rollups->minutes(toMs(from), toMs(to));
    }
    engine::Snapshots* snapshots() override { return &m_snapshots; }

private:
    Status proveLeaf(ui::RecordProof& proof, Digest& leaf);
    void proveInclusion(ui::RecordProof& proof, const Digest& leaf);
    std::vector<journal::VerifierKey> keys(const journal::Checkpoint& checkpoint);

    std::unique_ptr<sqlite::Reader> m_reader;
    std::shared_ptr<const index::ColumnFiles> m_columns;
    std::unique_ptr<index::Rollups> m_rollups;
    runtime::JournalSnapshots m_snapshots;
};

Status SqliteAudit::proveLeaf(ui::RecordProof& proof, Digest& leaf)
{
    const auto own = m_reader->body(proof.seq);
    if (!own)
        return Failure{own.error()};
    leaf = journal::leafHash(own->first);
    proof.leaf = toHex(leaf);
    proof.leafMatches = leaf == own->second;
    if (proof.seq > 1) {
        const auto before = m_reader->body(proof.seq - 1);
        if (!before)
            return Failure{before.error()};
        const Digest previous = journal::leafHash(before->first);
        proof.previousLeaf = toHex(previous);
        proof.previousMatches = previous == before->second;
    }
    return {};
}

std::vector<journal::VerifierKey> SqliteAudit::keys(const journal::Checkpoint& checkpoint)
{
    const auto history = m_reader->keys();
    const auto key = history ? history->at(checkpoint.size) : std::nullopt;
    if (!key)
        return {};
    return {{checkpoint.origin, *key}};
}

void SqliteAudit::proveInclusion(ui::RecordProof& proof, const Digest& leaf)
{
    const auto bytes = m_reader->noteCovering(proof.seq);
    if (!bytes || bytes->isEmpty())
        return;
    const auto note = journal::parseNote(*bytes);
    if (!note) {
        proof.trouble = note.error().message;
        return;
    }
    proof.checkpointSize = note->checkpoint.size;
    proof.checkpointRoot = toHex(note->checkpoint.root);
    const auto text = m_reader->inclusionText(proof.seq);
    if (!text) {
        proof.trouble = text.error().message;
        return;
    }
    const auto allowed = keys(note->checkpoint);
    const auto verified = journal::verifyInclusionText(*text, leaf, allowed);
    if (!verified) {
        proof.trouble = verified.error().message;
        return;
    }
    proof.checkpointSize = verified->checkpoint.size;
    proof.checkpointRoot = toHex(verified->checkpoint.root);
    proof.included = true;
    proof.signedBy = allowed.empty() ? QString{} : journal::fingerprint(allowed.front().key);
    // Lines of the proof before the empty one: format, index, then one hash a line.
    const QByteArray head = text->left(text->indexOf("\n\n"));
    proof.hashes = static_cast<int>(head.count('\n')) - 1;
}

Result<ui::RecordProof> SqliteAudit::prove(qint64 seq)
{
    ui::RecordProof proof;
    proof.seq = seq;
    Digest leaf{};
    if (auto done = proveLeaf(proof, leaf); !done)
        return Failure{done.error()};
    proveInclusion(proof, leaf);
    return proof;
}

} // namespace

ui::OpenAuditJournal openSqliteAudit(const QString& file)
{
    return [file]() -> Result<std::unique_ptr<ui::AuditJournal>> {
        auto reader = sqlite::Reader::open({.path = file});
        if (!reader)
            return Failure{reader.error()};
        return std::make_unique<SqliteAudit>(std::move(*reader), file);
    };
}

ui::BuildAuditIndex buildSqliteIndex(const QString& file)
{
    return [file](const std::stop_token& stop, const std::function<void(qint64, qint64)>& progress) -> Status {
        const auto built = runtime::buildIndex(
            file, stop, [&progress](const index::BuildProgress& step) { progress(step.done, step.total); });
        return built ? Status{} : Failure{built.error()};
    };
}

ui::ExportAudit exportSqlite(const QString& file)
{
    return [file](
               const ui::AuditExport& wanted, const std::stop_token& stop,
               const std::function<void(qint64, qint64)>& progress) -> Result<qint64> {
        const system::SystemClock clock;
        const auto footer = runtime::exportJournal(
            file, {.question = wanted.question, .format = wanted.format, .output = wanted.path, .replaces = true},
            clock.now(), stop, progress);
        return footer ? Result<qint64>{(*footer)[u"rows"].toInteger()} : Failure{footer.error()};
    };
}

} // namespace penelope::console
