#include "core/engine/comparisonview.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Json> momentIf(std::optional<Instant> at)
{
    return at ? std::optional<Json>{Json{toMs(*at)}} : std::nullopt;
}

Json sideView(const compliance::Compared::Side& side)
{
    Json view;
    view.set(u"value"_s, side.value);
    view.set(u"points"_s, side.points);
    return view;
}

Json rowsView(const std::vector<compliance::Compared>& rows)
{
    auto list = Json::array();
    for (const auto& row : rows)
        list.append(Json::object(
            {{u"principle"_s, compliance::toWord(row.principle)},
             {u"weight"_s, row.weight},
             {u"journal"_s, sideView(row.journal)},
             {u"exported"_s, sideView(row.exported)},
             {u"agrees"_s, row.agrees}}));
    return list;
}

QString stateOf(const compliance::Polled& polled)
{
    if (polled.trouble)
        return u"failed"_s;
    return polled.exported ? u"answered"_s : u"waiting"_s;
}

} // namespace

Json notCompared(const QString& reason)
{
    return Json::object({{u"state"_s, u"not_asked"_s}, {u"reason"_s, reason}});
}

Json comparisonView(const Snapshot& snapshot, Instant now)
{
    const auto& polled = snapshot.live.exported;
    if (polled.source.isEmpty())
        return notCompared(u"no Prometheus is asked: none is configured, or no core runs"_s);
    auto view = Json::object(
        {{u"state"_s, stateOf(polled)},
         {u"source"_s, polled.source},
         {u"answered_at"_s, momentIf(polled.answeredAt)},
         {u"next_at"_s, momentIf(polled.nextAt)}});
    if (polled.latency)
        view.set(u"latency_ms"_s, static_cast<qint64>(polled.latency->count()));
    if (const auto& error = polled.trouble)
        view.set(
            u"error"_s,
            Json::object(
                {{u"code"_s, toWord(error->code)}, {u"message"_s, error->message}, {u"where"_s, error->where}}));
    if (!polled.exported)
        return view;
    const auto& exported = *polled.exported;
    view.set(u"sampled_at"_s, momentIf(exported.at));
    view.set(u"since"_s, momentIf(exported.since));
    view.set(u"cores"_s, exported.cores);
    view.set(u"stale"_s, compliance::isStale(polled, now));
    view.set(
        u"principles"_s, rowsView(compliance::sideBySide(snapshot.state->ledger, snapshot.live.verified, exported)));
    return view;
}

} // namespace penelope::engine
