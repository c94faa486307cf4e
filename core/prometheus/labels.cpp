#include "core/prometheus/labels.h"

#include <algorithm>
#include <iterator>

namespace penelope::prometheus {

namespace {

/// Where the label is, or belongs.
auto placeOf(auto& entries, const QString& name)
{
    return std::lower_bound(entries.begin(), entries.end(), name, [](const auto& entry, const QString& wanted) {
        return entry.first < wanted;
    });
}

} // namespace

Labels::Labels(std::initializer_list<Entry> entries)
{
    for (const auto& [name, value] : entries) {
        if (!contains(name))
            set(name, value);
    }
}

Labels::Iterator Labels::find(const QString& name) const
{
    const auto place = placeOf(m_entries, name);
    return place != m_entries.end() && place->first == name ? place : m_entries.end();
}

const QString& Labels::at(const QString& name) const
{
    const auto place = find(name);
    Q_ASSERT(place != end());
    return place->second;
}

QString& Labels::operator[](const QString& name)
{
    const auto place = placeOf(m_entries, name);
    if (place != m_entries.end() && place->first == name)
        return place->second;
    return m_entries.emplace(place, name, QString())->second;
}

void Labels::set(const QString& name, QString value)
{
    // Prometheus writes them in order.
    if (m_entries.empty() || m_entries.back().first < name)
        m_entries.emplace_back(name, std::move(value));
    else
        (*this)[name] = std::move(value);
}

void Labels::erase(const QString& name)
{
    const auto place = find(name);
    if (place != end())
        m_entries.erase(place);
}

} // namespace penelope::prometheus
