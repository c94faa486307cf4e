#include "ui/review/replaysession.h"

#include "core/engine/statebytes.h"
#include "ui/text/coresentences.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

struct ReplaySession::Opened
{
    OpenAuditJournal open;
    std::unique_ptr<AuditJournal> journal;

    Result<engine::Past> read(engine::Span span, const std::stop_token& stop)
    {
        if (!journal) {
            auto opened = open();
            if (!opened)
                return Failure{opened.error()};
            journal = std::move(*opened);
        }
        return engine::readPast(journal->reader(), span, stop, journal->snapshots());
    }

    Result<Loaded> load(engine::Span span, Instant at, const std::stop_token& stop)
    {
        auto past = read(span, stop);
        if (!past)
            return Failure{past.error()};
        auto lanes = engine::lanesOf(*past);
        auto state = std::make_shared<const engine::ConsoleState>(engine::stateAt(*past, std::min(at, past->span.to)));
        const auto* snapshots = journal->snapshots();
        return Loaded{
            std::make_shared<const engine::Past>(std::move(*past)), std::move(lanes), std::move(state),
            snapshots ? snapshots->soundness() : [] { return true; }};
    }
};

ReplaySession::ReplaySession(Session& present, OpenAuditJournal open)
    : m_present(present)
    , m_opened(std::make_shared<Opened>(Opened{std::move(open), nullptr}))
    , m_worker(u"replay"_s)
    , m_settler(u"replay parts"_s)
{
    connect(&present, &Session::changed, this, &Session::changed);
    connect(&present, &Session::ticked, this, &Session::ticked);
}

ReplaySession::~ReplaySession() = default;

const Session& ReplaySession::present() const
{
    if (m_past)
        return m_present.present();
    return *this;
}

QString ReplaySession::readOnlyReason() const
{
    return m_past ? tr("This is the past: nothing can be decided in it.") : m_present.readOnlyReason();
}

std::vector<Session::OperatorChoice> ReplaySession::operatorChoices() const
{
    return m_past ? std::vector<OperatorChoice>{} : m_present.operatorChoices();
}

void ReplaySession::switchOperator(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer)
{
    m_present.switchOperator(name, std::move(passphrase), std::move(answer));
}

void ReplaySession::send(const QString& command, Json args, engine::Answer answer)
{
    if (!m_past || command == "note"_L1)
        m_present.send(command, std::move(args), std::move(answer));
    else if (answer)
        answer(failure(ErrorCode::NotPermitted, readOnlyReason()));
}

void ReplaySession::enter(engine::Span span, Instant at)
{
    m_loading = true;
    m_folding = false;
    m_trouble.clear();
    m_wanted = std::clamp(at, span.from, std::max(span.from, span.to));
    // Before the new task replaces the old: what was on its way no longer counts.
    m_reading = m_worker.run(
        m_mailbox,
        [opened = m_opened, span, at = m_wanted](const std::stop_token& stop) { return opened->load(span, at, stop); },
        [this, at = m_wanted](Result<Loaded> loaded) { take(std::move(loaded), at); });
    emit pastChanged();
}

void ReplaySession::take(Result<Loaded> loaded, Instant at)
{
    m_loading = false;
    if (!loaded) {
        m_trouble = words::told(loaded.error());
        emit pastChanged();
        return;
    }
    m_past = std::move(loaded->past);
    m_lanes = std::move(loaded->lanes);
    m_snapshot = {std::move(loaded->state), {}};
    m_at = std::min(at, m_past->span.to);
    m_wanted = std::clamp(m_wanted, m_past->span.from, m_past->span.to);
    emit pastChanged();
    emit changed();
    emit ticked();
    if (m_wanted != m_at)
        foldWanted();
    settle(std::move(loaded->sound));
}

/// Reads the parts of the past that nothing looked at yet, so that no page waits for one of them.
void ReplaySession::settle(engine::Snapshots::Soundness sound)
{
    m_settling = m_settler.run(
        m_mailbox,
        [past = m_past, sound = std::move(sound)](const std::stop_token&) {
            engine::readWhole(past->checkpoints.front());
            return sound();
        },
        [this](bool isSound) {
            if (!isSound && m_past) // what was damaged is gone: this time it is folded from the journal alone
                enter(m_past->span, m_wanted);
        });
}

void ReplaySession::moveTo(Instant at)
{
    if (!m_past)
        return;
    m_wanted = std::clamp(at, m_past->span.from, m_past->span.to);
    if (!m_folding && !m_loading)
        foldWanted();
}

void ReplaySession::foldWanted()
{
    m_folding = true;
    m_reading = m_worker.run(
        m_mailbox,
        [past = m_past, at = m_wanted](const std::stop_token&) {
            return std::make_shared<const engine::ConsoleState>(engine::stateAt(*past, at));
        },
        [this, at = m_wanted](std::shared_ptr<const engine::ConsoleState> state) {
            m_folding = false;
            m_snapshot.state = std::move(state);
            m_at = at;
            emit changed();
            emit ticked();
            if (m_wanted != m_at)
                foldWanted();
        });
}

void ReplaySession::backToPresent()
{
    if ((!m_past && !m_loading) || (m_past && !canGoBack()))
        return;
    m_reading = {};
    m_settling = {};
    m_loading = false;
    m_folding = false;
    m_past.reset();
    m_lanes = {};
    m_snapshot = {};
    emit pastChanged();
    emit changed();
    emit ticked();
}

Task ReplaySession::peek(engine::Span span, std::function<void(Result<Peek>)> done)
{
    return m_worker.run(
        m_mailbox,
        [opened = m_opened, span](const std::stop_token& stop) -> Result<Peek> {
            const auto past = opened->read(span, stop);
            if (!past)
                return Failure{past.error()};
            return Peek{engine::lanesOf(*past), past->events.size()};
        },
        std::move(done));
}

Result<std::shared_ptr<const engine::Past>> ReplaySession::partOf(engine::Span span) const
{
    if (!m_past)
        return failure(ErrorCode::Unavailable, tr("No moment of the past is open."));
    if (span == m_past->span)
        return m_past;
    return std::make_shared<const engine::Past>(engine::partOf(*m_past, span));
}

Task ReplaySession::ask(
    engine::PolicySettings settings, engine::Span span, std::function<void(Result<engine::WhatIf>)> done)
{
    const auto part = partOf(span);
    return m_worker.run(
        m_mailbox,
        [part, settings = std::move(settings)](const std::stop_token&) -> Result<engine::WhatIf> {
            if (!part)
                return Failure{part.error()};
            if (auto valid = engine::checkSettings(settings); !valid)
                return Failure{valid.error()};
            return engine::whatIf(**part, settings);
        },
        std::move(done));
}

Task ReplaySession::report(engine::Span span, std::function<void(Result<engine::Document>)> done)
{
    const auto part = partOf(span);
    return m_worker.run(
        m_mailbox,
        [part, verified = m_present.snapshot().live.verified](const std::stop_token&) -> Result<engine::Document> {
            if (!part)
                return Failure{part.error()};
            return engine::incidentReport({.past = **part, .verified = verified});
        },
        std::move(done));
}

} // namespace penelope::ui
