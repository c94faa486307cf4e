#pragma once

#include <functional>
#include <memory>

namespace penelope::runtime {

/// Turns SIGINT, SIGTERM and, where nobody had it ignored, SIGHUP into a call on the thread that made it, through its
/// event loop. One at a time in a process.
class ExitSignals
{
public:
    explicit ExitSignals(std::function<void()> wanted);
    ~ExitSignals();
    ExitSignals(const ExitSignals&) = delete;
    ExitSignals& operator=(const ExitSignals&) = delete;

private:
    struct Pipe;
    std::unique_ptr<Pipe> m_pipe;
};

} // namespace penelope::runtime
