#include "core/patch/patch.h"

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

QString toWord(Status status)
{
    switch (status) {
    case Status::Proposed: return u"proposed"_s;
    case Status::Checked: return u"checked"_s;
    case Status::Waiting: return u"waiting"_s;
    case Status::Running: return u"running"_s;
    case Status::Promoted: return u"promoted"_s;
    case Status::RolledBack: return u"rolled_back"_s;
    case Status::Refused: return u"refused"_s;
    case Status::Cancelled: return u"cancelled"_s;
    case Status::Shadowed: return u"shadowed"_s;
    }
    Q_UNREACHABLE();
}

} // namespace penelope::patch
