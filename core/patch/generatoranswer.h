#pragma once

#include "core/patch/generated.h"
#include "core/patch/service.h"

#include <QByteArray>

namespace penelope::patch {

/// A patch that a generator proposes.
struct GeneratorAnswer
{
    QString diff;
    QString intent;
    QString rollback;
    double confidence = 0;
    std::optional<Curve> curve;
    bool operator==(const GeneratorAnswer&) const = default;
};

/// What a generator printed (contracts.md 8), strictly: {diff, intent, rollback, confidence}, beside them `curve` if it
/// tried values; or {no_proposal} alone. Refused with the reason: anything else, a diff that leaves the tree or is
/// none, letters that a terminal would obey or that hide the order of others. Pure.
Result<GeneratorAnswer> answerFrom(const QByteArray& printed);

/// The letter that is refused in what a program says, "U+001B" with its place; empty = there is none. Line ends and
/// tabs are allowed where `lines` are.
QString oddLetterIn(const QString& text, bool lines);

constexpr qsizetype mostGeneratorOutput = qsizetype{1024} * 1024; ///< bytes (contracts.md 8)

} // namespace penelope::patch
