#pragma once

#include "core/journal/columns.h"
#include "core/query/filter.h"
#include "core/query/verdicts.h"

#include <functional>
#include <span>

namespace penelope::query {

/// A filter asked of columns instead of events. Never says No to an event that matches, nor Yes to one that does not;
/// where it says Ask the event itself must be read. The columns outlive it.
class ColumnFilter
{
public:
    /// A quarter of a millisecond's work.
    static constexpr qint64 rowsAtOnce = 4096;

    ColumnFilter(const Expression& expression, const journal::Columns& columns);

    /// Of rows first … first + verdicts.size() − 1; at most rowsAtOnce.
    void judge(qint64 first, std::span<quint8> verdicts) const;

    /// Of the rows before `end` none from the returned one on matches. Works for a few milliseconds at most.
    qint64 endOfCandidates(qint64 end) const;

    /// A judgement of some rows: one term.
    using Judge = std::function<void(qint64 first, std::span<quint8> verdicts)>;
    /// Its endOfCandidates.
    using Skip = std::function<qint64(qint64 end)>;

private:
    struct Node
    {
        Expression::Kind kind = Expression::Kind::All;
        std::vector<Node> parts = {};
        Judge judge = {};
        Skip skip = {};      ///< none: each row may match
        bool costly = false; ///< reads texts
    };
    bool mayAskAll(qint64 first, qint64 end) const;
    static Node nodeOf(const Expression& expression, const journal::Columns& columns);
    static void judge(const Node& node, qint64 first, std::span<quint8> verdicts);
    static qint64 endOfCandidates(const Node& node, qint64 end);
    static void join(const Node& node, qint64 first, std::span<quint8> verdicts);
    /// Whether no other part of the node can change what it says of these rows.
    static bool settled(const Node& node, std::span<const quint8> verdicts);

    const journal::Columns& m_columns;
    Node m_root;
};

/// The terms that no column answers, as a person names them ("confidence", "identifiers", "regular expression"), each
/// once: rows must be read for them. Needs no columns.
QStringList unindexed(const Expression& expression);

} // namespace penelope::query
