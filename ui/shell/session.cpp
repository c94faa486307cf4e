#include "ui/shell/session.h"

namespace penelope::ui {

Role Session::role() const
{
    const auto& operators = state().operators;
    const auto found = operators.find(operatorName());
    return found != operators.end() && found->second.active ? found->second.role : Role::Viewer;
}

const Session& Session::watched() const
{
    const auto mode = present().mode();
    return mode != Mode::Replay && mode != Mode::Offline ? present() : *this;
}

// Sessions that override it keep the answer.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
void Session::switchOperator(const OperatorName&, Secret, std::function<void(Status)> answer)
{
    answer(failure(ErrorCode::Unsupported, tr("Nobody can decide here.")));
}

} // namespace penelope::ui
