#include "app/console/startuptrace.h"

#include <QEvent>
#include <QWidget>

#include <cstdio>
#include <ctime>
#include <link.h>
#include <string>
#include <string_view>

namespace penelope::console {

namespace {

constexpr const char* stepNames[] = {"main", "application", "journal", "snapshot", "page"};

double milliseconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The names of the libraries that are loaded now, each after a blank.
std::string loadedLibraries(int& count)
{
    std::pair<std::string, int> found;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* data) {
            const std::string_view path(info->dlpi_name);
            if (path.find(".so") == std::string_view::npos)
                return 0; // the program itself, and what the kernel maps
            auto& all = *static_cast<std::pair<std::string, int>*>(data);
            all.first.append(" ").append(path.substr(path.rfind('/') + 1));
            ++all.second;
            return 0;
        },
        &found);
    count = found.second;
    return found.first;
}

} // namespace

StartupTrace::StartupTrace()
    : m_began(milliseconds(CLOCK_MONOTONIC) - milliseconds(CLOCK_PROCESS_CPUTIME_ID))
{
    mark(Step::Main);
}

double StartupTrace::now() const
{
    return milliseconds(CLOCK_MONOTONIC) - m_began;
}

void StartupTrace::mark(Step step)
{
    m_steps[static_cast<std::size_t>(step)] = now();
}

void StartupTrace::watch(QWidget& window, std::function<Shown()> shown)
{
    m_window = &window;
    m_shown = std::move(shown);
    window.installEventFilter(this);
}

bool StartupTrace::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_window && event->type() == QEvent::Paint) {
        m_window->removeEventFilter(this);
        // The picture is on the screen when this event is over.
        QMetaObject::invokeMethod(
            this, [this] { print(); }, Qt::QueuedConnection);
    }
    return QObject::eventFilter(object, event);
}

void StartupTrace::print() const
{
    const double painted = now();
    for (std::size_t step = 0; step < m_steps.size(); ++step) {
        if (m_steps[step] > 0)
            std::printf("%s %.1f ms\n", stepNames[step], m_steps[step].load());
    }
    int count = 0;
    const auto libraries = loadedLibraries(count);
    const auto shown = m_shown();
    std::printf("state %s\npages %d\n", shown.isWhole ? "whole" : "front", shown.pages);
    std::printf("libraries %d%s\n", count, libraries.c_str());
    std::printf("first-paint %.1f ms\n", painted);
    std::fflush(stdout);
}

} // namespace penelope::console
