#include "app/tuner/trial.h"

#include "app/player/connection.h"
#include "app/player/rehearsal.h"
#include "app/player/service.h"
#include "core/twin/growth.h"
#include "core/twin/plan.h"
#include "core/twin/tuning.h"

#include <QDir>
#include <QFile>

#include <memory>

namespace penelope::tuner {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double usualRate = 50;

/// Reads the service's own gauges while it is under load, without waiting for them.
class SaturationWatch
{
public:
    SaturationWatch(int port, const patch::Tuning& tuning)
        : m_port(port)
        , m_tuning(tuning)
    {}

    void look(qint64 us)
    {
        constexpr qint64 everyUs = 200'000;
        if (m_tuning.inUse.isEmpty())
            return;
        if (!m_page && us >= m_nextUs) {
            m_nextUs = us + everyUs;
            m_page = std::make_unique<player::Connection>(m_port, m_tuning.metrics.toLatin1());
        }
        if (!m_page)
            return;
        const auto progress = m_page->descriptor() < 0 ? player::Connection::Progress::Broken : m_page->go();
        if (progress == player::Connection::Progress::Open)
            return;
        if (progress == player::Connection::Progress::Done)
            read(*m_page);
        m_page.reset();
    }

    /// The median of what was read once the load was on its way; nothing where there was nothing to read.
    std::optional<double> found() const
    {
        constexpr std::ptrdiff_t warmUp = 4; // of so many parts the first
        if (m_read.empty())
            return std::nullopt;
        const auto first = static_cast<std::ptrdiff_t>(m_read.size()) / warmUp;
        return twin::medianOf({m_read.begin() + first, m_read.end()});
    }

private:
    void read(const player::Connection& page)
    {
        constexpr int well = 200;
        if (page.status() != well)
            return;
        const auto used = twin::gaugeIn(page.body(), m_tuning.inUse);
        const auto size = m_tuning.size.isEmpty() ? std::optional{1.0} : twin::gaugeIn(page.body(), m_tuning.size);
        if (used && size && *size > 0)
            m_read.push_back(*used / *size);
    }

    int m_port;
    patch::Tuning m_tuning;
    qint64 m_nextUs = 0;
    std::unique_ptr<player::Connection> m_page;
    std::vector<double> m_read;
};

QString whyNone(const twin::Report& report)
{
    if (report.stages.empty() || !report.stages.front().started) {
        const auto ended = report.stages.empty() ? QString{} : report.stages.front().ended;
        return ended.isEmpty() ? u"it does not answer"_s : u"it does not start: %1"_s.arg(ended);
    }
    const auto& stage = report.stages.front();
    return stage.ended.isEmpty() ? QString{} : u"it ended under load: %1"_s.arg(stage.ended);
}

} // namespace

Trials::Trials(const patch::Registration& service, const patch::Tuning& tuning, QString tree, Milliseconds lasts)
    : m_service(service.twin)
    , m_tuning(tuning)
    , m_tree(std::move(tree))
    , m_lasts(lasts)
{}

/// What a try has written must not meet the next one.
Status Trials::freshData()
{
    const auto place = u"/tmp/penelope-data-%1"_s.arg(m_tries++);
    if (m_service.data.isEmpty())
        return player::copyFiles({}, place);
    const auto own = m_tree + u'/' + m_service.data;
    const auto first = u"/tmp/penelope-data"_s;
    if (m_tries == 1) {
        if (auto copied = player::copyFiles(own, first); !copied)
            return copied;
        QDir(own).removeRecursively();
    }
    QFile::remove(own); // the link of the try before
    if (auto copied = player::copyFiles(first, place); !copied)
        return copied;
    return QFile::link(place, own) ? Status{} : failure(ErrorCode::Unavailable, u"its data has no place"_s, own);
}

patch::CurvePoint Trials::measure(double value, const QString& text)
{
    patch::CurvePoint point;
    point.value = value;
    QFile file(m_tree + u'/' + m_tuning.file);
    const auto bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size()) {
        point.trouble = u"its settings cannot be written"_s;
        return point;
    }
    file.close();
    if (const auto fresh = freshData(); !fresh) {
        point.trouble = fresh.error().message;
        return point;
    }
    twin::Plan plan;
    plan.service = m_service;
    plan.startLimit = Milliseconds{10'000};
    plan.stages = {{m_tree, m_service.rate.value_or(usualRate), m_lasts}};
    SaturationWatch watch(m_service.port, m_tuning);
    const auto report =
        player::rehearse(plan, u"/tmp/penelope-data-%1"_s.arg(m_tries - 1), [&watch](qint64 us) { watch.look(us); });
    point.saturation = watch.found();
    point.trouble = whyNone(report);
    if (report.stages.empty())
        return point;
    const auto& stage = report.stages.front();
    point.requests = stage.requests;
    point.failed = stage.requests > 0 ? static_cast<double>(stage.failures) / static_cast<double>(stage.requests) : 0;
    point.p99Ms = stage.p99Ms;
    return point;
}

} // namespace penelope::tuner
