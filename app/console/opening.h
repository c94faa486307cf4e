#pragma once

#include "app/console/composition.h"
#include "app/console/startuptrace.h"
#include "ui/shell/startwindow.h"

#include <QTimer>

namespace penelope::console {

/// Opens what the options ask for beside the GUI thread, and shows a start window where that takes longer than a
/// moment. GUI thread.
class Opening
{
public:
    /// From the event loop, once: the source, or what was in the way.
    using Done = std::function<void(Result<Source>)>;

    /// Begins at once. `options`, `clock` and `trace` outlive it.
    Opening(const Options& options, const Clock& clock, StartupTrace& trace, Done done);
    /// Gives up what is still under way, and waits until it has let go of the journal.
    ~Opening();
    Opening(const Opening&) = delete;
    Opening& operator=(const Opening&) = delete;

    /// The person who waited closed the start window.
    bool isGivenUp() const { return m_stop.stop_requested(); }

private:
    void begin();
    void beginLive();
    void beginReading();
    void finish(Result<Source> source);
    engine::Folding folding();

    const Options& m_options;
    const Clock& m_clock;
    StartupTrace& m_trace;
    Done m_done;
    std::stop_source m_stop;
    Mailbox m_mailbox;
    std::unique_ptr<LiveSession> m_session; ///< of the core that starts
    std::unique_ptr<LiveCore> m_core;
    std::unique_ptr<ui::StartWindow> m_window;
    QTimer m_patience;
    Worker m_worker;
    Task m_reading;
};

} // namespace penelope::console
