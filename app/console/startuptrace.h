#pragma once

#include <QObject>

#include <array>
#include <atomic>
#include <functional>

class QWidget;

namespace penelope::console {

/// How long a start took, step by step, in milliseconds of the process; printed when the window has drawn itself for
/// the first time, with how many pages were built and which libraries were loaded by then (performance.md "Start-up").
/// Waiting before main, such as for a cold disk, is not in it.
class StartupTrace : public QObject
{
    Q_OBJECT

public:
    enum class Step { Main, Application, Journal, Snapshot, Page };

    /// To be made first thing in main.
    StartupTrace();
    /// Any thread.
    void mark(Step step);
    /// What was there when the window had been drawn.
    struct Shown
    {
        int pages = 0;
        bool isWhole = true; ///< the state; false: its front
    };
    /// Prints when `window` has been drawn.
    void watch(QWidget& window, std::function<Shown()> shown);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    double now() const;
    void print() const;

    double m_began = 0; ///< of the monotonic clock
    std::array<std::atomic<double>, 5> m_steps{};
    QWidget* m_window = nullptr;
    std::function<Shown()> m_shown;
};

} // namespace penelope::console
