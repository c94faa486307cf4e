#pragma once

#include "tests/support/demostate.h"
#include "ui/audit/auditjournal.h"

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

/// A journal in memory: every fifth record is an approval for payments.
class MemoryAudit : public ui::AuditJournal, public JournalReader
{
public:
    MemoryAudit(qint64 count, bool honest)
        : m_count(count)
        , m_honest(honest)
    {}

    JournalReader& reader() override { return *this; }
    Result<ui::RecordProof> prove(qint64 seq) override
    {
        ui::RecordProof proof;
        proof.seq = seq;
        proof.leaf = u"91af03de5c18"_s;
        proof.previousLeaf = u"5b0e77c1a402"_s;
        proof.leafMatches = m_honest;
        proof.included = m_honest;
        proof.checkpointSize = m_count;
        proof.checkpointRoot = u"e27c41b9d0aa"_s;
        proof.hashes = 24;
        return proof;
    }
    Result<std::vector<journal::Event>> read(qint64 from, int limit) override
    {
        std::vector<journal::Event> events;
        for (qint64 seq = from; seq < from + limit && seq <= m_count; ++seq)
            events.push_back(eventAt(seq));
        return events;
    }
    Result<qint64> lastSeq() override { return m_count; }
    Result<std::pair<QByteArray, Digest>> body(qint64) override { return std::pair<QByteArray, Digest>{}; }

private:
    static journal::Event eventAt(qint64 seq)
    {
        journal::Event event;
        event.seq = seq;
        event.time = demoNow() - std::chrono::seconds{1} * (100'000 - seq);
        event.kind = seq % 5 == 0 ? u"ApprovalGranted"_s : u"NoteAdded"_s;
        event.stream = seq % 5 == 0 ? u"approval/7f3a91c2"_s : u"note/%1"_s.arg(seq);
        event.streamVersion = 1;
        event.actor = u"operator/ana"_s;
        event.payload = Json::object({{u"reason"_s, Json{u"same fix"_s}}, {u"version"_s, Json{3}}});
        return event;
    }

    qint64 m_count;
    bool m_honest;
};

inline ui::OpenAuditJournal memoryAudit(qint64 count, bool honest = true)
{
    return [count, honest]() -> Result<std::unique_ptr<ui::AuditJournal>> {
        return std::make_unique<MemoryAudit>(count, honest);
    };
}

} // namespace penelope::test
