#include "app/ctl/queryexport.h"

#include "app/runtime/journalexport.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/systemclock.h"
#include "core/query/filter.h"

namespace penelope::ctl {

using namespace Qt::Literals::StringLiterals;

int runExport(const Context& context, const QueryExport& wanted)
{
    auto told = context;
    told.json = context.json && !wanted.output.isEmpty(); // else standard output is the export's
    const system::SystemClock clock;
    const auto format = query::exportFormatFrom(wanted.format);
    if (!format)
        return told.fail({ErrorCode::Malformed, u"--export: csv, jsonl or md"_s, u"--export"_s}, Usage);
    // Told apart from what the journal may answer: a question that cannot be read is a mistake of the command line.
    if (const auto filter = query::parse(wanted.filter, clock.now()); !filter)
        return told.fail(filter.error(), Usage);
    if (const auto reader = sqlite::Reader::open({.path = context.journal}); !reader)
        return told.fail(reader.error(), Unreachable);
    const auto said = runtime::exportJournal(
        context.journal, {.question = wanted.filter, .format = *format, .output = wanted.output, .limit = wanted.limit},
        clock.now());
    if (!said)
        return told.fail(said.error());
    if (told.json)
        told.print(*said);
    else if (!wanted.output.isEmpty())
        told.print(u"%1: %2 rows, %3"_s.arg(
            wanted.output, QString::number((*said)[u"rows"].toInteger()), (*said)[u"result"].toString()));
    return Ok;
}

} // namespace penelope::ctl
