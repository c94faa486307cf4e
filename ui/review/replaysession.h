#pragma once

#include "core/base/worker.h"
#include "core/engine/incident.h"
#include "core/engine/whatif.h"
#include "ui/audit/auditjournal.h"
#include "ui/shell/session.h"

namespace penelope::ui {

/// What the pages look at: the present, until somebody goes to a moment of the past; then that moment, read and folded
/// on a thread of its own, until somebody goes back. The present goes on behind it. GUI thread.
class ReplaySession : public Session
{
    Q_OBJECT

public:
    /// `present` outlives it. `open` is called on the reader's thread.
    ReplaySession(Session& present, OpenAuditJournal open);
    ~ReplaySession() override;

    const engine::Snapshot& snapshot() const override { return m_past ? m_snapshot : m_present.snapshot(); }
    Instant now() const override { return m_past ? m_at : m_present.now(); }
    Mode mode() const override { return m_past ? Mode::Replay : m_present.mode(); }
    bool isWhole() const override { return m_past || m_present.isWhole(); }
    std::optional<Reading> reading() const override { return m_past ? std::nullopt : m_present.reading(); }
    QString readOnlyReason() const override;
    OperatorName operatorName() const override { return m_present.operatorName(); }
    std::vector<OperatorChoice> operatorChoices() const override;
    void switchOperator(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer) override;
    QString keyNotice() const override { return m_present.keyNotice(); }
    bool isKeyOpen() const override { return m_present.isKeyOpen(); }
    /// In the past only notes go through, to the present: nothing else can be done in it.
    void send(const QString& command, Json args, engine::Answer answer) override;
    void refresh() override { m_present.refresh(); }
    const Session& present() const override;
    Pace* pace() override { return m_present.pace(); }
    /// Not from a moment that the console was started for: there is nothing behind it.
    bool canGoBack() const override { return m_past && m_present.mode() != Mode::Replay; }
    void backToPresent() override;

    /// Reads the stretch; when it is there, shows its moment `at`. What was shown before stays until then.
    void enter(engine::Span span, Instant at);
    /// Shows another moment of the stretch. While one is being folded the newest wish waits.
    void moveTo(Instant at);

    bool isLoading() const { return m_loading; }
    /// Why the last stretch could not be read; empty = it could.
    const QString& trouble() const { return m_trouble; }
    /// Null where nothing is replayed.
    const std::shared_ptr<const engine::Past>& past() const { return m_past; }
    const engine::Lanes& lanes() const { return m_lanes; }
    /// The moment that was asked for last; `now` follows when its state is folded.
    Instant wanted() const { return m_wanted; }

    /// What happened in a stretch, without entering it.
    struct Peek
    {
        engine::Lanes lanes;
        std::size_t events = 0;
    };
    /// The answer comes on this thread.
    Task peek(engine::Span span, std::function<void(Result<Peek>)> done);
    /// The stretch, or the part of it that `span` names, under another policy. The answer comes on this thread.
    Task ask(engine::PolicySettings settings, engine::Span span, std::function<void(Result<engine::WhatIf>)> done);
    /// The report of that part.
    Task report(engine::Span span, std::function<void(Result<engine::Document>)> done);

signals:
    /// A stretch is there, is gone, or could not be read.
    void pastChanged();

private:
    struct Opened;
    struct Loaded
    {
        std::shared_ptr<const engine::Past> past;
        engine::Lanes lanes;
        std::shared_ptr<const engine::ConsoleState> state;
        engine::Snapshots::Soundness sound;
    };

    void settle(engine::Snapshots::Soundness sound);
    void take(Result<Loaded> loaded, Instant at);
    void foldWanted();
    Result<std::shared_ptr<const engine::Past>> partOf(engine::Span span) const;

    Session& m_present;
    std::shared_ptr<Opened> m_opened; ///< touched by the worker only
    std::shared_ptr<const engine::Past> m_past;
    engine::Lanes m_lanes;
    engine::Snapshot m_snapshot;
    Instant m_at{};
    Instant m_wanted{};
    bool m_loading = false;
    bool m_folding = false;
    QString m_trouble;
    Mailbox m_mailbox;
    Worker m_worker;
    Worker m_settler;
    Task m_reading;
    Task m_settling;
};

} // namespace penelope::ui
