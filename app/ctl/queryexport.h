#pragma once

#include "app/ctl/context.h"

#include <optional>

namespace penelope::ctl {

/// `query --export`.
struct QueryExport
{
    QString filter;
    QString format; ///< csv, jsonl, md
    QString output; ///< a file that does not exist yet; empty = standard output
    std::optional<qint64> limit;
};

/// Streams all that matches, oldest first, then the footer. Without a footer the export is not whole: a file is then
/// removed again, and on standard output the error follows on standard error. Answers the exit code.
int runExport(const Context& context, const QueryExport& wanted);

} // namespace penelope::ctl
