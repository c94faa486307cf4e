#pragma once

#include "app/runtime/exitsignals.h"

#include <QEventLoop>

namespace penelope::ctl {

/// Ctrl+C, and what else tells a program to end, ends what it waits for instead: whoever made something leaves nothing
/// of it behind on the way out. One at a time in a process; made before what it is to end.
class Interrupt
{
public:
    Interrupt();

    /// Runs the loop until it quits or a signal comes; not at all after one came.
    void wait(QEventLoop& loop);
    bool came() const { return m_came; }

private:
    bool m_came = false;
    QEventLoop* m_waits = nullptr;
    runtime::ExitSignals m_signals;
};

} // namespace penelope::ctl
