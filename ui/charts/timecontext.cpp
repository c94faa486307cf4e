#include "ui/charts/timecontext.h"

#include <algorithm>

namespace penelope::ui::charts {

void TimeContext::follow(const TimeRange& range)
{
    m_followed = range;
    if (m_zooms.empty())
        setRange(range);
}

void TimeContext::zoom(double factor, Instant around)
{
    using namespace std::chrono_literals;
    if (factor <= 0)
        return;
    const auto scaled = [factor](Milliseconds span) {
        return Milliseconds{static_cast<qint64>(static_cast<double>(span.count()) / factor)};
    };
    const auto span = scaled(m_range.span());
    if (span < 5s)
        return;
    if (span >= m_followed.span() && factor < 1) {
        fit();
        return;
    }
    m_zooms.push_back(m_range);
    auto from = around - scaled(around - m_range.from);
    if (factor < 1)
        from = std::clamp(from, m_followed.from, m_followed.to - span);
    setRange({from, from + span});
}

bool TimeContext::undoZoom()
{
    if (m_zooms.empty())
        return false;
    const auto range = m_zooms.size() == 1 ? m_followed : m_zooms.back();
    m_zooms.pop_back();
    setRange(range);
    return true;
}

void TimeContext::fit()
{
    m_zooms.clear();
    setRange(m_followed);
}

void TimeContext::setCrosshair(std::optional<Instant> moment)
{
    if (m_crosshair == moment)
        return;
    m_crosshair = moment;
    emit crosshairChanged();
}

void TimeContext::pinReference()
{
    if (!m_crosshair)
        return;
    m_reference = m_reference == m_crosshair ? std::nullopt : m_crosshair;
    emit crosshairChanged();
}

void TimeContext::moveCrosshair(int hundredths)
{
    const auto start = m_crosshair.value_or(m_range.to);
    setCrosshair(std::clamp(start + m_range.span() * hundredths / 100, m_range.from, m_range.to));
}

void TimeContext::setRange(const TimeRange& range)
{
    if (m_range == range)
        return;
    m_range = range;
    emit rangeChanged();
}

} // namespace penelope::ui::charts
