#include "app/console/startuptrace.h"

#include <QEvent>
#include <QWidget>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>

namespace penelope::console {

namespace {

/// Milliseconds since the kernel started this process; 0 where /proc does not say.
double sinceStart()
{
    std::ifstream file("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    // The name in brackets may hold blanks; the start time is the 20th field after it.
    const auto bracket = text.rfind(')');
    if (bracket == std::string::npos)
        return 0;
    std::size_t at = bracket + 1;
    for (int field = 0; field < 20 && at != std::string::npos; ++field)
        at = text.find(' ', at + (field > 0 ? 1 : 0));
    if (at == std::string::npos)
        return 0;
    const double started = std::strtod(text.c_str() + at, nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started) * 1000;
}

} // namespace

StartupTrace::StartupTrace(QWidget& window)
    : m_window(window)
{
    window.installEventFilter(this);
}

bool StartupTrace::eventFilter(QObject* object, QEvent* event)
{
    if (object == &m_window && event->type() == QEvent::Paint) {
        m_window.removeEventFilter(this);
        std::printf("first-paint %.0f ms\n", sinceStart());
        std::fflush(stdout);
    }
    return QObject::eventFilter(object, event);
}

} // namespace penelope::console
