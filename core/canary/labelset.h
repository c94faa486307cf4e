#pragma once

#include "core/base/result.h"

#include <QString>

#include <map>

namespace penelope::canary {

/// An arm by the labels that its series have, as people write it: {job="payments", version="2"}, with or without the
/// braces, and a plain value without its quotes. Only `=`: series are told apart by equal labels. Nothing of the text
/// reaches a query but names that are label names, and values that prometheus::matchers quotes.
/// Malformed: names the column; also an empty set, a label twice, and the labels that templates and buckets own.
Result<std::map<QString, QString>> labelSetFrom(const QString& text);

} // namespace penelope::canary
