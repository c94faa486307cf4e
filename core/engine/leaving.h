#pragma once

#include "core/engine/retirement.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <bitset>

/// Which rows leave the state at one moment (retirement.h). Pure.
namespace penelope::engine::retirement {

enum class Table : std::size_t { Anomalies, Patches, Approvals, Canaries };
constexpr std::size_t tables = 4;

/// How long rows stay after they are over, and anomalies whose alert a person closed.
struct Spans
{
    Milliseconds rows = keptRows;
    Milliseconds alerts = keptCounts;
};

/// Ids of rows. Nearly all that are asked for are not among them, which a bit says without a look at the set.
class IdSet
{
public:
    bool isEmpty() const { return m_ids.isEmpty(); }
    bool contains(const QString& id) const { return m_marks.test(markOf(id)) && m_ids.contains(id); }
    void insert(const QString& id)
    {
        m_marks.set(markOf(id));
        m_ids.insert(id);
    }
    bool remove(const QString& id) { return m_marks.test(markOf(id)) && m_ids.remove(id); }
    auto begin() const { return m_ids.cbegin(); }
    auto end() const { return m_ids.cend(); }

private:
    static constexpr int markBits = 16;

    /// Of the last letters: ids count up, so these differ.
    static std::size_t markOf(const QString& id)
    {
        quint32 mark = 0;
        for (const auto letter : QStringView(id).last(std::min<qsizetype>(id.size(), 4)))
            mark = mark * 128 + letter.unicode();
        return mark * 0x9E3779B1U >> (32 - markBits);
    }

    QSet<QString> m_ids;
    std::bitset<std::size_t{1} << markBits> m_marks;
};

class Leaving
{
public:
    bool isEmpty() const
    {
        return std::all_of(m_ids.begin(), m_ids.end(), [](const IdSet& ids) { return ids.isEmpty(); });
    }
    const IdSet& of(Table table) const { return m_ids[static_cast<std::size_t>(table)]; }
    IdSet& of(Table table) { return m_ids[static_cast<std::size_t>(table)]; }

private:
    std::array<IdSet, tables> m_ids;
};

/// The rows that are over for so long, whose story has none that stays.
Leaving leavingFrom(const ConsoleState& state, const Spans& spans);

} // namespace penelope::engine::retirement
