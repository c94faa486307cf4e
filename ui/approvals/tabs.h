#pragma once

#include "core/engine/consolestate.h"

#include <QPointer>
#include <QScrollArea>

#include <memory>

namespace penelope::ui {
class DetailForm;
}

namespace penelope::ui::approvals {
class TrialProgress;
}

namespace penelope::ui::approvals {

/// What the detail is about. A request has all three, an escalation or an observation only the anomaly.
struct Subjects
{
    std::shared_ptr<const approval::Approval> approval;
    std::shared_ptr<const patch::Patch> patch;
    std::shared_ptr<const sophia::Anomaly> anomaly;

    bool operator==(const Subjects&) const = default;
};

/// One tab of label and value rows that scrolls. It is made anew when what it shows has changed.
class FormTab : public QScrollArea
{
    Q_OBJECT

public:
    enum class Kind { Why, Evidence, Twin, History };

    FormTab(Kind kind, QWidget* parent);
    /// What is looked at besides the subjects, and when.
    struct Look
    {
        const engine::ConsoleState& state;
        const engine::Live& live;
        Instant now{};
        bool canAct = false; ///< at this desk, now
    };
    void show(const Subjects& subjects, const Look& look);

signals:
    /// Another page, at an item: a record or a filter of the audit.
    void openRequested(const QString& page, const QString& item);
    /// Of the patch in view, whose trial goes on.
    void endTrialRequested();

private:
    /// No room for tables beside the labels.
    bool isNarrow() const;
    void fillWhy(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const;
    void fillPatch(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const;
    void fillRules(DetailForm& form, const sophia::DecisionRecord& decision) const;
    void fillEvidence(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state);
    void fillCause(DetailForm& form, const sophia::Anomaly& anomaly) const;
    void fillInputs(DetailForm& form, const sophia::Anomaly& anomaly) const;
    void fillPrecedents(DetailForm& form, const sophia::Anomaly& anomaly, const engine::ConsoleState& state);
    void fillLinks(DetailForm& form, const Subjects& subjects);
    /// A button that opens the audit there.
    QWidget* link(const QString& text, const QString& name, const QString& item);
    /// How fresh what the evidence was read from is by now, in words.
    static QString sourcesNow(const Subjects& subjects, const Look& look);
    void fillTwin(DetailForm& form, const Subjects& subjects, const Look& look);
    /// The trial that goes on, where it is this tab that tells of it.
    void showProgress(const Look& look);
    void fillHistory(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const;

    Kind m_kind;
    Subjects m_shown;
    std::size_t m_notes = 0;
    bool m_narrow = false; ///< when it was made
    QString m_sources;     ///< what it says of them
    bool m_couldAct = false;
    QPointer<TrialProgress> m_progress;
};

/// Request, patch and anomaly as the journal knows them, for the Raw tab.
QString rawText(const Subjects& subjects);

} // namespace penelope::ui::approvals
