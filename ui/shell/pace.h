#pragma once

namespace penelope::ui {

/// How fast the time of a session goes, where it does not go by itself: in a demonstration. GUI thread.
class Pace
{
public:
    virtual ~Pace() = default;
    /// Times as fast as the clock; 0 = it stands.
    virtual int speed() const = 0;
    virtual void setSpeed(int times) = 0;
    /// To just before the next thing happens.
    virtual void skip() = 0;
    /// Nothing more is told.
    virtual bool isOver() const = 0;
};

} // namespace penelope::ui
