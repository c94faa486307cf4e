#pragma once

#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/journalrows.h"
#include "core/journal/checkpoint.h"
#include "tests/bench/journalfiles.h"
#include "tests/bench/rounds.h"
#include "tests/bench/verifyrows.h"

/// How long checkpoints take, for bench_journal: to sign and store one, in the transaction of the events that it covers
/// (journal.md 4), and to verify as many as ten million events have.
namespace penelope::bench {

class Checkpoints
{
public:
    static constexpr qint64 notes = 10'000;

    /// Two journals in that folder: one that has a note of every size, and one that has none yet.
    explicit Checkpoints(const QString& folder)
        : m_identity(engine::generator::identityOf(options))
        , m_noted(folder + QStringLiteral("/noted.db"))
    {
        const auto bare = folder + QStringLiteral("/unsigned.db");
        make(bare, false);
        make(m_noted, true);
        readSignatures();
        m_connection = *sqlite::Connection::open(bare, sqlite::Connection::Mode::Write);
        m_connection->exec("BEGIN IMMEDIATE");
        m_rows = std::make_unique<sqlite::JournalRows>(*m_connection);
        // Only how many hashes a root is made of matters to the time.
        while (m_frontier.size() < notes)
            m_frontier.append(journal::emptyRoot());
    }

    void addRows(std::vector<Row>& all, int rounds)
    {
        all.push_back(
            {.work = QStringLiteral("checkpoint: sign and store"),
             .against = QStringLiteral("one Ed25519 signature of the same text"),
             .baseline = [this] { keep(m_identity.key.sign(m_signatures.back().text)); },
             .measured =
                 [this] {
                     ++m_size;
                     m_rows->addNote(m_size, signedNote(m_frontier, m_size));
                 },
             .perRound = 50,
             .p95BudgetUs = 60});
        all.push_back(
            {.work = QStringLiteral("verify 10,000 checkpoints and their events"),
             .against = QStringLiteral("their 10,000 signatures alone"),
             .baseline = [this] { verifySignatures(); },
             .measured =
                 [this] {
                     const auto connection = sqlite::Connection::open(m_noted, reading);
                     sqlite::FileRows source{**connection};
                     mustBeWhole(journal::verify(source));
                 },
             .p95BudgetUs = 0.8e6,
             .rounds = rounds});
    }

private:
    static constexpr auto reading = sqlite::Connection::Mode::Read;
    static inline const engine::generator::Options options{.events = notes, .seed = 5};

    void make(const QString& path, bool noted) const
    {
        auto writer = sqlite::BulkWriter::open({.path = path, .journalId = m_identity.journalId});
        if (!writer)
            qFatal("%s", qPrintable(writer.error().message));
        journal::Frontier frontier;
        engine::generator::generate(options, [&](const engine::generator::Line& line) {
            auto done = (*writer)->add({line.seq, line.time, line.kind, line.stream, line.streamVersion, line.body});
            frontier.append(journal::leafHash(QByteArrayView(line.body.data(), std::ssize(line.body))));
            if (done && noted)
                done = (*writer)->addNote(line.seq, signedNote(frontier, line.seq));
            return done.has_value();
        });
        finish(**writer);
    }
    void readSignatures()
    {
        const auto connection = sqlite::Connection::open(m_noted, reading);
        const auto stored = sqlite::FileRows{**connection}.notes();
        for (const auto& note : *stored)
            m_signatures.push_back(*journal::parseNote(note.note));
    }

    journal::Checkpoint checkpoint(const journal::Frontier& frontier, qint64 size) const
    {
        return {journal::originOf(m_identity.journalId), size, frontier.root()};
    }
    QByteArray signedNote(const journal::Frontier& frontier, qint64 size) const
    {
        return journal::signNote(checkpoint(frontier, size), std::array{m_identity.key});
    }

    void verifySignatures() const
    {
        for (const auto& note : m_signatures) {
            const auto signature = ed25519::signatureFrom(note.signatures.front().bytes);
            if (!ed25519::verify(m_identity.key.publicKey(), note.text, *signature))
                qFatal("a signature does not hold");
        }
    }

    engine::generator::Identity m_identity;
    QString m_noted;
    std::vector<journal::Note> m_signatures;
    std::unique_ptr<sqlite::Connection> m_connection; ///< to the journal without notes, in a transaction
    std::unique_ptr<sqlite::JournalRows> m_rows;
    journal::Frontier m_frontier;
    qint64 m_size = 0;
};

} // namespace penelope::bench
