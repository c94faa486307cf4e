#include "ui/approvals/tabs.h"

#include "ui/approvals/sentences.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/parts.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr qsizetype shownLogLines = 40;

/// Each line by itself, so that what a program printed cannot dress up as ours.
QString logOf(const QString& tail)
{
    auto lines = tail.split(u'\n');
    while (!lines.isEmpty() && lines.back().trimmed().isEmpty())
        lines.removeLast();
    lines = lines.mid(std::max<qsizetype>(0, lines.size() - shownLogLines));
    for (auto& line : lines)
        line = visibleText(line);
    return lines.join(u'\n');
}

QString changesOf(const QStringList& changes)
{
    QStringList lines;
    for (const auto& change : changes)
        lines.append(visibleText(change));
    return lines.join(u'\n');
}

} // namespace

void FormTab::fillTwin(DetailForm& form, const Subjects& subjects) const
{
    if (!subjects.patch) {
        form.addRow(tr("Twin"), tr("There is no patch to try"), Tone::Muted);
        return;
    }
    const auto& patch = *subjects.patch;
    const auto& trial = patch.twinTrial;
    if (patch.twinResult.isEmpty() || patch.twinResult == "unavailable"_L1)
        form.addRow(tr("Result"), tr("UNKNOWN: the twin could not run. It asks, it does not pass."));
    else if (patch.twinResult == "passed"_L1)
        form.addRow(tr("Result"), tr("Passed: the service's own tests ran on the patched tree."));
    else
        form.addRow(tr("Result"), words::code(patch.twinResult));
    if (!patch.twinReason.isEmpty())
        form.addRow(tr("Reason"), words::told(patch.twinReason));
    if (trial.command.isEmpty())
        return;
    form.addRow(
        tr("Where"),
        tr("In a sandbox: a copy of the tree, no network but its own, limits on time, memory, processes and files."));
    form.addRow(tr("Tried"), new Label(visibleText(trial.command.join(u' ')), Type::Mono));
    if (trial.took)
        form.addRow(tr("Took"), format::duration(*trial.took));
    if (trial.exitCode)
        form.addRow(tr("Exit code"), QString::number(*trial.exitCode));
    if (trial.changes.isEmpty())
        form.addRow(tr("Files"), tr("It changed none of the tree's."), Tone::Muted);
    else
        form.addRow(tr("Files"), changesOf(trial.changes));
    if (!trial.logTail.isEmpty()) {
        auto* log = new Label(logOf(trial.logTail), Type::Mono);
        log->setWordWrap(true);
        log->setMinimumWidth(1);
        log->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        log->setAccessibleName(tr("The end of what it printed"));
        form.addRow(tr("Printed"), log);
    }
}

} // namespace penelope::ui::approvals
