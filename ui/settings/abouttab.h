#pragma once

#include "ui/settings/settingsdesk.h"
#include "ui/settings/settingsform.h"

namespace penelope::ui {

class KeyButton;

/// Version, libraries, the journal; everything that a report of trouble needs, on the clipboard.
class AboutTab : public SettingsTab
{
    Q_OBJECT

public:
    explicit AboutTab(SettingsDesk& desk, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;

private:
    SettingsDesk& m_desk;
    SettingsForm* m_form;
    KeyButton* m_copy;
};

} // namespace penelope::ui
