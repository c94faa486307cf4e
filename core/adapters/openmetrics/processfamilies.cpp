#include "core/adapters/openmetrics/exposition.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::openmetrics {
namespace {

QByteArray contents(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// The number in the first line that begins so.
std::optional<double> numberAfter(const QByteArray& text, const QByteArray& beginning, int word)
{
    for (const auto& line : text.split('\n')) {
        if (!line.startsWith(beginning))
            continue;
        bool valid = false;
        const double number = line.simplified().split(' ').value(word).toDouble(&valid);
        return valid ? std::optional{number} : std::nullopt;
    }
    return std::nullopt;
}

void add(
    std::vector<metrics::Family>& all, const QString& name, const QString& help, metrics::Type type,
    std::optional<double> value)
{
    if (value)
        all.push_back({name, help, type, {metrics::Sample{{}, *value}}});
}

/// Fields 3 and later of /proc/self/stat (proc(5)). The name before them stands in brackets and may hold anything.
QList<QByteArray> statFields(const QByteArray& stat)
{
    return stat.mid(stat.lastIndexOf(')') + 1).simplified().split(' ');
}

} // namespace

std::vector<metrics::Family> processFamilies(const QString& proc)
{
    using metrics::Type;
    const auto self = proc + u"/self"_s;
    const auto fields = statFields(contents(self + u"/stat"_s));
    const auto field = [&fields](int number) -> std::optional<double> {
        bool valid = false;
        const double value = fields.value(number - 3).toDouble(&valid);
        return valid ? std::optional{value} : std::nullopt;
    };
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
    const auto boot = numberAfter(contents(proc + u"/stat"_s), "btime ", 1);
    const auto open = QDir{self + u"/fd"_s}.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size();
    std::vector<metrics::Family> all;
    if (const auto user = field(14), kernel = field(15); user && kernel)
        add(all, u"process_cpu_seconds_total"_s, u"CPU time of the process, user and system."_s, Type::Counter,
            (*user + *kernel) / ticks);
    if (const auto started = field(22); started && boot)
        add(all, u"process_start_time_seconds"_s, u"When the process started, in seconds since 1970 UTC."_s,
            Type::Gauge, *boot + *started / ticks);
    add(all, u"process_virtual_memory_bytes"_s, u"Virtual memory of the process."_s, Type::Gauge, field(23));
    if (const auto resident = field(24))
        add(all, u"process_resident_memory_bytes"_s, u"Memory of the process in RAM."_s, Type::Gauge, *resident * page);
    if (open > 0)
        add(all, u"process_open_fds"_s, u"Open file descriptors."_s, Type::Gauge, static_cast<double>(open));
    add(all, u"process_max_fds"_s, u"Most file descriptors that the process may open."_s, Type::Gauge,
        numberAfter(contents(self + u"/limits"_s), "Max open files", 3));
    return all;
}

} // namespace penelope::openmetrics
