#pragma once

#include "ui/settings/settingsform.h"

class QComboBox;

namespace penelope::ui {

class Preferences;

/// The language of the screens, from the next start on, and how times are told.
class LanguageTab : public SettingsTab
{
    Q_OBJECT

public:
    explicit LanguageTab(Preferences& preferences, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void enter() override;
    bool canRevert() const override;
    void revert() override;

private:
    void showLanguage();

    Preferences& m_preferences;
    SettingsForm* m_form;
    QComboBox* m_language;
    QString m_before;
};

/// A box with the system's language and every one that the screens speak; its data is what Preferences keep.
QComboBox* languageChoice(QWidget* parent);

} // namespace penelope::ui
