#pragma once

#include "ui/settings/settingsdesk.h"
#include "ui/settings/settingsform.h"

class QComboBox;
class QLineEdit;

namespace penelope::ui {

class KeyButton;

/// The fields of one connection and its test, for the settings and the first run. A secret is typed, never shown.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(SettingsDesk& desk, QWidget* parent = nullptr);

    /// Shows another connection; a test that runs ends.
    void show(const Connection& connection);
    /// What the fields say. Its `secret` is where the old one is kept.
    Connection connection() const;
    /// What was typed as a secret; empty = nothing.
    QByteArray typedSecret() const;
    void forgetTypedSecret();
    void test();
    const std::vector<ProbeStep>& steps() const { return m_steps; }
    SettingsForm* rows() const { return m_form; }
    void takeFocus();

signals:
    /// Somebody has finished a field.
    void edited();
    void tested();

private:
    void addFields();
    void addTest();
    QLineEdit* field(const QString& name, const QString& help, const QString& key);
    bool wantsSecret() const;
    void showAuth();
    void showSteps();

    SettingsDesk& m_desk;
    Connection m_shown;
    SettingsForm* m_form;
    QLineEdit* m_url;
    QComboBox* m_auth;
    QLineEdit* m_user;
    QLineEdit* m_secret;
    QLineEdit* m_cert;
    QLineEdit* m_key;
    QLineEdit* m_ca;
    QComboBox* m_poll;
    QComboBox* m_timeout;
    KeyButton* m_test;
    Label* m_line;
    Label* m_said;
    std::unique_ptr<ConnectionProbe> m_probe;
    std::vector<ProbeStep> m_steps;
};

} // namespace penelope::ui
