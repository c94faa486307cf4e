#pragma once

#include "ui/shell/session.h"
#include "ui/widgets/parts.h"

#include <vector>

class QStandardItemModel;

namespace penelope::ui {
class KeyButton;
class TextField;
class TableView;
} // namespace penelope::ui

namespace penelope::ui::breakers {

/// What a service may do by itself, and what it would have done until now: its shadow score with the events that grade
/// each act, and the verbs off, shadow, armed. Ctrl+Enter sets the chosen one with a reason.
class ArmSheet : public Sheet
{
    Q_OBJECT

public:
    ArmSheet(Session& session, const ServiceName& service, QWidget* parent);
    void takeFocus();

signals:
    /// Asks for the audit page at that event.
    void evidenceRequested(qint64 seq);

private:
    void build();
    void addScore();
    void addEvidence();
    void addVerbs();
    void fillEvidence(const std::vector<shadow::Graded>& graded);
    void choose(Arming arming);
    void refresh();
    void commit();
    Arming current() const;

    Session& m_session;
    ServiceName m_service;
    Arming m_wanted = Arming::Shadow;
    QStandardItemModel* m_model;
    TableView* m_table;
    TextField* m_reason;
    std::vector<std::pair<Arming, KeyButton*>> m_choices;
    Label* m_trouble;
    KeyButton* m_commit;
    bool m_sent = false;
};

/// "41 acts, 38 as people did, 3 otherwise; 5 not gradable; 93 % (80 to 97 %)", in the user's language.
QString shadowText(const shadow::Tally& tally);
/// What then happened after a would-be act.
QString outcomeText(shadow::Outcome outcome);

} // namespace penelope::ui::breakers
