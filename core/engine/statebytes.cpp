#include "core/engine/statebytes.h"

#include "core/base/binaryvalue.h"
#include "core/canary/judge/sequential.h"
#include "core/engine/foldstamp.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

QByteArray stateToBytes(const ConsoleState& state)
{
    binary::Writer out;
    binary::put(out, state);
    return out.take();
}

Result<ConsoleState> stateFromBytes(QByteArrayView bytes)
{
    binary::Reader in(bytes);
    ConsoleState state;
    binary::take(in, state);
    if (!in.atEnd())
        return failure(ErrorCode::Malformed, u"these bytes are no state"_s);
    return state;
}

QByteArray stateFormat()
{
    return QByteArray(foldStamp()).left(32);
}

} // namespace penelope::engine
