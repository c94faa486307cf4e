#pragma once

#include "ui/attention/preferences.h"
#include "ui/settings/settingsform.h"

#include <QPointer>

class QCheckBox;
class QSlider;

namespace penelope::ui {

namespace attention {
class AttentionWatch;
}
class KeyButton;

/// How this desk calls its person: bubbles and tones, each with a test. Without a watch it says why nothing calls.
class NotificationsTab : public SettingsTab
{
    Q_OBJECT

public:
    /// `file` is where the likings stand, for the tool tips.
    explicit NotificationsTab(const QString& file, QWidget* parent = nullptr);

    /// Once, when somebody watches. It outlives the tab.
    void watch(attention::AttentionWatch& watch);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void enter() override;
    bool canRevert() const override;
    void revert() override;

private:
    void refresh();
    void keep();

    QPointer<attention::AttentionWatch> m_watch;
    attention::Preferences m_before;
    SettingsForm* m_form;
    QCheckBox* m_notify;
    Label* m_notifier;
    KeyButton* m_testBubble;
    QCheckBox* m_sound;
    QSlider* m_volume;
    Label* m_player;
    QWidget* m_tests;
};

} // namespace penelope::ui
