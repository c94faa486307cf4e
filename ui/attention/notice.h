#pragma once

#include "core/engine/consolestate.h"

#include <vector>

/// What calls a person who looks elsewhere: notices on the desktop and tones. Pure where it decides; the desktop and
/// the loudspeaker are ports.
namespace penelope::ui::attention {

/// As org.freedesktop.Notifications numbers it.
enum class Urgency { Low = 0, Normal = 1, Critical = 2 };

enum class NoticeKind {
    Request,    ///< a P0 or P1 waits for a decision
    LastWhile,  ///< a request expires within 15 minutes
    Escalation, ///< an anomaly waits for a person
    RolledBack, ///< a canary was taken back
    FeedLost,   ///< a source of evidence does not answer
    CoreLost    ///< the decision core does not answer
};

/// One thing that a person is to know now. Words only, never an action: what is to be done is decided in the window.
struct Notice
{
    QString key; ///< stands for the same thing at every moment: "approval/7f3a91c2"
    NoticeKind kind = NoticeKind::Request;
    Severity severity = Severity::P1;
    QString title; ///< plain text
    QString body;  ///< plain text
    QString page;  ///< what opening it shows
    QString item;  ///< the row there; empty = none
    std::optional<Instant> deadline = {};

    Urgency urgency() const;
    bool operator==(const Notice&) const = default;
};

/// How the console looks at one moment.
struct Moment
{
    engine::Snapshot snapshot;
    Instant now{};
    OperatorName who;
    bool watches = false;  ///< the present, of a journal that goes on; the past calls nobody
    bool coreLost = false; ///< three heart-beats missed, measured by who knows whether the machine slept
};

/// A request counts as about to expire from here on.
inline constexpr Milliseconds lastWhile = std::chrono::minutes{15};

/// What is to be known at that moment, the most urgent first.
std::vector<Notice> standing(const Moment& moment);

struct Change
{
    std::vector<Notice> raised; ///< stands now and did not before, the most urgent first
    QStringList ended;          ///< keys that stood before and do not now: decided, recovered
};
Change changeBetween(const std::vector<Notice>& before, const std::vector<Notice>& after);
Change changeBetween(const Moment& before, const Moment& after);

/// The order of urgency: graver first, then the earlier deadline.
bool isMoreUrgent(const Notice& left, const Notice& right);

} // namespace penelope::ui::attention
