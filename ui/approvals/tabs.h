#pragma once

#include "core/engine/consolestate.h"

#include <QScrollArea>

#include <memory>

namespace penelope::ui {
class DetailForm;
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
    void show(const Subjects& subjects, const engine::ConsoleState& state);

private:
    /// No room for tables beside the labels.
    bool isNarrow() const;
    void fillWhy(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const;
    void fillPatch(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const;
    void fillEvidence(DetailForm& form, const Subjects& subjects) const;
    void fillTwin(DetailForm& form, const Subjects& subjects) const;
    void fillHistory(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const;

    Kind m_kind;
    Subjects m_shown;
    std::size_t m_notes = 0;
    bool m_narrow = false; ///< when it was made
};

/// Request, patch and anomaly as the journal knows them, for the Raw tab.
QString rawText(const Subjects& subjects);

} // namespace penelope::ui::approvals
