#pragma once

#include "ui/settings/settingsdesk.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <functional>

class QButtonGroup;
class QComboBox;
class QStackedWidget;

namespace penelope::ui {

class ConnectionForm;
class KeyButton;
class Label;
class Preferences;

/// The first run: how it will be used, the connection, sound, language and look. Three pages, by keys alone, each may
/// be skipped. What is chosen is kept when the last page is left.
class WelcomeWindow : public QDialog
{
    Q_OBJECT

public:
    enum class Use { OnCall, Review, Audit, Demo };

    /// `sound`: a part for sound and notifications, which becomes the window's; null = there is none here.
    WelcomeWindow(
        SettingsDesk& desk, Preferences& preferences, std::function<void(const Theme&)> applyTheme,
        QWidget* sound = nullptr, QWidget* parent = nullptr);

    Use use() const { return m_use; }
    /// The file that is to be audited.
    QString auditFile() const { return m_file; }
    int page() const;

signals:
    /// Asks for the file of an audit; `takeFile` answers.
    void fileWanted();

public slots:
    /// Looks at this file and ends.
    void takeFile(const QString& path);
    void next();
    void back();
    /// Leaves the rest as it is and ends.
    void skip();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildUse();
    QWidget* buildConnection();
    QWidget* buildLook(QWidget* sound);
    QWidget* pageOf(const QString& title, const QString& sentence, QWidget* content);
    void choose(Use use);
    void askForFile();
    void showPage(int page);
    bool keepConnection();
    void finish();

    SettingsDesk& m_desk;
    Preferences& m_preferences;
    std::function<void(const Theme&)> m_applyTheme;
    Use m_use = Use::OnCall;
    QString m_file;
    QStackedWidget* m_pages;
    QButtonGroup* m_uses;
    ConnectionForm* m_connection = nullptr;
    QComboBox* m_scheme = nullptr;
    QComboBox* m_language = nullptr;
    Label* m_step;
    Label* m_trouble;
    KeyButton* m_skip;
    KeyButton* m_back;
    KeyButton* m_next;
};

} // namespace penelope::ui
