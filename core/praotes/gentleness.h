#pragma once

#include "core/patch/diff.h"
#include "core/patch/patch.h"

#include <QStringList>

/// Is the patch gentle? (domain.md 5). Pure.
namespace penelope::praotes {

/// Policy values.
struct Limits
{
    int lines = 25;
    int functions = 3;
    int contractsBroken = 0;
    int reversibilityHundredths = 90;
    QStringList criticalFiles = {}; ///< file names beside settings.py, config.py and docker-compose.yml
    int perFurtherFile = 10;        ///< hundredths of reversibility, as the next three
    int perMigration = 30;
    int perCriticalFile = 20;
    double perLine = 1; ///< beyond freeLines
    int freeLines = 15;
    int linesWeight = 3'000; ///< ten-thousandths of the score, as the next four
    int reversibilityWeight = 3'000;
    int functionsWeight = 2'000;
    int contractsWeight = 2'000;
    int worst = 4'500; ///< most of a patch that is not approved
    bool operator==(const Limits&) const = default;
};

/// The violations are words: contracts, lines, reversibility, functions.
patch::Gentleness judge(const patch::Diff& diff, const Limits& limits);

/// "file: name" of each function a diff changes: by changed definitions and by hunk headings, each once.
QStringList functionsModified(const patch::Diff& diff);
/// "file: what" of each public thing removed or signed anew, and each newly required field.
QStringList contractsBroken(const patch::Diff& diff);
/// 0..100.
int reversibilityHundredths(const patch::Diff& diff, const Limits& limits);

} // namespace penelope::praotes
