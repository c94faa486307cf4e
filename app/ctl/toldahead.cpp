#include "app/ctl/toldahead.h"

#include "core/base/processors.h"
#include "core/base/worker.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;
using engine::generator::Line;
using engine::generator::Options;
using engine::generator::Sink;

/// Lines that go from one thread to the other at once.
class Bundle
{
public:
    Bundle() { m_bytes.reserve(2 * enough); }

    void add(const Line& line)
    {
        m_lines.push_back(line);
        m_bytes.append(line.kind).append(line.stream).append(line.body);
    }
    bool isFull() const { return m_bytes.size() >= enough; }

    /// False where the sink ends it.
    bool pour(const Sink& sink) const
    {
        const std::string_view bytes{m_bytes};
        std::size_t at = 0;
        const auto mine = [&bytes, &at](std::string_view told) {
            return bytes.substr(std::exchange(at, at + told.size()), told.size());
        };
        for (auto line : m_lines) {
            line.kind = mine(line.kind); // of what was told only the sizes are left
            line.stream = mine(line.stream);
            line.body = mine(line.body);
            if (!sink(line))
                return false;
        }
        return true;
    }

private:
    static constexpr std::size_t enough = 1 << 18;

    std::vector<Line> m_lines;
    std::string m_bytes;
};

/// What is told and not yet taken.
class Queue
{
public:
    /// Waits while the taker is behind; false where he has gone.
    bool put(Bundle bundle, const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return m_told.size() < most; }))
            return false;
        m_told.push_back(std::move(bundle));
        m_changed.notify_all();
        return true;
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    /// Nothing at the end.
    std::optional<Bundle> take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_ended || !m_told.empty(); });
        if (m_told.empty())
            return std::nullopt;
        auto bundle = std::move(m_told.front());
        m_told.pop_front();
        m_changed.notify_all();
        return bundle;
    }

private:
    static constexpr std::size_t most = 4;

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Bundle> m_told;
    bool m_ended = false;
};

void tell(const Options& options, Queue& queue, const std::stop_token& stop)
{
    Bundle bundle;
    bool wanted = true;
    engine::generator::generate(options, [&](const Line& line) {
        bundle.add(line);
        if (bundle.isFull())
            wanted = queue.put(std::exchange(bundle, {}), stop);
        return wanted;
    });
    if (wanted)
        queue.put(std::move(bundle), stop);
    queue.end();
}

} // namespace

void tellAhead(const Options& options, const Sink& sink)
{
    if (usableProcessors() < 2)
        return engine::generator::generate(options, sink);
    Queue queue;
    const Mailbox home; // of the other thread's end, which nobody asks for
    Worker teller(u"stories"_s);
    const auto task = teller.run(
        home,
        [&](const std::stop_token& stop) {
            tell(options, queue, stop);
            return true;
        },
        [](bool) {});
    for (auto bundle = queue.take(); bundle && bundle->pour(sink);)
        bundle = queue.take();
}

} // namespace penelope::ctl
