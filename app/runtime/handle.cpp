#include "app/runtime/handle.h"

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

QString handleOf(const QString& login)
{
    constexpr qsizetype longest = 32;
    QString handle;
    for (const QChar letter : login.toLower().left(longest)) {
        const bool allowed = (letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9');
        const bool inside = !handle.isEmpty() && (letter == u'.' || letter == u'_' || letter == u'-');
        handle += allowed || inside ? letter : u'-';
    }
    while (handle.startsWith(u'-'))
        handle.remove(0, 1);
    return handle.isEmpty() ? u"operator"_s : handle;
}

} // namespace penelope::runtime
