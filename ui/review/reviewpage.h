#pragma once

#include "core/engine/suggestions.h"
#include "ui/review/player.h"
#include "ui/review/replaysession.h"
#include "ui/shell/page.h"

class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace penelope::ui {
class EmptyState;
class KeyButton;
class Label;
class PageHead;
class QueryField;
class TableView;
class TextTable;
} // namespace penelope::ui

namespace penelope::ui::review {

class LanesView;
class NotesPane;
class ReportPane;
class Scrubber;
class StateView;
class StretchPreview;
class WhatIfPane;

/// "What did we know, and when?" (ux.md 7). Keys: Space play, [ ] previous and next event, ←/→ one second, I/O the
/// range, N note, Ctrl+E report.
class ReviewPage : public Page
{
    Q_OBJECT

public:
    /// Both outlive it.
    ReviewPage(ReplaySession& replay, const Clock& clock, QWidget* parent = nullptr);

    static QString ownName() { return QStringLiteral("review"); }
    static QString ownTitle() { return tr("Review"); }
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override { return tr("What did we know, and when?"); }
    bool headIsBar() const override { return true; }
    void takeFocus() override;
    /// A moment as ISO 8601: goes to it, with some time around it.
    void open(const QString& item) override;

    Player& player() { return m_player; }
    /// The part that I and O have set; the whole stretch where neither has.
    engine::Span marked() const { return m_marked; }
    /// Writes the report of the range (md, html or pdf).
    void exportReport(const QString& path, std::function<void(Status)> done);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildActions();
    QAction* addKey(const QString& text, const QKeySequence& key, std::function<void()> act);
    QWidget* buildEmpty();
    QWidget* buildReplay();
    QWidget* buildTransport();
    void buildTabs(QVBoxLayout* column);
    void refresh();
    void showSuggestions();
    void preview();
    void showPast();
    void showMoment();
    void showEvents();
    void goTo(const QString& text);
    void moveBy(Milliseconds span);
    void moveToStep(const journal::Event* event);
    void mark(bool begin);
    void showPart(int index);
    void askForExport();
    void enableKeys();

    ReplaySession& m_replay;
    Player m_player;
    std::shared_ptr<const engine::Past> m_shown; ///< what lanes and tables are of
    engine::Span m_marked;
    std::vector<engine::Suggestion> m_suggestions;
    std::vector<QAction*> m_keys; ///< those that need a stretch
    Task m_exporting;

    QStackedWidget* m_stack = nullptr; ///< suggestions or the replay
    PageHead* m_head = nullptr;
    QueryField* m_field = nullptr;
    Label* m_trouble = nullptr;
    EmptyState* m_none = nullptr;
    QStackedWidget* m_found = nullptr;
    TextTable* m_suggested = nullptr;
    TableView* m_suggestedView = nullptr;
    StretchPreview* m_preview = nullptr;
    QAction* m_play = nullptr;
    QAction* m_previous = nullptr;
    QAction* m_next = nullptr;
    QAction* m_note = nullptr;
    QAction* m_export = nullptr;
    std::vector<KeyButton*> m_speeds;
    Scrubber* m_scrubber = nullptr;
    LanesView* m_lanes = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_parts = nullptr;
    Label* m_cut = nullptr;
    StateView* m_state = nullptr;
    TextTable* m_events = nullptr;
    TableView* m_eventsView = nullptr;
    NotesPane* m_notes = nullptr;
    WhatIfPane* m_whatIf = nullptr;
    ReportPane* m_report = nullptr;
};

} // namespace penelope::ui::review
