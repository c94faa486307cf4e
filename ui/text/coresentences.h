#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace penelope::ui::words {

/// A sentence that the core wrote (why a canary is held, why a factor is unknown, what a breaker counts, why there is
/// no twin) in the user's language. The journal keeps these as English text, and has to: it is what an auditor reads.
/// The core's own sentences are known by their form and said again with what they hold; any other text, of a person or
/// of a tool, comes back as it is, made safe to look at.
QString told(const QString& english);

/// Why the core did not do what was asked, with the line where it names one: "line 3: a hunk without lines".
QString told(const Error& error);

/// What a command does, such as "promoting a canary"; one without words made readable.
QString commandWords(const QString& name);

/// Every form, as in the core's source, with %1 … for what it holds. For the test that compares them with it.
QStringList knownSentences();

/// What a patch is not gentle about: lines, functions, contracts, reversibility.
QString violation(const QString& code);

/// What the number of a rule of the sequential judge means, as "worse than stable"; 1 to 9, else empty.
QString judgeRule(qint64 rule);

} // namespace penelope::ui::words
