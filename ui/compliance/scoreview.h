#pragma once

#include "core/engine/consolestate.h"
#include "ui/charts/plot.h"

#include <QString>

/// What the Compliance page says, as values. No widget.
namespace penelope::ui::compliance_page {

/// What Prometheus says beside a row.
struct Beside
{
    enum class State { NotAsked, Waiting, NoData, Agrees, Differs };
    State state = State::NotAsked;
    QString value;      ///< "61 %", "—"
    QString points;     ///< "12.2", of the row's weight; "—"
    QString word;       ///< "agrees", "DIFFERS", "NO DATA", "not asked"
    bool stale = false; ///< of an earlier round: kept, hatched
    bool operator==(const Beside&) const = default;
};

struct Row
{
    compliance::Principle principle = compliance::Principle::Sophia;
    QString name;                ///< "Sophia"
    QString meaning;             ///< "waits when it should"
    QString weight;              ///< "20"
    QString measured;            ///< "observe 61 % of 41"; nothing measured: "nothing to count"
    QString points;              ///< "13.7 of 20", "— of 15"
    std::optional<double> share; ///< 0..1 of the weight
    QString mayLose;             ///< "6.3", "0–15.0"
    double lost = 0;             ///< for sorting: the most that may be lost
    QString age;                 ///< of the newest thing counted: "12:04"; "—" = nothing counted
    bool stale = false;          ///< the core is silent: what stands here held then
    QString state;               ///< "OK", "fair", "low", "UNMEASURED"
    std::optional<Severity> severity;
    QString remark; ///< "full marks from 80 %"
    Beside beside;
    bool operator==(const Row&) const = default;
};

struct View
{
    std::optional<double> total;
    double low = 0;
    double high = 100;
    QString headline; ///< "83"
    QString range;    ///< "62–87"; empty when everything is measured
    QString first;    ///< "62 of 75 measurable points"
    QString second;   ///< "25 points are unmeasured, so …"
    compliance::Standing standing = compliance::Standing::Unmeasured;
    QString standingWord;
    std::optional<Severity> severity;
    bool isTelling = false; ///< enough is measured to call for a look: half of it, or what is measured is low already
    std::vector<Row> rows;  ///< most that may be lost first
    std::vector<std::optional<double>> trend; ///< 24 h, oldest first
    QString change;                           ///< "−4" over 24 h; empty when unknown
    bool operator==(const View&) const = default;
};

/// `heartbeat`: the core's last sign of life; nothing in replay and offline, where the state is what it was then.
View view(
    const engine::Snapshot& snapshot, Instant now, Milliseconds window,
    std::optional<Instant> heartbeat = std::nullopt);
compliance::PrincipleScore
scoreOf(const engine::Snapshot& snapshot, compliance::Principle principle, Instant now, Milliseconds window);
/// One principle over the 24 h before now, as 0..100, for its chart.
charts::Points history(const engine::Snapshot& snapshot, compliance::Principle principle, Instant now);
/// The same question for Prometheus, over the exported metrics.
QString promql(compliance::Principle principle);

} // namespace penelope::ui::compliance_page
