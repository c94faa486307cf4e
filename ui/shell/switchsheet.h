#pragma once

#include "ui/shell/session.h"
#include "ui/widgets/parts.h"

class QComboBox;
class QLineEdit;

namespace penelope::ui {

class KeyButton;

/// "Switch operator…": how a second approver signs at the same desk (contracts.md 3). Chooses an operator; a sealed key
/// asks for its passphrase, which is never shown and wiped when it was used.
class SwitchSheet : public Sheet
{
    Q_OBJECT

public:
    SwitchSheet(Session& session, QWidget* parent);
    void takeFocus();

signals:
    /// Another operator acts now.
    void switched();

private:
    void build();
    void showChoice();
    void commit();
    void takeAnswer(const Status& status);

    Session& m_session;
    std::vector<Session::OperatorChoice> m_choices;
    QComboBox* m_who;
    Label* m_passphraseLabel;
    QLineEdit* m_passphrase;
    Label* m_trouble;
    KeyButton* m_back;
    KeyButton* m_commit;
    bool m_busy = false;
};

} // namespace penelope::ui
