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
};

/// The violations are words: contracts, lines, reversibility, functions.
patch::Gentleness judge(const patch::Diff& diff, const Limits& limits);

/// "file: name" of each function a diff changes: by changed definitions and by hunk headings, each once.
QStringList functionsModified(const patch::Diff& diff);
/// "file: what" of each public thing removed or signed anew, and each newly required field.
QStringList contractsBroken(const patch::Diff& diff);
/// 0..100.
int reversibilityHundredths(const patch::Diff& diff, const QStringList& criticalFiles);

} // namespace penelope::praotes
