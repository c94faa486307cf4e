#pragma once

#include "ui/shell/banners.h"

#include <vector>

namespace penelope::ui {

/// Sources that are stale or lost, those that fell silent together in one banner: what stands behind them, such as a
/// network, is one trouble. Pure.
void addSourceBanners(std::vector<BannerText>& banners, const Session& session);

} // namespace penelope::ui
