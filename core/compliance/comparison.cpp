#include "core/compliance/comparison.h"

#include <cmath>

namespace penelope::compliance {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<double> pointsOfHundred(const PrincipleScore& row)
{
    if (!row.points || row.weight <= 0 || !std::isfinite(*row.points))
        return std::nullopt;
    return *row.points * 100 / row.weight;
}

std::optional<double> exportedOf(const Exported& exported, Principle principle)
{
    const auto found = exported.principles.find(principle);
    if (found == exported.principles.end() || !std::isfinite(found->second))
        return std::nullopt;
    return found->second;
}

bool agree(std::optional<double> journal, std::optional<double> exported, double tolerance)
{
    if (!journal || !exported)
        return journal.has_value() == exported.has_value();
    // A hair more than the tolerance is only how it is written down: 0.1 is no binary number.
    constexpr double hair = 1e-9;
    return std::abs(*journal - *exported) <= tolerance + hair;
}

} // namespace

std::vector<Disagreement> compare(const Score& journal, const Exported& exported, double tolerance)
{
    std::vector<Disagreement> found;
    for (const auto& row : journal.principles) {
        const auto mine = pointsOfHundred(row);
        const auto theirs = exportedOf(exported, row.principle);
        if (!agree(mine, theirs, tolerance))
            found.push_back({row.principle, mine, theirs});
    }
    return found;
}

QString sentence(const Disagreement& disagreement)
{
    const auto said = [](std::optional<double> value) {
        return value ? u"says %1"_s.arg(*value, 0, 'f', 1) : u"has no value"_s;
    };
    return u"%1: the journal %2, Prometheus %3"_s.arg(
        toWord(disagreement.principle), said(disagreement.journal), said(disagreement.exported));
}

} // namespace penelope::compliance
