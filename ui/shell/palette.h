#pragma once

#include "core/engine/consolestate.h"

#include <vector>

namespace penelope::ui {

/// Something that the palette can go to.
struct PalettePlace
{
    QString text; ///< "Approval 7f3a91c2, auth-service"
    QString kind; ///< "approval", muted at the right
    QString page;
    QString item;
    bool operator==(const PalettePlace&) const = default;
};

/// Services by part of their name, approvals, escalations and canaries by id or service, one record by its number, and
/// what a permalink names. Every word has to match. Nothing for no words. At most `most`, in that order.
std::vector<PalettePlace> placesFor(const engine::ConsoleState& state, const QString& words, std::size_t most = 40);

} // namespace penelope::ui
