#include "app/lab/script.h"

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

Script::Script(Stage& stage, Steps steps)
    : m_stage(stage)
    , m_steps(std::move(steps))
{
    connect(&m_timer, &QTimer::timeout, this, &Script::tick);
}

void Script::start()
{
    m_timer.start(200ms);
    begin(0);
}

void Script::begin(std::size_t index)
{
    m_index = index;
    m_began = m_stage.clock.tick();
    if (m_index == m_steps.size()) {
        m_timer.stop();
        emit ended();
        return;
    }
    if (m_steps.at(m_index).enter)
        m_steps.at(m_index).enter();
}

void Script::tick()
{
    if (m_index >= m_steps.size())
        return;
    const auto& step = m_steps.at(m_index);
    const auto lasted = m_stage.clock.tick() - m_began;
    if (!m_stage.trouble.isEmpty()) {
        m_timer.stop();
        emit failed(m_stage.trouble);
    } else if (!step.done || step.done()) {
        begin(m_index + 1);
    } else if (step.limit && lasted > *step.limit) {
        m_timer.stop();
        emit failed(u"Waited %1 s in vain: %2."_s.arg(lasted.count() / 1000).arg(step.what));
    }
}

} // namespace penelope::lab
