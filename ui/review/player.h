#pragma once

#include "core/ports/clock.h"

#include <QObject>
#include <QTimer>

namespace penelope::ui::review {

/// The clock of a replay: moves a moment on, 1, 10 or 60 times as fast as the steady clock. GUI thread.
class Player : public QObject
{
    Q_OBJECT

public:
    /// `clock` outlives it.
    explicit Player(const Clock& clock, QObject* parent = nullptr);

    /// The stretch it moves in; stops it.
    void setSpan(Instant from, Instant to);
    void setMoment(Instant at); ///< clamped to the span; goes on playing from there
    Instant moment() const { return m_at; }
    void setSpeed(int times);
    int speed() const { return m_speed; }
    bool isPlaying() const { return m_timer.isActive(); }

public slots:
    /// From the beginning where it stands at the end.
    void play();
    void pause();
    /// What the timer does: moves by the time since the last call. At the end of the span it pauses.
    void advance();

signals:
    void moved(Instant at);
    void playingChanged(bool playing);

private:
    const Clock& m_clock;
    Instant m_from{};
    Instant m_to{};
    Instant m_at{};
    int m_speed = 1;
    Tick m_last{};
    QTimer m_timer;
};

} // namespace penelope::ui::review
