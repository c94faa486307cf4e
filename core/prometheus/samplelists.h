#pragma once

#include "core/prometheus/answer.h"

namespace penelope::prometheus::wire {

/// A range answer whose lists of samples were taken out of it: where list N stood, `rest` has the list `[N]`.
struct CutLists
{
    QByteArray rest;
    std::vector<std::vector<Sample>> lists;
};

/// Nearly all of a range answer is `[time,"value"],` some hundred thousand times: a look at it byte by byte takes a
/// third of what any reader of JSON takes. Nothing where one list is written in another way than Prometheus writes it,
/// right or wrong: then the body is to be read as a whole. Pure.
std::optional<CutLists> cutSampleLists(const QByteArray& body);

} // namespace penelope::prometheus::wire
