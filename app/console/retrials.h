#pragma once

#include "ui/canaries/canariespage.h"

namespace penelope::console {

/// Judges the canaries of a journal file again, on a thread of its own that begins with the first question.
ui::canaries::CanariesPage::RetrialSource retrialsOf(const QString& file);

} // namespace penelope::console
