#pragma once

#include "ui/settings/settingsform.h"
#include "ui/theme/theme.h"

#include <functional>

class QComboBox;

namespace penelope::ui {

class Preferences;

/// Theme and text size, at once.
class AppearanceTab : public SettingsTab
{
    Q_OBJECT

public:
    AppearanceTab(
        Preferences& preferences, std::function<void(const Theme&)> applyTheme,
        const std::function<void()>& resetLayout, QWidget* parent = nullptr);

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
    void choose();
    void showTheme();

    Preferences& m_preferences;
    std::function<void(const Theme&)> m_applyTheme;
    SettingsForm* m_form;
    QComboBox* m_scheme;
    QComboBox* m_size;
    Theme m_before;
};

/// A box with every scheme, and one with every text size in steps of 10 %.
QComboBox* schemeChoice(QWidget* parent);
QComboBox* textSizeChoice(QWidget* parent);

} // namespace penelope::ui
