#include "core/adapters/system/vectorregisters.h"

#include <QLatin1StringView>
#include <QtGlobal>

#include <atomic>

#include <dlfcn.h>

namespace penelope::system {

void keepVectorRegistersClean()
{
#ifdef __x86_64__
    using namespace Qt::Literals::StringLiterals;
    constexpr quint64 vaes = Q_UINT64_C(1) << 27; // of Qt 6.4
    if (!QLatin1StringView(qVersion()).startsWith("6.4."_L1))
        return;
    if (void* features = dlsym(RTLD_DEFAULT, "qt_cpu_features"))
        static_cast<std::atomic<quint64>*>(features)->fetch_and(~vaes);
#endif
}

} // namespace penelope::system
