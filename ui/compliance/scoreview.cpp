#include "ui/compliance/scoreview.h"

#include "core/compliance/promql.h"
#include "core/engine/scorefacts.h"
#include "ui/compliance/counted.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace penelope::ui::compliance_page {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using compliance::Principle;
using compliance::PrincipleScore;
using compliance::Standing;

constexpr int trendPoints = 48;
constexpr auto trendSpan = 24h;

struct Score
{
    Q_DECLARE_TR_FUNCTIONS(ComplianceScore)
};

QString meaning(Principle principle)
{
    switch (principle) {
    case Principle::Sophia: return Score::tr("waits when it should");
    case Principle::Praotes: return Score::tr("small patches");
    case Principle::Tapeinophrosyne: return Score::tr("asks for help");
    case Principle::Prudence: return Score::tr("breakers respected");
    case Principle::Agape: return Score::tr("patches help");
    case Principle::Sabbath: return Score::tr("keeps the rest day");
    case Principle::Aletheia: return Score::tr("tells the truth");
    }
    Q_UNREACHABLE();
}

QString fullMarks(Principle principle)
{
    switch (principle) {
    case Principle::Sophia: return Score::tr("full marks from 80 %");
    case Principle::Praotes: return Score::tr("full marks up to 5 lines");
    case Principle::Tapeinophrosyne: return Score::tr("full marks from 10 to 20 %");
    case Principle::Prudence: return Score::tr("full marks with none open");
    case Principle::Agape:
    case Principle::Sabbath:
    case Principle::Aletheia: return Score::tr("full marks at 100 %");
    }
    Q_UNREACHABLE();
}

QString measured(const PrincipleScore& score)
{
    if (!score.value)
        return Score::tr("nothing to count");
    const auto share = format::percent(*score.value);
    const auto of = format::integer(score.denominator);
    const auto count = format::integer(score.numerator);
    switch (score.principle) {
    case Principle::Sophia: return Score::tr("observe %1 of %2").arg(share, of);
    case Principle::Praotes: return Score::tr("mean %1 lines").arg(format::number(*score.value, 1));
    case Principle::Tapeinophrosyne: return Score::tr("escalate %1 of %2").arg(share, of);
    case Principle::Prudence: return Score::tr("%1 of %2 open").arg(count, of);
    case Principle::Agape: return Score::tr("%1 of %2 succeeded").arg(share, of);
    case Principle::Sabbath: return Score::tr("%1 of %2 respected").arg(count, of);
    case Principle::Aletheia: return Score::tr("%1 of %2 verify").arg(count, of);
    }
    Q_UNREACHABLE();
}

Row rowOf(const PrincipleScore& score)
{
    Row row;
    row.principle = score.principle;
    row.name = words::principle(score.principle).section(u':', 0, 0);
    row.meaning = meaning(score.principle);
    row.weight = QString::number(score.weight);
    row.measured = measured(score);
    if (!score.points) {
        row.points = Score::tr("%1 of %2").arg(format::absent()).arg(score.weight);
        row.mayLose = u"0–"_s + format::number(score.weight, 1);
        row.lost = score.weight;
        row.state = Score::tr("UNMEASURED");
        return row;
    }
    row.share = *score.points / score.weight;
    row.points = Score::tr("%1 of %2").arg(format::number(*score.points, 1)).arg(score.weight);
    row.lost = score.weight - *score.points;
    row.mayLose = format::number(row.lost, 1);
    constexpr double good = 0.9;
    constexpr double poor = 0.7;
    if (*row.share > good) {
        row.state = Score::tr("OK");
    } else if (*row.share >= poor) {
        row.state = Score::tr("fair");
    } else {
        row.state = Score::tr("LOW");
        row.severity = Severity::P2;
        row.remark = fullMarks(score.principle);
    }
    return row;
}

} // namespace

PrincipleScore scoreOf(const engine::Snapshot& snapshot, Principle principle, Instant now, Milliseconds window)
{
    const auto score = engine::scoreAt(snapshot, now, window);
    return *std::find_if(score.principles.begin(), score.principles.end(), [principle](const auto& one) {
        return one.principle == principle;
    });
}

View view(const engine::Snapshot& snapshot, Instant now, Milliseconds window, std::optional<Instant> heartbeat)
{
    const auto score = engine::scoreAt(snapshot, now, window);
    View result;
    result.total = score.total;
    result.low = score.low;
    result.high = score.high;
    result.standing = score.standing;
    result.standingWord = words::standing(score.standing).toUpper();
    const auto whole = [](double value) { return format::integer(std::lround(value)); };
    result.headline = score.total ? whole(*score.total) : format::absent();
    const int unmeasured = 100 - score.measuredWeight;
    if (unmeasured > 0 && score.total)
        result.range = whole(score.low) + u'–' + whole(score.high);
    result.first =
        Score::tr("%1 of %2 measurable points").arg(format::number(score.points, 0)).arg(score.measuredWeight);
    result.second = unmeasured == 0 ? Score::tr("Every principle is measured.")
                    : score.total   ? Score::tr("%1 points are unmeasured, so the score is between %2 and %3")
                                        .arg(unmeasured)
                                        .arg(whole(score.low), whole(score.high))
                                  : Score::tr("Nothing was decided in this window, so there is no score.");
    if (score.total && score.standing == Standing::Warning)
        result.severity = Severity::P1;
    else if (score.total && score.standing == Standing::Caution)
        result.severity = Severity::P2;
    constexpr int enough = 50;
    constexpr double poor = 70; // below it even the best that the rest could add is a warning
    result.isTelling = score.total && (score.measuredWeight >= enough || score.high < poor);
    constexpr auto silence = 3s; // three heartbeats
    const auto& state = *snapshot.state;
    const auto current = heartbeat.value_or(state.at);
    for (const auto& principle : score.principles) {
        auto row = rowOf(principle);
        const auto counted = newestCounted(state, principle.principle, now, window, current);
        const auto newest = principle.value ? (counted ? counted : principle.newest) : std::nullopt;
        row.age = newest ? format::age(now - *newest) : format::absent();
        row.stale = heartbeat && now - *heartbeat > silence;
        result.rows.push_back(std::move(row));
    }
    std::stable_sort(result.rows.begin(), result.rows.end(), [](const Row& left, const Row& right) {
        return std::tuple{left.share.has_value(), -left.lost} < std::tuple{right.share.has_value(), -right.lost};
    });
    for (int index = trendPoints; index >= 0; --index) {
        const auto at = now - trendSpan * index / trendPoints;
        result.trend.push_back(engine::scoreAt(snapshot, at, window).total);
    }
    if (result.trend.front() && result.trend.back())
        result.change = format::signedNumber(*result.trend.back() - *result.trend.front(), 0);
    return result;
}

charts::Points history(const engine::Snapshot& snapshot, Principle principle, Instant now)
{
    charts::Points points;
    constexpr int steps = 96;
    for (int index = steps; index >= 0; --index) {
        const auto at = now - trendSpan * index / steps;
        const auto score = engine::scoreAt(snapshot, at, 1h);
        const auto found = std::find_if(score.principles.begin(), score.principles.end(), [&](const auto& one) {
            return one.principle == principle;
        });
        charts::Point point{at, std::nullopt};
        if (found != score.principles.end() && found->points)
            point.value = *found->points / found->weight * 100;
        points.push_back(point);
    }
    return points;
}

QString promql(Principle principle)
{
    return compliance::promql(principle);
}

} // namespace penelope::ui::compliance_page
