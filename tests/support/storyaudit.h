#pragma once

#include "ui/audit/auditjournal.h"

#include <memory>

namespace penelope::test {

/// A journal of given events, opened as often as asked for.
class StoryAudit : public ui::AuditJournal, public JournalReader
{
public:
    using Events = std::shared_ptr<const std::vector<journal::Event>>;

    explicit StoryAudit(Events events)
        : m_events(std::move(events))
    {}

    JournalReader& reader() override { return *this; }
    Result<ui::RecordProof> prove(qint64 seq) override
    {
        ui::RecordProof proof;
        proof.seq = seq;
        return proof;
    }
    Result<std::vector<journal::Event>> read(qint64 from, int limit) override
    {
        std::vector<journal::Event> events;
        for (const auto& event : *m_events) {
            if (event.seq >= from && event.seq < from + limit)
                events.push_back(event);
        }
        return events;
    }
    Result<qint64> lastSeq() override { return static_cast<qint64>(m_events->size()); }
    Result<std::pair<QByteArray, Digest>> body(qint64) override { return std::pair<QByteArray, Digest>{}; }

private:
    Events m_events;
};

inline ui::OpenAuditJournal storyAudit(std::vector<journal::Event> events)
{
    return [held = std::make_shared<const std::vector<journal::Event>>(std::move(
                events))]() -> Result<std::unique_ptr<ui::AuditJournal>> { return std::make_unique<StoryAudit>(held); };
}

} // namespace penelope::test
