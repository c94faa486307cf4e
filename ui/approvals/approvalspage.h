#pragma once

#include "ui/approvals/bulk.h"
#include "ui/approvals/gates.h"
#include "ui/approvals/rows.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/page.h"

#include <QTimer>

#include <map>
#include <vector>

class QAction;
class QKeyEvent;
class QSplitter;
class QStackedWidget;

namespace penelope::ui {
class Badge;
class EmptyState;
class FilterField;
class KeyButton;
class Label;
class TableView;
class TextSheet;
} // namespace penelope::ui

namespace penelope::ui::approvals {

class DetailPane;
class QueueModel;

/// "Should this patch ship?": the queue, its detail, and the sheet in which a person decides.
class ApprovalsPage : public Page
{
    Q_OBJECT

public:
    /// Within this time of the last key or click no row moves.
    static constexpr Milliseconds stillness = std::chrono::seconds{5};

    /// `held` outlives the page.
    ApprovalsPage(Session& session, HeldDecision& held, QWidget* parent = nullptr);
    ~ApprovalsPage() override;

    static QString ownName();
    static QString ownTitle();
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override;
    Attention attention() const override;
    QString selectedItem() const override { return m_selected; }
    void takeFocus() override;

    QueueModel& model() const { return *m_model; }
    TableView& table() const { return *m_table; }
    DetailPane& detail() const { return *m_detail; }
    bool isCalm() const;

public slots:
    void open(const QString& item) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildList();
    void buildActions();
    void buildDetail();
    void buildCalm();
    QAction* addKey(const QString& text, const QString& key);
    void refresh();
    void tick();
    void showCalm();
    /// `first` of all rows: the waiting ones come first and the decided ones last; null = there are none.
    void showCalm(const Row* first);
    void showPending();
    void showCount();
    void showFilter();
    void applyHeights();
    void keepSelection();
    void showCurrent();
    void enableVerbs();
    bool isUnanswered(const QAction& action) const;
    void answerKey(const QObject* watched, const QKeyEvent& key);
    /// Why a verb does nothing with the chosen row, in a sentence.
    QString whyNot(const QAction& verb) const;
    void toggleGroup(const QModelIndex& index);
    bool mayMove() const;

    void acknowledge();
    void snooze();
    void snoozeUntil(Instant until);
    void approveOrAgree();
    void rejectOrClose();
    /// The second pair of eyes on a decision that somebody made alone.
    void review(bool agrees);
    void addNote();
    void propose();
    void endTrial();
    void toggleMark();
    void showMarks();
    void openBulk();
    void approveNext();
    void sendText(TextSheet& sheet, const QString& command, Json args);
    void send(const QString& command, Json args);

    HeldDecision& m_held;
    QueueModel* m_model;
    QStackedWidget* m_stack;
    QSplitter* m_split;
    EmptyState* m_calm;
    TableView* m_table;
    FilterField* m_filter;
    Label* m_count;
    Label* m_frozen;
    Badge* m_newBadge;
    KeyButton* m_new;
    DetailPane* m_detail;
    KeyButton* m_showDecided;

    QAction* m_approve = nullptr;
    QAction* m_reject = nullptr;
    QAction* m_acknowledge = nullptr;
    QAction* m_snooze = nullptr;
    QAction* m_note = nullptr;
    QAction* m_propose = nullptr;
    QAction* m_endTrial = nullptr;
    QAction* m_apply = nullptr;
    std::vector<QAction*> m_keys; ///< all of them; off while a sheet is open

    QAction* m_mark = nullptr;
    QAction* m_bulk = nullptr;
    std::map<QString, BulkMark> m_marks;            ///< by the request's id
    std::vector<HeldDecision::Request> m_approving; ///< of a bulk approval, what is still to be held, the last first

    QString m_selected; ///< id; survives every re-sort
    bool m_listAsked = false;
    bool m_drawn = false; ///< the queue, on the screen
    Attention m_attention;
    QTimer m_still;
};

} // namespace penelope::ui::approvals
