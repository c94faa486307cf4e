#pragma once

#include "ui/approvals/gates.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/tabs.h"
#include "ui/approvals/textsheet.h"
#include "ui/shell/helddecision.h"

#include <QWidget>

#include <array>
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
    /// Owns the sheet until it is closed.
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
    Row m_row;
    bool m_hasRow = false;
    Subjects m_subjects;
    std::shared_ptr<const patch::Patch> m_noted; ///< whose notes stand in the diff
    qint64 m_notedPolicy = 0;                    ///< and by which policy they were found
    bool m_whySeen = false;                      ///< what is not known was in view
    bool m_twinSeen = false;

    RequestHead* m_head;
    QStackedWidget* m_stack;
    QWidget* m_content;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    std::array<FormTab*, 4> m_forms{};
    DiffTab* m_diff;
    QPlainTextEdit* m_raw;
    Label* m_trouble;
    QWidget* m_verbBar;
    QHBoxLayout* m_verbs;
    struct VerbButton
    {
        QAction* action;
        KeyButton* button;
        bool wanted = true;
    };
    std::vector<VerbButton> m_verbButtons;
    QWidget* m_lastButton = nullptr;
    DecisionSheet* m_sheet;
    TextSheet* m_textSheet = nullptr;
};

} // namespace penelope::ui::approvals
