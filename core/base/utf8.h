#pragma once

#include <QByteArray>

#include <optional>

namespace penelope {

/// Where bytes begin that are no well-formed UTF-8 (Unicode 15, table 3-7): over-long forms, surrogates and what lies
/// beyond U+10FFFF are none. Nothing where all are.
std::optional<qsizetype> firstIllFormedByte(const QByteArray& bytes);

} // namespace penelope
