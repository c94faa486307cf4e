#include "core/engine/statebytes.h"

#include "core/base/binaryshape.h"
#include "core/base/hash.h"
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

const QByteArray& stateFormat()
{
    static const QByteArray format = [] {
        binary::Shape shape;
        shape.add<ConsoleState>();
        const auto text = QByteArray::fromStdString(shape.text()) + foldStamp();
        return toHex(sha256(text)).left(32).toLatin1();
    }();
    return format;
}

} // namespace penelope::engine
