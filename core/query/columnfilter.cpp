#include "core/query/columnfilter.h"

#include "core/journal/facts.h"
#include "core/query/columnterm.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace penelope::query {

ColumnFilter::ColumnFilter(const Expression& expression, const journal::Columns& columns)
    : m_columns(columns)
    , m_root(nodeOf(expression, columns))
{}

ColumnFilter::Node ColumnFilter::nodeOf(const Expression& expression, const journal::Columns& columns)
{
    Node node{.kind = expression.kind};
    if (expression.kind == Expression::Kind::Term) {
        std::tie(node.judge, node.skip) = judgeOf(*expression.term, columns);
        node.costly = readsTexts(*expression.term);
        return node;
    }
    for (const auto& part : expression.parts) {
        node.parts.push_back(nodeOf(part, columns));
        node.costly = node.costly || node.parts.back().costly;
    }
    // What the cheap ones refuse, no text is read for.
    std::stable_partition(node.parts.begin(), node.parts.end(), [](const Node& part) { return !part.costly; });
    return node;
}

void ColumnFilter::judge(qint64 first, std::span<quint8> verdicts) const
{
    judge(m_root, first, verdicts);
    if (!mayAskAll(first, first + std::ssize(verdicts)))
        return;
    const Rows flags(m_columns.flags, static_cast<std::size_t>(first), verdicts.size());
    if (!anyHas(flags, journal::AskAll))
        return;
    for (std::size_t row = 0; row < verdicts.size(); ++row) {
        if ((flags.all()[row] & journal::AskAll) != 0)
            verdicts[row] = Ask;
    }
}

/// Of whole zones, flags that no row has need not be looked for in the rows.
bool ColumnFilter::mayAskAll(qint64 first, qint64 end) const
{
    constexpr auto perZone = journal::Columns::rowsPerZone;
    const auto& zones = m_columns.flagZones;
    const auto endOfZones = (end + perZone - 1) / perZone;
    return endOfZones > std::ssize(zones) ||
           anyHas(
               zones.subspan(
                   static_cast<std::size_t>(first / perZone), static_cast<std::size_t>(endOfZones - first / perZone)),
               journal::AskAll);
}

qint64 ColumnFilter::endOfCandidates(qint64 end) const
{
    return endOfCandidates(m_root, end);
}

qint64 ColumnFilter::endOfCandidates(const Node& node, qint64 end)
{
    switch (node.kind) {
    case Expression::Kind::Term: return node.skip ? node.skip(end) : end;
    case Expression::Kind::Not: return end;
    case Expression::Kind::All: {
        auto least = end;
        for (const auto& part : node.parts)
            least = endOfCandidates(part, least);
        return least;
    }
    case Expression::Kind::Any: {
        qint64 greatest = 0;
        for (const auto& part : node.parts)
            greatest = greatest < end ? std::max(greatest, endOfCandidates(part, end)) : end;
        return greatest;
    }
    }
    Q_UNREACHABLE();
}

void ColumnFilter::judge(const Node& node, qint64 first, std::span<quint8> verdicts)
{
    switch (node.kind) {
    case Expression::Kind::Term: node.judge(first, verdicts); return;
    case Expression::Kind::Not:
        judge(node.parts.front(), first, verdicts);
        for (auto& verdict : verdicts)
            verdict = static_cast<quint8>(Yes - verdict);
        return;
    case Expression::Kind::All:
    case Expression::Kind::Any: join(node, first, verdicts); return;
    }
    Q_UNREACHABLE();
}

void ColumnFilter::join(const Node& node, qint64 first, std::span<quint8> verdicts)
{
    const bool every = node.kind == Expression::Kind::All;
    if (node.parts.empty()) {
        std::fill(verdicts.begin(), verdicts.end(), quint8{every ? Yes : No});
        return;
    }
    judge(node.parts.front(), first, verdicts);
    std::array<quint8, rowsAtOnce> room;
    const auto part = std::span(room).first(verdicts.size());
    for (std::size_t next = 1; next < node.parts.size() && !settled(node, verdicts); ++next) {
        judge(node.parts[next], first, part);
        every ? keepLess(verdicts, part) : keepMore(verdicts, part);
    }
}

bool ColumnFilter::settled(const Node& node, std::span<const quint8> verdicts)
{
    if (node.kind == Expression::Kind::All)
        return !anyHas(verdicts, Ask | Yes);
    return countYes(verdicts) == std::ssize(verdicts);
}

QStringList unindexed(const Expression& expression)
{
    QStringList names;
    if (expression.kind == Expression::Kind::Term)
        names.append(unindexedPart(*expression.term));
    for (const auto& part : expression.parts)
        names.append(unindexed(part));
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

} // namespace penelope::query
