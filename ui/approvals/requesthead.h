#pragma once

#include "core/engine/consolestate.h"

#include <QWidget>

#include <optional>

class QGridLayout;

namespace penelope::ui {
class Badge;
class CountdownBar;
class KeyButton;
class Label;
} // namespace penelope::ui

namespace penelope::ui::approvals {

/// The head of the detail, which a sheet never covers: what it is about, how long is left, what happens next.
class RequestHead : public QWidget
{
    Q_OBJECT

public:
    explicit RequestHead(QWidget* parent = nullptr);
    void showRequest(const approval::Approval& approval, const engine::ConsoleState& state, Instant now);
    void showAnomaly(const sophia::Anomaly& anomaly, Instant now);
    /// One that nobody is asked about; `state` as its row says it.
    void showPatch(const patch::Patch& patch, const QString& state);
    /// Leaves what happens next to the sheet below, which says it too: for a low window.
    void setBrief(bool brief);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showTitle(Severity severity, const QString& service, const QString& what, const QString& id);
    bool isNarrow() const;
    void placeWhat();
    void showTime(const approval::Approval& approval, Instant now);
    void showQuiet(const approval::Approval& approval, Instant now);
    void showTaken(const QString& actor, Instant until, Instant now);
    void showDeadline();

    QGridLayout* m_title;
    Badge* m_badge;
    Label* m_service;
    Label* m_what;
    Label* m_id;
    KeyButton* m_copy;
    QString m_wholeId;
    std::optional<Instant> m_deadline; ///< of a request that waits
    Label* m_lead;
    Label* m_left;
    Label* m_at;
    Label* m_asked;
    QWidget* m_next; ///< the bar, and what happens next
    CountdownBar* m_bar;
    Label* m_quietName; ///< acknowledged or snoozed, and until when
    Label* m_quiet;
    Label* m_ifName;
    Label* m_if;
    Label* m_nothingName;
    Label* m_nothing;
};

} // namespace penelope::ui::approvals
