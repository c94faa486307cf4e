#pragma once

#include "ui/canaries/canariespage.h"

namespace penelope::console {

/// Judges the canaries of a journal file again, on a thread of its own that begins with the first question.
ui::canaries::CanariesPage::RetrialSource retrialsOf(const QString& file);

/// Asks the core for a past range and judges it on a thread of its own.
ui::canaries::CanariesPage::PastSource pastOf(ui::Session& session);
/// Reads a file of counts and judges it on a thread of its own.
ui::canaries::CanariesPage::CountsSource countsOfFiles();

} // namespace penelope::console
