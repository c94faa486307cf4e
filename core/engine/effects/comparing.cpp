#include "core/engine/effects/comparing.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

/// The answers of one round: figures, scrapes and raw series.
struct ComparingEffect::Round
{
    Tick asked{};
    std::optional<Result<prometheus::Answer>> figures;
    std::optional<Result<prometheus::Answer>> scrapes;
    std::optional<Result<prometheus::Answer>> series;

    bool isWhole() const { return figures && scrapes && series; }
};

ComparingEffect::ComparingEffect(World world)
    : Effect(std::move(world))
{
    const auto& sources = m_world.ports.metrics;
    const auto chosen = sources.contains(u"main"_s) ? sources.find(u"main"_s) : sources.begin();
    if (chosen == sources.end())
        return;
    m_source = chosen->second;
    m_world.live.exported.source = u"prometheus/"_s + chosen->first;
    m_world.live.exported.interval = pollOf(m_world.settings, chosen->first);
}

void ComparingEffect::askAgain()
{
    m_next = std::min(m_next, m_asked + std::chrono::seconds{1});
}

void ComparingEffect::look(const ConsoleState&)
{
    if (!m_source || m_busy || m_next > tick())
        return;
    auto& live = m_world.live.exported;
    m_asked = tick();
    m_next = m_asked + live.interval;
    live.nextAt = now() + live.interval;
    ask();
}

void ComparingEffect::ask()
{
    m_busy = true;
    auto round = std::make_shared<Round>();
    round->asked = tick();
    const auto put = [this, round](std::optional<Result<prometheus::Answer>> Round::*part) {
        return guarded([this, round, part](Result<prometheus::Answer> answer) {
            *round.*part = std::move(answer);
            if (round->isWhole())
                answered(*round);
        });
    };
    m_source->query(compliance::figuresQuery(), put(&Round::figures));
    m_source->query(compliance::scrapesQuery(), put(&Round::scrapes));
    m_source->query(compliance::seriesQuery(), put(&Round::series));
}

void ComparingEffect::answered(const Round& round)
{
    m_busy = false;
    auto& live = m_world.live.exported;
    const auto& figures = *round.figures;
    const auto& scrapes = *round.scrapes;
    if (!figures || !scrapes) {
        live.trouble = figures ? scrapes.error() : figures.error();
        return;
    }
    auto exported = compliance::exportedFrom(*figures, *scrapes);
    if (!exported) {
        live.trouble = exported.error();
        return;
    }
    live.trouble.reset();
    live.answeredAt = now();
    live.latency = tick() - round.asked;
    live.exported = std::make_shared<const compliance::Exported>(std::move(*exported));
    // The raw series only explain the figures: where they cannot be had, these stand.
    if (const auto& series = *round.series) {
        auto kept = series->series;
        const auto most = std::min(kept.size(), compliance::mostSeries);
        live.seriesLeftOut = static_cast<qint64>(kept.size() - most);
        kept.resize(most);
        live.series = std::make_shared<const std::vector<prometheus::Series>>(std::move(kept));
    } else {
        live.series.reset();
    }
}

} // namespace penelope::engine
