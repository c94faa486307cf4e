#pragma once

#include "ui/compliance/scoreview.h"
#include "ui/shell/session.h"
#include "ui/widgets/texttable.h"

/// What Prometheus says beside the journal, as words (ux.md 5). No widget.
namespace penelope::ui::compliance_page {

struct Comparison
{
    std::map<compliance::Principle, Beside> rows; ///< of every principle
    QString cell;                                 ///< "Prometheus every 15 s, last 43 ms, next in 9 s"; or why nothing
    QString trouble;                              ///< the whole reason why the newest round failed; empty = none
    bool live = false;                            ///< a running core asks: polling now makes sense
    bool configured = true;                       ///< false: there is no Prometheus to ask
};

/// Of the session's newest snapshot, at its moment.
Comparison comparison(const Session& session);
/// Puts each side where its principle is.
void putBeside(View& view, const Comparison& comparison);

/// "Journal 61 %, Prometheus 61 %: they agree"; what else is to be known of the selected one. Empty = not asked.
QString besideSentence(const Session& session, const Comparison& comparison, compliance::Principle principle);
/// The series that Prometheus gave for the principle, as it gave them, made safe to look at: labels, value.
std::vector<TextTable::Line> seriesLines(const compliance::Polled& polled, compliance::Principle principle);
/// Where these are from and how old, or why there are none.
QString seriesNote(const Session& session, const Comparison& comparison, compliance::Principle principle);

} // namespace penelope::ui::compliance_page
