#include "core/wisdom/rows.h"

#include "core/wisdom/precedent.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <ranges>
#include <utility>

namespace penelope::wisdom {

namespace {

using Part = std::span<const std::uint32_t>;

Features joined(Part left, Part right)
{
    Features all;
    all.reserve(left.size() + right.size());
    std::ranges::merge(left, right, std::back_inserter(all));
    return all;
}

Features without(Part from, Part these)
{
    Features left;
    std::ranges::set_difference(from, these, std::back_inserter(left));
    return left;
}

Features shared(Part left, Part right)
{
    Features both;
    std::ranges::set_intersection(left, right, std::back_inserter(both));
    return both;
}

std::uint32_t squaresOf(const Features& features)
{
    std::uint32_t squares = 0;
    for (const auto feature : features)
        squares += (feature & mostCount) * (feature & mostCount);
    return squares;
}

/// Makes these the common ones; every run has them.
void keepCommon(Rows& rows, const Features& common)
{
    if (common == rows.common)
        return;
    auto runs = rows.runs;
    Features rest;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto own = without(rows.featuresOf(run), common);
        rest.insert(rest.end(), own.begin(), own.end());
        runs[run].rest = static_cast<std::uint32_t>(rest.size());
    }
    rows.runs = std::move(runs);
    rows.common = common;
    rows.rest = std::move(rest);
}

/// Makes common what every run has.
void findCommon(Rows& rows)
{
    if (rows.runs.empty())
        return;
    const auto first = rows.restOf(0);
    Features all(first.begin(), first.end());
    for (std::size_t run = 1; run < rows.runs.size() && !all.empty(); ++run)
        all = shared(all, rows.restOf(run));
    keepCommon(rows, joined(rows.common, all));
}

struct Begin
{
    std::uint32_t rows = 0;
    std::uint32_t rest = 0;
};

Begin beginOf(const std::vector<Rows::Run>& runs, std::size_t run)
{
    return run == 0 ? Begin{} : Begin{runs[run - 1].rows, runs[run - 1].rest};
}

/// The run of these features, or where it would be.
std::size_t placeOf(const Rows& rows, const Features& features)
{
    const auto places = std::views::iota(std::size_t{0}, rows.runs.size());
    const auto at = std::ranges::lower_bound(
        places, features, std::less{}, [&rows](std::size_t run) { return rows.featuresOf(run); });
    return static_cast<std::size_t>(at - places.begin());
}

bool has(const Rows& rows, std::size_t place, const Features& features)
{
    return place < rows.runs.size() && rows.featuresOf(place) == features;
}

/// Where that id is among the rows of the run, or would be.
std::size_t placeIn(const Rows& rows, std::size_t run, const QString& id)
{
    const auto own = rows.rowsOf(run);
    const auto at =
        std::ranges::lower_bound(own, id, {}, [](const Rows::Row& row) -> const QString& { return row->id; });
    return beginOf(rows.runs, run).rows + static_cast<std::size_t>(at - own.begin());
}

void insertRun(Rows& rows, std::size_t place, const Features& features)
{
    const auto begin = beginOf(rows.runs, place);
    const auto own = without(features, rows.common);
    rows.rest.insert(rows.rest.begin() + begin.rest, own.begin(), own.end());
    rows.runs.insert(
        rows.runs.begin() + static_cast<std::ptrdiff_t>(place), {begin.rows, begin.rest, squaresOf(features)});
    for (auto run = place; run < rows.runs.size(); ++run)
        rows.runs[run].rest += static_cast<std::uint32_t>(own.size());
}

void removeRun(Rows& rows, std::size_t place)
{
    const auto begin = rows.rest.begin() + beginOf(rows.runs, place).rest;
    const auto size = rows.restOf(place).size();
    rows.rest.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
    rows.runs.erase(rows.runs.begin() + static_cast<std::ptrdiff_t>(place));
    for (auto run = place; run < rows.runs.size(); ++run)
        rows.runs[run].rest -= static_cast<std::uint32_t>(size);
    findCommon(rows);
}

} // namespace

std::span<const Rows::Row> Rows::rowsOf(std::size_t run) const
{
    const auto begin = beginOf(runs, run).rows;
    return std::span(rows).subspan(begin, runs[run].rows - begin);
}

std::span<const std::uint32_t> Rows::restOf(std::size_t run) const
{
    return std::span(rest).subspan(beginOf(runs, run).rest, runs[run].rest - beginOf(runs, run).rest);
}

Features Rows::featuresOf(std::size_t run) const
{
    return joined(common, restOf(run));
}

bool Rows::startsAfter(const Precedent& precedent) const
{
    const auto first = featuresOf(0);
    return first != precedent.features ? first > precedent.features : rows.front()->id > precedent.id;
}

void Rows::add(const Row& row)
{
    const auto& features = row->features;
    keepCommon(*this, runs.empty() ? features : shared(common, features));
    const auto run = placeOf(*this, features);
    if (!has(*this, run, features))
        insertRun(*this, run, features);
    const auto place = placeIn(*this, run, row->id);
    if (place < runs[run].rows && rows[place]->id == row->id) {
        rows[place] = row;
        return;
    }
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(place), row);
    for (auto after = run; after < runs.size(); ++after)
        ++runs[after].rows;
}

bool Rows::remove(const Precedent& precedent)
{
    const auto run = placeOf(*this, precedent.features);
    if (!has(*this, run, precedent.features))
        return false;
    const auto place = placeIn(*this, run, precedent.id);
    if (place == runs[run].rows || rows[place]->id != precedent.id)
        return false;
    const bool last = rowsOf(run).size() == 1;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(place));
    for (auto after = run; after < runs.size(); ++after)
        --runs[after].rows;
    if (last)
        removeRun(*this, run);
    return true;
}

Rows Rows::splitOff()
{
    const auto half = static_cast<std::uint32_t>(rows.size() / 2);
    const auto first = std::ranges::upper_bound(runs, half, {}, &Run::rows); // the one that goes on beyond the half
    const auto begin = beginOf(runs, static_cast<std::size_t>(first - runs.begin()));
    Rows upper;
    upper.common = common;
    upper.rows.assign(rows.begin() + half, rows.end());
    upper.rest.assign(rest.begin() + begin.rest, rest.end());
    for (auto run = first; run != runs.end(); ++run)
        upper.runs.push_back({run->rows - half, run->rest - begin.rest, run->squares});
    const bool cut = begin.rows < half; // its precedents lie on both sides
    rows.resize(half);
    rest.resize(cut ? first->rest : begin.rest);
    runs.erase(cut ? std::next(first) : first, runs.end());
    if (cut)
        runs.back().rows = half;
    findCommon(*this);
    findCommon(upper);
    return upper;
}

} // namespace penelope::wisdom
