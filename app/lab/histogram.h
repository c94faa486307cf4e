#pragma once

#include <QByteArray>

#include <array>

namespace penelope::lab {

/// A Prometheus histogram of seconds with the client libraries' default buckets.
class Histogram
{
public:
    static constexpr std::array<double, 11> bounds{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    void observe(double seconds);
    /// The _bucket, _sum and _count lines of the family `name`.
    QByteArray exposition(const QByteArray& name) const;
    quint64 count() const { return m_count; }

private:
    std::array<quint64, bounds.size()> m_buckets{};
    quint64 m_count = 0;
    double m_sum = 0;
};

} // namespace penelope::lab
