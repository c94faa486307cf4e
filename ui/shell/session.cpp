#include "ui/shell/session.h"

namespace penelope::ui {

Role Session::role() const
{
    const auto& operators = state().operators;
    const auto found = operators.find(operatorName());
    return found != operators.end() && found->second.active ? found->second.role : Role::Viewer;
}

} // namespace penelope::ui
