#include "app/runtime/journalplace.h"

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

Result<QString> configuredJournal(const config::Surroundings& where)
{
    auto configuration = config::load(where);
    if (!configuration)
        return Failure{configuration.error()};
    const auto& path = configuration->journalPath;
    // Opened as a file it would be made as one, in a folder named "postgres:".
    if (path.contains("://"_L1)) {
        const auto layer = configuration->origin.find(u"journal.path"_s);
        return failure(
            ErrorCode::Unsupported, u"journal.path is %1, but a journal is a file here"_s.arg(path),
            layer == configuration->origin.end() ? QString() : layer->second);
    }
    return path;
}

} // namespace penelope::runtime
