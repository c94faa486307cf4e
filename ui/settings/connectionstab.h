#pragma once

#include "ui/settings/connectionform.h"

class QComboBox;

namespace penelope::ui {

/// The Prometheus servers that the core asks. What is changed is written at once; the core takes it at its next start.
class ConnectionsTab : public SettingsTab
{
    Q_OBJECT

public:
    explicit ConnectionsTab(SettingsDesk& desk, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void enter() override;
    bool canRevert() const override;
    void revert() override;
    ConnectionForm* form() const { return m_form; }

private:
    void read();
    void showChosen();
    void keep();
    void addAnother();

    SettingsDesk& m_desk;
    std::vector<Connection> m_connections;
    std::vector<Connection> m_before;
    QComboBox* m_which;
    ConnectionForm* m_form;
    Label* m_outcome;
};

} // namespace penelope::ui
