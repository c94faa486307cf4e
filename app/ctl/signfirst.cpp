#include "app/ctl/signfirst.h"

#include "app/ctl/context.h"
#include "core/adapters/sqlite/store.h"
#include "core/adapters/system/journallock.h"
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/systemclock.h"

#include <QFileInfo>

namespace penelope::ctl {

using namespace Qt::Literals::StringLiterals;

void signFirst(const Context& context)
{
    // A running core signs by itself; a file that is not ours to write is handed out as it stands.
    if (!QFileInfo(context.journal).isWritable() || system::JournalLock::holder(context.journal))
        return;
    const auto key = system::KeyStore(context.journal).load(u"journal"_s);
    if (!key || !*key)
        return;
    const system::SystemClock clock;
    const auto lock = system::JournalLock::take(context.journal, {}, clock.now());
    if (!lock)
        return;
    const auto store = sqlite::Store::open({.path = context.journal, .key = *key});
    if (store && (*store)->signing()) [[maybe_unused]]
        const auto noted = (*store)->checkpoint();
}

} // namespace penelope::ctl
