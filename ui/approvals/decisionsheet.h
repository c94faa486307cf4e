#pragma once

#include "ui/approvals/gates.h"
#include "ui/shell/helddecision.h"
#include "ui/widgets/parts.h"

#include <map>
#include <vector>

class QCheckBox;
class QLineEdit;
class QScrollArea;

namespace penelope::ui {
class KeyButton;
class TextField;
} // namespace penelope::ui

namespace penelope::ui::approvals {

class GateRow;

/// Where a person approves or rejects: consequence, gates, reason, and one button that Enter alone never presses.
/// What was typed is kept for each request until it is decided.
class DecisionSheet : public Sheet
{
    Q_OBJECT

public:
    DecisionSheet(Session& session, HeldDecision& held, QWidget* parent);

    /// `shownSha256` is of the diff that the operator has in view.
    void open(Verb verb, const approval::Approval& approval, const Seen& seen, bool diffReadable);
    void setSeen(const Seen& seen, bool diffReadable);
    /// Looks at the gates again: another snapshot, another second.
    void refresh();
    const std::vector<Gate>& shownGates() const { return m_gates; }
    const ApprovalId& approval() const { return m_approval; }
    /// Break-glass: the box, and the field that the service's name is typed into. Hidden where it is not possible.
    QCheckBox& alone() const { return *m_alone; }
    QLineEdit& typedService() const { return *m_service; }

signals:
    /// The decision is held or sent; the sheet has done its part.
    void committed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildEvidence(QVBoxLayout& gates);
    void buildAlone();
    void buildFoot();
    void showAlone(const approval::Approval& approval);
    bool isNarrow() const;
    QString commitText(const QString& service) const;
    void commit();
    void showGates(const approval::Approval& approval);
    void showFoot(const approval::Approval& approval);
    void showExpired(const approval::Approval& approval);
    void copyText();
    GateInput input() const;
    HeldDecision::Request request(const approval::Approval& approval) const;

    Session& m_session;
    HeldDecision& m_held;
    Verb m_verb = Verb::Approve;
    ApprovalId m_approval;
    int m_version = 0;
    QString m_sha256;
    Seen m_seen;
    bool m_diffReadable = true;
    std::vector<Gate> m_gates;
    std::map<ApprovalId, QString> m_drafts;

    Label* m_title;
    Label* m_consequence;
    QScrollArea* m_scroll;
    QVBoxLayout* m_rows;
    std::vector<GateRow*> m_gateRows;
    QWidget* m_evidence;
    QCheckBox* m_older;
    QWidget* m_aloneRow;
    QCheckBox* m_alone;
    QLineEdit* m_service;
    Label* m_reasonHint;
    TextField* m_reason;
    QWidget* m_blockedRow;
    Label* m_blocked;
    Label* m_hold;
    KeyButton* m_copy;
    KeyButton* m_back;
    KeyButton* m_commit;
};

} // namespace penelope::ui::approvals
