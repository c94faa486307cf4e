#pragma once

#include "ui/settings/settingsform.h"
#include "ui/theme/theme.h"

#include <functional>

class QComboBox;

namespace penelope::ui {

class Preferences;

/// The language of the screens, from the next start on, and how times are told.
class LanguageTab : public SettingsTab
{
    Q_OBJECT

public:
    LanguageTab(Preferences& preferences, std::function<void(const Theme&)> applyTheme, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void enter() override;
    bool canRevert() const override;
    void revert() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showChoices();

    Preferences& m_preferences;
    std::function<void(const Theme&)> m_applyTheme;
    SettingsForm* m_form;
    QComboBox* m_language;
    QComboBox* m_clock;
    QString m_before;
    bool m_localBefore = false;
};

/// A box with the system's language and every one that the screens speak; its data is what Preferences keep.
QComboBox* languageChoice(QWidget* parent);

} // namespace penelope::ui
