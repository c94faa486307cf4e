#pragma once

#include "core/ports/clock.h"
#include "ui/attention/ports.h"
#include "ui/attention/preferences.h"
#include "ui/shell/session.h"

namespace penelope::ui::attention {

/// Looks at the present and calls the person: bubbles on the desktop, tones, and silence for half an hour when asked.
/// What stands when it is made calls nobody: the window has just opened on it. GUI thread; all arguments outlive it.
///
/// A machine that slept wakes with everything old at once. That is drawn as it is, the sources are asked again, and the
/// core gets three heart-beats of the steady clock before its silence counts: no tone for what sleep alone made.
class AttentionWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr Milliseconds muteSpan = std::chrono::minutes{30};
    /// Wall and steady clock apart by more than this between two looks: the machine slept, or the clock was set.
    static constexpr Milliseconds jump = std::chrono::seconds{5};

    AttentionWatch(
        Session& session, const Clock& clock, Notifier& notifier, SoundPlayer& player, const Preferences& preferences,
        QObject* parent = nullptr);

    const Preferences& preferences() const { return m_preferences; }
    void setPreferences(const Preferences& preferences);
    /// What is left of the silence, in whole minutes rounded up; 0 = not muted.
    int mutedMinutes() const;
    bool isMuted() const { return mutedMinutes() > 0; }

    /// For the status strip: "Sound" and "on", "muted 29 min", "no device".
    QString soundWord() const;
    /// For Settings and for whoever asks: what works, and what to do where it does not.
    QString soundSentence() const;
    QString notifierSentence() const;

public slots:
    /// Half an hour of silence, or its end. Bubbles go on.
    void toggleMute();
    /// One bubble that says it is a test. Answers whether there is a service to show it.
    bool testNotification();
    /// The tone, also while muted: it was asked for.
    void testSound(Sound sound);

signals:
    /// Mute, preferences, or what works.
    void changed();
    /// The person clicked a bubble: its page and row.
    void openRequested(const QString& page, const QString& item);
    /// The clocks have drifted apart by that much since the last look.
    void woke(Milliseconds gap);

private:
    void look();
    void lookIfDue();
    void tick();
    void noticeJump();
    Moment moment() const;
    void carryOut(const Bundler::Step& step);
    void open(const QString& id);

    Session& m_session;
    const Clock& m_clock;
    Notifier& m_notifier;
    SoundPlayer& m_player;
    Preferences m_preferences;
    std::vector<Notice> m_standing;
    Bundler m_bundler;
    std::map<QString, Bubble> m_bubbles; ///< by id, those on the screen
    Instant m_lookedAt{};
    Tick m_lookedTick{};
    Tick m_coreCountsFrom{};
    std::optional<std::pair<Instant, Tick>> m_muted; ///< since
    int m_shownMinutes = 0;
};

} // namespace penelope::ui::attention
