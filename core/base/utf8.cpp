#include "core/base/utf8.h"

namespace penelope {
namespace {

/// Length of the well-formed UTF-8 sequence at `at` (Unicode 15 table 3-7), 0 where there is none.
int sequenceLength(const QByteArray& bytes, qsizetype at)
{
    const auto byte = [&bytes](qsizetype index) {
        return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : static_cast<unsigned char>(0);
    };
    const auto tail = [&byte](qsizetype index) { return (byte(index) & 0xC0) == 0x80; };
    const auto lead = byte(at);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return tail(at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const auto second = byte(at + 1);
        const bool inRange = (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second <= 0x9F);
        return tail(at + 1) && inRange && tail(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const auto second = byte(at + 1);
        const bool inRange = (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second <= 0x8F);
        return tail(at + 1) && inRange && tail(at + 2) && tail(at + 3) ? 4 : 0;
    }
    return 0;
}

} // namespace

std::optional<qsizetype> firstIllFormedByte(const QByteArray& bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const int length = sequenceLength(bytes, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

} // namespace penelope
