#include "app/ctl/interrupt.h"

namespace penelope::ctl {

Interrupt::Interrupt()
    : m_signals([this] {
        m_came = true;
        if (m_waits)
            m_waits->quit();
    })
{}

void Interrupt::wait(QEventLoop& loop)
{
    m_waits = &loop;
    if (!m_came)
        loop.exec();
    m_waits = nullptr;
}

} // namespace penelope::ctl
