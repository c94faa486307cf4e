#include "core/prometheus/counter.h"

#include "core/prometheus/histogram.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {
namespace {

/// The labels of the whole histogram: its buckets restart together.
Labels groupOf(const Labels& labels)
{
    Labels group = labels;
    group.erase(u"le"_s);
    return group;
}

std::optional<double> edgeOf(const Labels& labels)
{
    const auto at = labels.find(u"le"_s);
    if (at == labels.end())
        return std::nullopt;
    const QByteArray text = at->second.toLatin1();
    return edge(text.constBegin(), text.constEnd());
}

} // namespace

Counters::Increase Counters::take(const std::vector<Series>& series)
{
    Increase increase;
    std::map<Labels, double> now;
    for (const auto& one : series) {
        if (one.samples.empty())
            continue;
        if (one.samples.back().value)
            now[one.labels] = *one.samples.back().value;
        else
            increase.notFinite = true;
    }
    increase.present = !now.empty();
    increase.comparable = increase.present && m_seen;

    std::set<Labels> fallen;
    for (const auto& [labels, value] : now) {
        const auto before = m_last.find(labels);
        if (before != m_last.end() && value < before->second)
            fallen.insert(groupOf(labels));
    }
    increase.restarted = !fallen.empty();
    for (const auto& [labels, value] : now) {
        const auto before = m_last.find(labels);
        // A series that is new beside known ones began at zero; so did one whose process restarted.
        const bool fromZero = before == m_last.end() || fallen.contains(groupOf(labels));
        const double added = fromZero ? value : value - before->second;
        if (m_taken) {
            increase.sum += added;
            if (const auto le = edgeOf(labels))
                increase.byEdge[*le] += added;
        }
        m_last[labels] = value;
    }
    m_seen = m_seen || increase.present;
    m_taken = true;
    return increase;
}

void Counters::clear()
{
    m_last.clear();
    m_seen = false;
    m_taken = false;
}

} // namespace penelope::prometheus
