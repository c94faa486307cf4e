#pragma once

#include "ui/attention/notice.h"

namespace penelope::ui::attention {

enum class Sound { New, LastMinutes, FeedLost };
inline constexpr Sound allSounds[] = {Sound::New, Sound::LastMinutes, Sound::FeedLost};
QString toWord(Sound sound); ///< the name of its file: "new", "last-minutes", "feed-lost"
Sound soundOf(NoticeKind kind);

/// What the desktop shows: one notice, or the sum of several.
struct Bubble
{
    QString id; ///< a second one with the same id takes the place of the first
    Urgency urgency = Urgency::Normal;
    QString title; ///< plain text
    QString body;  ///< plain text
    QString page;
    QString item;
    bool operator==(const Bubble&) const = default;
};

/// Holds a burst together: one bubble and one tone within ten seconds, however much happens (ux.md U-23). What comes in
/// between waits and is then told as a sum, most urgent first. A P0 does not wait behind something lesser: it takes
/// that one's bubble over at once. Pure but for what it remembers; time is given.
class Bundler
{
public:
    static constexpr Milliseconds quiet = std::chrono::seconds{10};

    struct Step
    {
        std::optional<Bubble> show;
        std::optional<Sound> sound;
        QStringList close; ///< ids of bubbles of which nothing is left
    };
    /// To be called with every change and once a second, so that what waited is told when its time has come.
    Step take(const Change& change, Tick now);
    /// The person, or the desktop, put the bubble away.
    void forget(const QString& id);

private:
    struct Shown
    {
        QString id;
        std::vector<Notice> notices;
    };

    void end(const QStringList& keys, QStringList& close);
    void tell(Step& step, Tick now);

    std::vector<Notice> m_waiting;
    std::vector<Shown> m_shown;
    std::optional<Tick> m_last;
    Urgency m_lastUrgency = Urgency::Low;
    QString m_lastId;
};

/// What several notices read together: how many of which severity, and the first of them.
Bubble summary(const std::vector<Notice>& notices, const QString& id);

} // namespace penelope::ui::attention
