// A diff from anywhere: read, held against the file policy, judged by Praotes.
#include "core/patch/diff.h"
#include "core/patch/filepolicy.h"
#include "core/praotes/gentleness.h"

#include <cstdlib>

using namespace penelope;

namespace {

void promise(bool holds)
{
    if (!holds)
        std::abort();
}

void checkLines(const patch::FileDiff& file)
{
    int added = 0;
    int removed = 0;
    for (const auto& hunk : file.hunks) {
        int before = 0;
        int after = 0;
        for (const auto& line : hunk.lines) {
            added += line.kind == patch::LineKind::Added ? 1 : 0;
            removed += line.kind == patch::LineKind::Removed ? 1 : 0;
            before += line.kind != patch::LineKind::Added ? 1 : 0;
            after += line.kind != patch::LineKind::Removed ? 1 : 0;
        }
        promise(before == hunk.oldCount && after == hunk.newCount);
    }
    promise(added == file.added && removed == file.removed);
}

void checkVerdict(const patch::Diff& diff)
{
    const auto verdict = patch::checkFiles(diff);
    if (verdict.refusal)
        return;
    for (const auto& path : diff.paths()) {
        // Accepted files lie inside the tree, whatever the header looked like.
        promise(!path.isEmpty() && !path.startsWith(QLatin1Char('/')) && !path.contains(QChar(0)));
        const auto parts = path.split(QLatin1Char('/'));
        for (const auto& part : parts)
            promise(
                part != QLatin1String("..") && part.compare(QLatin1String(".git"), Qt::CaseInsensitive) != 0 &&
                !part.isEmpty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto text = patch::diffText(bytes);
    if (!text)
        return 0;
    const auto diff = patch::parseDiff(*text);
    if (!diff) {
        promise(diff.error().where.startsWith(QLatin1String("line ")) && !diff.error().message.isEmpty());
        return 0;
    }
    for (const auto& file : diff->files)
        checkLines(file);
    checkVerdict(*diff);
    const auto gentleness = praotes::judge(*diff, praotes::Limits{});
    promise(gentleness.score >= 0 && gentleness.score <= 1);
    promise(gentleness.reversibilityHundredths >= 0 && gentleness.reversibilityHundredths <= 100);
    promise((gentleness.result == QLatin1String("approved")) == gentleness.violations.isEmpty());
    promise(gentleness.result == QLatin1String("approved") || gentleness.score <= 0.45);
    promise(gentleness.contractsBroken.isEmpty() || gentleness.score == 0);
    return 0;
}
