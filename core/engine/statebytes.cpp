#include "core/engine/statebytes.h"

#include "core/base/binaryvalue.h"
#include "core/canary/judge/sequential.h"
#include "core/engine/foldstamp.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray written(binary::Writer out, const ConsoleState& state)
{
    binary::put(out, state);
    return out.take();
}

Result<ConsoleState> readFrom(binary::Reader in)
{
    ConsoleState state;
    binary::take(in, state);
    if (!in.atEnd())
        return failure(ErrorCode::Malformed, u"these bytes are no state"_s);
    return state;
}

} // namespace

QByteArray stateToBytes(const ConsoleState& state)
{
    return written(binary::Writer{}, state);
}

QByteArray stateToBytes(const ConsoleState& state, PieceKeeper& keeper)
{
    return written(binary::Writer{keeper}, state);
}

Result<ConsoleState> stateFromBytes(QByteArrayView bytes)
{
    return readFrom(binary::Reader{bytes});
}

Result<ConsoleState> stateFromBytes(QByteArrayView bytes, std::shared_ptr<const PieceSource> source)
{
    return readFrom(binary::Reader{bytes, std::move(source)});
}

void readWhole(const ConsoleState& state)
{
    binary::readPieces(state);
}

void checkWhole(const ConsoleState& state)
{
    binary::checkPieces(state);
}

QByteArray stateFormat()
{
    return QByteArray(foldStamp()).left(32);
}

} // namespace penelope::engine
