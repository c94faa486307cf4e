#pragma once

#include <QString>

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace penelope::prometheus {

/// Label values by name, ascending by name, as a map of them: but in one piece of memory. An answer has them by the
/// thousand, and the nodes of a map take longer to make than all else in it to read.
class Labels
{
public:
    using Entry = std::pair<QString, QString>;
    using Iterator = std::vector<Entry>::const_iterator;

    Labels() = default;
    /// Of two with one name the first.
    Labels(std::initializer_list<Entry> entries);

    Iterator begin() const { return m_entries.begin(); }
    Iterator end() const { return m_entries.end(); }
    bool empty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }

    Iterator find(const QString& name) const;
    bool contains(const QString& name) const { return find(name) != end(); }
    /// Of a label that is there.
    const QString& at(const QString& name) const;
    /// Adds it, empty, where it is not there.
    QString& operator[](const QString& name);
    /// In place of what it was.
    void set(const QString& name, QString value);
    void erase(const QString& name);
    void reserve(std::size_t count) { m_entries.reserve(count); }

    bool operator==(const Labels&) const = default;
    auto operator<=>(const Labels&) const = default;

private:
    std::vector<Entry> m_entries;
};

} // namespace penelope::prometheus
