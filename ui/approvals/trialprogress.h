#pragma once

#include "core/engine/consolestate.h"
#include "ui/widgets/parts.h"

#include <optional>

namespace penelope::ui::approvals {

/// How far the bar of a trial is, 0 … 1; nothing while nobody knows how long its phase takes.
std::optional<double> progressOf(const engine::TrialLive& trial, Instant now);
/// "Under load for 34 s of about 66 s" and the like. Without `trial` it is known only that one goes on: in replay.
QString progressText(const std::optional<engine::TrialLive>& trial, Instant now);

/// A trial in the digital twin as it goes on: words, a bar, and a way to end it where that is possible.
class TrialProgress : public QWidget
{
    Q_OBJECT

public:
    TrialProgress(bool canEnd, QWidget* parent);
    void show(const std::optional<engine::TrialLive>& trial, Instant now);

signals:
    void endRequested();

private:
    class Bar;
    Label* m_text;
    Bar* m_bar;
};

} // namespace penelope::ui::approvals
