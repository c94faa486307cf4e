#pragma once

#include "core/canary/canary.h"

#include <QCoreApplication>

#include <utility>

namespace penelope::ui::canaries {

/// The context of this page's translated sentences.
struct Sentences
{
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

/// The word for what a canary is in, and how abnormal that is.
std::pair<QString, std::optional<Severity>> stateOf(const canary::Canary& canary);
/// "Hold." and why, in the user's language, from the codes and values of the state.
std::pair<QString, QString> sentenceOf(const canary::Canary& canary);

} // namespace penelope::ui::canaries
