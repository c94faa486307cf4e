#pragma once

#include "app/console/composition.h"
#include "app/console/startuptrace.h"
#include "ui/shell/startwindow.h"

#include <QTimer>

namespace penelope::console {

class OfflineSession;

/// Opens what the options ask for beside the GUI thread. Where that takes longer than a moment it shows a start window,
/// or the events of a file that was never opened here: they can be browsed before they are added up. GUI thread.
class Opening
{
public:
    /// From the event loop, once: the source, or what was in the way. What is in the way of the whole state after its
    /// front was shown comes too.
    using Done = std::function<void(Result<Source>)>;
    /// Whether the first page can be shown with the front of a state (retirement.h).
    using IsEnough = std::function<bool(const engine::ConsoleState& front)>;

    /// Begins at once. `options`, `clock` and `trace` outlive it.
    Opening(const Options& options, const Clock& clock, StartupTrace& trace, IsEnough isEnough, Done done);
    /// Gives up what is still under way, and waits until it has let go of the journal.
    ~Opening();
    Opening(const Opening&) = delete;
    Opening& operator=(const Opening&) = delete;

    /// The person who waited closed the start window.
    bool isGivenUp() const { return m_stop.stop_requested(); }

private:
    using State = std::shared_ptr<const engine::ConsoleState>;

    void begin();
    void beginLive();
    void beginReading();
    /// Null where there is no front, or not enough in it.
    void readFront(std::function<void(State)> then);
    void readWhole(std::function<void(engine::ConsoleState)> then);
    void startCore(LiveSession& session, runtime::Options options, std::function<void()> then);
    void showFollowed(const State& front);
    void showOffline(const State& front);
    /// What takes longer than a moment: its events, where those are wanted and can be had, else how far it is.
    void showThatItTakesLong();
    void showAll(engine::ConsoleState state);
    bool isBrowsable() const;
    bool wantsEvents() const;
    void browse();
    void showLive(runtime::Options options, const State& front);
    void finish(Result<Source> source);
    engine::Folding folding();

    const Options& m_options;
    const Clock& m_clock;
    StartupTrace& m_trace;
    IsEnough m_isEnough;
    Done m_done;
    std::stop_source m_stop;
    Mailbox m_mailbox;
    std::unique_ptr<LiveSession> m_session; ///< of the core that starts
    std::unique_ptr<LiveCore> m_core;       ///< until it is handed over; one that starts behind a front stays
    std::unique_ptr<ui::StartWindow> m_window;
    bool m_hasFront = false;
    std::optional<std::pair<qint64, Instant>> m_end; ///< seq and time of the last event of a file that is read
    OfflineSession* m_offline = nullptr;             ///< of the window that shows the file while it is read
    QTimer m_patience;
    Worker m_worker;
    Task m_reading;
};

} // namespace penelope::console
