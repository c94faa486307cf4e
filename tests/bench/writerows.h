#pragma once

#include "core/adapters/sqlite/store.h"
#include "tests/bench/journalfiles.h"
#include "tests/bench/plaintable.h"
#include "tests/bench/rounds.h"

#include <QFile>

/// How long writing takes, for bench_journal: appending to a journal, and making one in bulk. The baseline is the table
/// of journal.md 5 without leaf, tree and checkpoint, written with the same settings.
namespace penelope::bench {

class Writing
{
public:
    /// Both tables in that folder, which outlives them.
    Writing(const QString& folder, const engine::generator::Options& bulk)
        : m_folder(folder)
        , m_bulk(bulk)
        , m_lines(told(bulk))
        , m_plain(folder + QStringLiteral("/plain.db"), false)
    {
        m_plain.setAsWriter();
        m_plain.makeTable();
        m_plain.finishTable(true);
        const auto identity = engine::generator::identityOf(bulk);
        m_store =
            *sqlite::Store::open({.path = folder + QStringLiteral("/written.db"), .create = true, .key = identity.key});
        journal::Draft created{
            .kind = QStringLiteral("JournalCreated"),
            .stream = QStringLiteral("system"),
            .payload = Json::object(
                {{QStringLiteral("journal_id"), identity.journalId},
                 {QStringLiteral("public_key"), ed25519::toBase64(identity.key.publicKey())},
                 {QStringLiteral("version"), QStringLiteral("0.1.0")}}),
            .actor = QStringLiteral("bootstrap")};
        if (!m_store->append({{created, engine::generator::firstMoment, 0}}))
            qFatal("the journal cannot be begun");
    }

    void addRows(std::vector<Row>& all)
    {
        const auto decision = QStringLiteral("DecisionMade");
        all.push_back(appending(QStringLiteral("append one event, durable"), 1, 1.15, decision));
        // What a signature adds is told of a commit that waits for the disk.
        auto isSigned = appending(
            QStringLiteral("append one event, durable and signed"), 1, 1.25, QStringLiteral("ApprovalGranted"));
        isSigned.waits = true;
        all.push_back(std::move(isSigned));
        all.push_back(appending(QStringLiteral("group commit of 10"), 10, 1 / 0.90, decision));
        all.push_back(appending(QStringLiteral("group commit of 100"), 100, 1 / 0.85, decision));
        all.push_back(appending(QStringLiteral("group commit of 1,000"), 1000, 1 / 0.85, decision));
        all.push_back(grouping(decision));
        addBulk(all);
    }

private:
    /// A decision's worth of payload on a stream of its own.
    JournalStore::Entry nextEntry(const QString& kind)
    {
        journal::Draft draft{
            .kind = kind,
            .stream = QStringLiteral("anomaly/") + QString::number(++m_streams),
            .payload = Json::object(
                {{QStringLiteral("decision"), QStringLiteral("observe")},
                 {QStringLiteral("reasoning"), QStringLiteral("x").repeated(240)}}),
            .actor = QStringLiteral("core")};
        return {std::move(draft), engine::generator::firstMoment, 0};
    }
    /// A row of as many bytes for the plain table.
    Copied nextLine() const
    {
        return {
            .seq = 0,
            .time = toMs(engine::generator::firstMoment),
            .kind = "DecisionMade",
            .stream = "anomaly/" + std::to_string(m_plainSeq + 1 + std::ssize(m_plainLines)),
            .version = 1,
            .body = std::string(425, 'x')};
    }

    /// What is appended is ready on both sides, and what was appended is kept to the end: deciding it and letting go of
    /// it are other work, and so is what the C library does later with thousands of small pieces that were let go.
    Row appending(const QString& work, int count, double budget, const QString& kind)
    {
        return {
            .work = work,
            .against = QStringLiteral("the same table without leaf, tree and checkpoint"),
            .baseline = [this] { appendPlain(); },
            .measured = [this] { m_appended = m_store->append(std::move(m_entries)); },
            .ratioBudget = budget,
            .before = [this, count, kind] { prepare(count, kind); },
            .beforeBase =
                [this, count] {
                    m_keptLines.push_back(std::move(m_plainLines));
                    m_plainLines.clear();
                    for (int row = 0; row < count; ++row)
                        m_plainLines.push_back(nextLine());
                }};
    }
    /// What a group saves is the waiting for the disk: at least 15 times as many events in a second.
    Row grouping(const QString& kind)
    {
        constexpr int count = 100;
        return {
            .work = QStringLiteral("group commit of 100 against single commits"),
            .against = QStringLiteral("100 single commits, durable"),
            .baseline =
                [this] {
                    for (auto& entry : m_entries) {
                        std::vector<JournalStore::Entry> single;
                        single.push_back(std::move(entry));
                        m_appended = m_store->append(std::move(single));
                    }
                },
            .measured = [this] { m_appended = m_store->append(std::move(m_entries)); },
            .ratioBudget = 1.0 / 15,
            .before = [this, kind] { prepare(count, kind); },
            .beforeBase = [this, kind] { prepare(count, kind); },
            .waits = true};
    }
    void prepare(int count, const QString& kind)
    {
        m_kept.push_back(std::move(m_appended));
        m_entries.clear();
        for (int entry = 0; entry < count; ++entry)
            m_entries.push_back(nextEntry(kind));
    }
    void appendPlain()
    {
        m_plain.begin();
        for (const auto& line : m_plainLines)
            m_plain.insert(line, ++m_plainSeq);
        m_plain.commit();
    }

    void addBulk(std::vector<Row>& all)
    {
        const auto plainly = [this](PlainIndex index) {
            return [this, index, path = m_folder + QStringLiteral("/bulkplain.db")] {
                insertPlain(path, m_lines, index);
                QFile::remove(path);
            };
        };
        const auto path = m_folder + QStringLiteral("/bulk.db");
        const auto inserted = [this, path] {
            insert(path, m_bulk, m_lines);
            QFile::remove(path);
        };
        const auto against =
            QStringLiteral("the same table and its index without leaf, tree, checkpoint and insert trigger");
        all.push_back(
            {.work = QStringLiteral("bulk insert of 20,000 events"),
             .against = against,
             .baseline = plainly(PlainIndex::Kept),
             .measured = inserted,
             .ratioBudget = 1 / 0.85});
        // With the index made last on both sides, the rest is the proof's own price.
        all.push_back(
            {.work = QStringLiteral("bulk insert of 20,000 events, index last"),
             .against = QStringLiteral("the same table, with its index made last"),
             .baseline = plainly(PlainIndex::MadeLast),
             .measured = inserted});
        // With the telling of the stories, which no bulk insert has: ten million in 90 s.
        all.push_back(
            {.work = QStringLiteral("generate 20,000 events"),
             .against = against,
             .baseline = plainly(PlainIndex::Kept),
             .measured =
                 [this, path] {
                     generate(path, m_bulk);
                     QFile::remove(path);
                 },
             .p95BudgetUs = 90e6 * static_cast<double>(m_bulk.events) / 10e6});
    }

    QString m_folder;
    engine::generator::Options m_bulk;
    std::vector<Copied> m_lines; ///< what is written in bulk
    Plain m_plain;
    std::unique_ptr<sqlite::Store> m_store;
    std::vector<JournalStore::Entry> m_entries; ///< to be appended next
    std::vector<Copied> m_plainLines;           ///< the same for the plain table
    Result<std::vector<journal::Event>> m_appended;
    std::vector<Result<std::vector<journal::Event>>> m_kept;
    std::vector<std::vector<Copied>> m_keptLines;
    qint64 m_streams = 0;
    qint64 m_plainSeq = 0;
};

} // namespace penelope::bench
