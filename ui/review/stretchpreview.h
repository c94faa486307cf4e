#pragma once

#include "core/engine/suggestions.h"
#include "ui/review/replaysession.h"

#include <QWidget>

#include <optional>

namespace penelope::ui {
class Label;
} // namespace penelope::ui

namespace penelope::ui::review {

class LanesView;

/// A suggested stretch before it is entered: what happened in it, all of it known. Reads the journal on the replay's
/// thread; while it reads, the stretch shown before stays.
class StretchPreview : public QWidget
{
    Q_OBJECT

public:
    /// `replay` outlives it.
    explicit StretchPreview(ReplaySession& replay, QWidget* parent = nullptr);

    void show(const engine::Suggestion& stretch);
    /// Nothing is chosen, or another stretch is being entered: what is on its way no longer counts.
    void clear();
    /// The stretch whose lanes are drawn; nothing while none has been read.
    const std::optional<engine::Span>& shown() const { return m_shown; }

signals:
    void enterRequested(engine::Span span, Instant at);

private:
    void take(const engine::Suggestion& stretch, const Result<ReplaySession::Peek>& peek);

    ReplaySession& m_replay;
    std::optional<engine::Suggestion> m_stretch; ///< that was asked for last
    std::optional<engine::Span> m_shown;
    Label* m_title = nullptr;
    Label* m_words = nullptr;
    LanesView* m_lanes = nullptr;
    Task m_reading;
};

} // namespace penelope::ui::review
