#pragma once

#include "core/engine/consolestate.h"
#include "ui/charts/chartstack.h"
#include "ui/widgets/texttable.h"

/// What stands behind one principle's points, as lines of tables. No widget.
namespace penelope::ui::compliance_page {

/// A measured value: a share as "61 %", Praotes as "4.1 lines".
QString valueText(compliance::Principle principle, double value);

/// When the newest thing was that counts for a principle; nothing where nothing counted in the window. `current`: the
/// moment at which the state itself is known to hold (Prudence looks at the present).
std::optional<Instant> newestCounted(
    const engine::ConsoleState& state, compliance::Principle principle, Instant now, Milliseconds window,
    Instant current);

/// Everything that was counted in the window, newest first: time, service, what.
std::vector<TextTable::Line>
countedLines(const engine::ConsoleState& state, compliance::Principle principle, Instant now, Milliseconds window);
/// The same for the lane under the chart, oldest first.
std::vector<charts::LaneMark>
countedMarks(const engine::ConsoleState& state, compliance::Principle principle, Instant now, Milliseconds window);
/// The bands of domain.md 11: from what value on how many points; the band that holds now is marked.
std::vector<TextTable::Line> bandLines(const compliance::PrincipleScore& score);
/// 24 h as numbers, newest first: time, counted, of, value, points.
std::vector<TextTable::Line>
rawLines(const engine::Snapshot& snapshot, compliance::Principle principle, Instant now, Milliseconds window);

} // namespace penelope::ui::compliance_page
