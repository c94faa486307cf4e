#include "app/lab/histogram.h"

namespace penelope::lab {

void Histogram::observe(double seconds)
{
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (seconds <= bounds.at(i))
            ++m_buckets.at(i);
    }
    ++m_count;
    m_sum += seconds;
}

QByteArray Histogram::exposition(const QByteArray& name) const
{
    QByteArray text;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        text += name + "_bucket{le=\"" + QByteArray::number(bounds.at(i)) + "\"} " +
                QByteArray::number(m_buckets.at(i)) + '\n';
    text += name + "_bucket{le=\"+Inf\"} " + QByteArray::number(m_count) + '\n';
    text += name + "_sum " + QByteArray::number(m_sum, 'g', 17) + '\n';
    text += name + "_count " + QByteArray::number(m_count) + '\n';
    return text;
}

} // namespace penelope::lab
