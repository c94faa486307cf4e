#include "core/compliance/comparison.h"

#include <cmath>
#include <set>

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

namespace {

using namespace std::chrono_literals;

/// The journal over (since, at]; Aletheia over the whole window, which is how the core exports it.
Score journalScore(const Ledger& ledger, const Verified& verified, Instant since, Instant at)
{
    auto score = compliance::score(ledger, verified, at, std::max<Milliseconds>(at - since, Milliseconds{1}));
    const auto whole = compliance::score(ledger, verified, at, exportedWindow);
    for (std::size_t index = 0; index < score.principles.size(); ++index) {
        if (score.principles[index].principle == Principle::Aletheia)
            score.principles[index] = whole.principles[index];
    }
    return score;
}

/// Those that disagree however the edges of the span are taken.
std::set<Principle>
disagreeing(const Ledger& ledger, const Verified& verified, const Exported& exported, Instant since, Instant at)
{
    constexpr auto edge = 1s;
    std::set<Principle> left(everyPrinciple().begin(), everyPrinciple().end());
    for (const auto first : {0s, -edge, edge}) {
        for (const auto last : {0s, -edge, edge}) {
            std::set<Principle> here;
            for (const auto& one : compare(journalScore(ledger, verified, since + first, at + last), exported))
                here.insert(one.principle);
            std::erase_if(left, [&here](Principle principle) { return !here.contains(principle); });
            if (left.empty())
                return left;
        }
    }
    return left;
}

std::optional<double> valueOf(const std::map<Principle, double>& values, Principle principle)
{
    const auto found = values.find(principle);
    return found != values.end() && std::isfinite(found->second) ? std::optional{found->second} : std::nullopt;
}

} // namespace

std::vector<Compared> sideBySide(const Ledger& ledger, const Verified& verified, const Exported& exported)
{
    std::vector<Compared> rows;
    if (!exported.at)
        return rows;
    const auto since = exported.since.value_or(*exported.at - exportedWindow);
    const auto differ = disagreeing(ledger, verified, exported, since, *exported.at);
    for (const auto& mine : journalScore(ledger, verified, since, *exported.at).principles) {
        Compared row{mine.principle, mine.weight, {mine.value, mine.points}, {}, !differ.contains(mine.principle)};
        row.exported.value = valueOf(exported.values, mine.principle);
        if (const auto points = valueOf(exported.principles, mine.principle))
            row.exported.points = *points * mine.weight / 100;
        rows.push_back(row);
    }
    return rows;
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
