#pragma once

#include "ui/approvals/gates.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/tabs.h"
#include "ui/approvals/textsheet.h"
#include "ui/shell/helddecision.h"

#include <QWidget>

#include <array>
#include <memory>
#include <utility>
#include <vector>

class QHBoxLayout;
class QPlainTextEdit;
class QStackedWidget;
class QTabBar;

namespace penelope::ui::approvals {

class DecisionSheet;
class DiffTab;
class RequestHead;

/// The right half: head, six tabs, verbs; a sheet in place of tabs and verbs while somebody decides.
class DetailPane : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Why, Diff, Evidence, Twin, History, Raw };
    static constexpr int tabCount = 6;

    DetailPane(Session& session, HeldDecision& held, QWidget* parent);
    ~DetailPane() override;

    /// Makes what is in it, once. Until then it is an empty panel that shows no row and opens no sheet: a start paints
    /// its queue without waiting for what stands beside it.
    void build();
    bool isBuilt() const { return m_stack != nullptr; }

    /// Nothing to show without a row.
    void showRow(const Row* row);
    /// Another snapshot or another second.
    void refresh();
    const Subjects& subjects() const { return m_subjects; }
    /// What of the row in view was looked at.
    Seen seen() const;
    DiffTab& diff() const { return *m_diff; }

    void setTab(Tab tab);
    Tab tab() const;
    /// The keyboard to the tab in view.
    void takeFocus();
    void addVerb(QAction* action, int gapPx = 0);
    /// A verb that only some rows have in the bar; it stays in the menu whatever is said here.
    void showVerb(const QAction* action, bool shown);
    void addVerbAtEnd(QWidget* button);
    /// What a command answered, above the verbs; empty takes it away.
    void showTrouble(const QString& sentence);

    bool isSheetOpen() const;
    void openDecision(Verb verb);
    /// Owns the sheet until it is closed. After build().
    void openText(TextSheet* sheet);
    void closeSheet();
    DecisionSheet& decisionSheet() const { return *m_sheet; }

signals:
    void openRequested(const QString& page, const QString& item);
    void endTrialRequested();
    void sheetOpened();
    void sheetClosed();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildContent();
    Subjects find() const;
    void showTab();
    void showNotes();
    /// Leaves out verbs from the last on that have no room; all of them are in the menu at the end too.
    void fitVerbs();
    /// The tabs' keys where there is room for them.
    void fitTabs();
    /// A sheet that needs the room has that of the head's lower half.
    void fitHead();
    /// The least height of the sheet that is open.
    int sheetNeeds() const;

    Session& m_session;
    HeldDecision& m_held;
    std::unique_ptr<DiffTab> m_unplaced; ///< until the rest is built: its keys are there from the start
    DiffTab* m_diff;
    Row m_row;
    bool m_hasRow = false;
    Subjects m_subjects;
    std::shared_ptr<const patch::Patch> m_noted; ///< whose notes stand in the diff
    qint64 m_notedPolicy = 0;                    ///< and by which policy they were found
    bool m_whySeen = false;                      ///< what is not known was in view
    bool m_twinSeen = false;

    RequestHead* m_head = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_content = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    std::array<FormTab*, 4> m_forms{};
    QPlainTextEdit* m_raw = nullptr;
    Label* m_trouble = nullptr;
    QWidget* m_verbBar = nullptr;
    QHBoxLayout* m_verbs = nullptr;
    struct VerbButton
    {
        QAction* action;
        KeyButton* button;
        bool wanted = true;
    };
    std::vector<VerbButton> m_verbButtons;
    QWidget* m_lastButton = nullptr;
    DecisionSheet* m_sheet = nullptr;
    TextSheet* m_textSheet = nullptr;
};

} // namespace penelope::ui::approvals
