#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>

namespace penelope::ui::charts {

/// Lets charts take turns: those that changed queue up, oldest first, and each frame paints as many as fit its budget,
/// at least one. Twelve charts changed at once are so many short frames and not one long one (performance.md). GUI
/// thread.
class FrameScheduler : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<std::chrono::nanoseconds()>;

    static constexpr std::chrono::microseconds budget{6000};
    static constexpr std::chrono::milliseconds frame{16};

    /// The clock is asked around each painting; by default it is the thread's processor time.
    explicit FrameScheduler(QObject* parent = nullptr, Clock clock = {});

    /// Paints it in its turn; what waits already keeps its place. Dropped with its owner.
    void add(QObject& owner, std::function<void()> paint);
    std::size_t waiting() const { return m_queue.size(); }
    /// One frame; the timer does it by itself.
    void runFrame();

private:
    struct Entry
    {
        QPointer<QObject> owner;
        std::function<void()> paint;
    };

    Clock m_clock;
    QTimer m_timer;
    std::deque<Entry> m_queue;
};

} // namespace penelope::ui::charts
