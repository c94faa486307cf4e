#include "ui/settings/notificationstab.h"

#include "ui/attention/attentionwatch.h"
#include "ui/widgets/keybutton.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

NotificationsTab::NotificationsTab(const QString& file, QWidget* parent)
    : SettingsTab(parent)
    , m_form(new SettingsForm(this))
    , m_notify(new QCheckBox(tr("Show them on the desktop"), this))
    , m_notifier(new Label({}, Type::Body, Tone::Muted, this))
    , m_testBubble(new KeyButton(tr("Send test notification"), {}, ButtonSize::Tool, this))
    , m_sound(new QCheckBox(tr("Play tones"), this))
    , m_volume(new QSlider(Qt::Horizontal, this))
    , m_player(new Label({}, Type::Body, Tone::Muted, this))
    , m_tests(new QWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    m_volume->setRange(0, 100);
    m_volume->setPageStep(10);
    auto* tests = new QHBoxLayout(m_tests);
    tests->setContentsMargins({});
    tests->setSpacing(8);
    const std::array<QString, std::size(attention::allSounds)> names{
        tr("Test: new"), tr("Test: last 15 min"), tr("Test: feed lost")};
    for (std::size_t at = 0; at < names.size(); ++at) {
        auto* test = new KeyButton(names[at], {}, ButtonSize::Tool, m_tests);
        connect(test, &KeyButton::clicked, this, [this, sound = attention::allSounds[at]] {
            if (m_watch)
                m_watch->testSound(sound);
        });
        tests->addWidget(test);
    }
    tests->addStretch(1);
    m_form->addRow(
        tr("Notifications"), m_notify,
        tr("What waits, expires or is lost, while you look elsewhere. They name it and never decide it."),
        tr("[attention] in %1").arg(file));
    m_form->addRow(tr("Desktop"), m_notifier, {}, {});
    m_form->addRow(tr("Try it"), m_testBubble, {}, {});
    m_form->addRow(
        tr("Sound"), m_sound,
        tr("One tone for what is new, one for the last 15 minutes, one for a feed that is lost. "
           "The menu Tools gives silence for half an hour."),
        tr("[attention] in %1").arg(file));
    m_form->addRow(tr("Volume"), m_volume, {}, tr("[attention] in %1").arg(file));
    m_form->addRow(tr("Loudspeaker"), m_player, {}, {});
    m_form->addRow(tr("Listen"), m_tests, {}, {});
    connect(m_notify, &QCheckBox::toggled, this, &NotificationsTab::keep);
    connect(m_sound, &QCheckBox::toggled, this, &NotificationsTab::keep);
    connect(m_volume, &QSlider::valueChanged, this, &NotificationsTab::keep);
    connect(m_testBubble, &KeyButton::clicked, this, [this] {
        if (m_watch)
            m_watch->testNotification();
    });
    refresh();
}

void NotificationsTab::watch(attention::AttentionWatch& watch)
{
    m_watch = &watch;
    connect(&watch, &attention::AttentionWatch::changed, this, &NotificationsTab::refresh);
    m_before = watch.preferences();
    refresh();
}

QString NotificationsTab::name() const
{
    return u"notifications"_s;
}

QString NotificationsTab::title() const
{
    return tr("Notifications and sound");
}

std::pair<int, int> NotificationsTab::filter(const QString& words)
{
    return {m_form->filter(words), m_form->rows()};
}

void NotificationsTab::takeFocus()
{
    m_notify->setFocus(Qt::ShortcutFocusReason);
}

void NotificationsTab::enter()
{
    if (m_watch)
        m_before = m_watch->preferences();
    refresh();
}

bool NotificationsTab::canRevert() const
{
    return m_watch && m_watch->preferences() != m_before;
}

void NotificationsTab::revert()
{
    if (m_watch)
        m_watch->setPreferences(m_before);
    refresh();
    emit edited();
}

void NotificationsTab::refresh()
{
    const auto likings = m_watch ? m_watch->preferences() : attention::Preferences{};
    {
        const QSignalBlocker quiet[] = {QSignalBlocker(m_notify), QSignalBlocker(m_sound), QSignalBlocker(m_volume)};
        m_notify->setChecked(likings.notify);
        m_sound->setChecked(likings.sound);
        m_volume->setValue(static_cast<int>(std::lround(likings.volume * 100)));
    }
    const auto nobody = tr("Nothing calls here: a file is only read, or the console has just begun.");
    m_notifier->show(m_watch ? m_watch->notifierSentence() : nobody);
    m_player->show(m_watch ? m_watch->soundSentence() : nobody);
    for (QWidget* control : std::initializer_list<QWidget*>{m_notify, m_testBubble, m_sound, m_volume, m_tests})
        control->setEnabled(m_watch);
}

void NotificationsTab::keep()
{
    if (!m_watch)
        return;
    m_watch->setPreferences({m_notify->isChecked(), m_sound->isChecked(), m_volume->value() / 100.0});
    emit edited();
}

} // namespace penelope::ui
