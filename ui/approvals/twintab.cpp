#include "ui/approvals/tabs.h"

#include "core/engine/wanted.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/trialprogress.h"
#include "ui/approvals/twincurves.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/parts.h"

#include <algorithm>
#include <cmath>

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

QString milliseconds(double value)
{
    return FormTab::tr("%1 ms").arg(format::number(value, value < 10 ? 2 : 0));
}

QString mebibytes(double kib)
{
    return FormTab::tr("%1 MiB").arg(format::number(kib / 1024, 1));
}

/// Before | after, a row for each thing that was measured.
void addLoad(DetailForm& form, const patch::TwinLoad& load)
{
    //: %1 is what the version before the patch did, %2 what the patched one did
    const auto pair = [](const QString& before, const QString& after) {
        return FormTab::tr("before %1 | after %2").arg(before, after);
    };
    const auto& [before, after] = std::pair{load.before, load.after};
    form.addRow(
        FormTab::tr("Load"), FormTab::tr("%1 requests a second to each version, side by side, for %2")
                                 .arg(format::number(load.rate, 0), format::duration(load.lasted)));
    if (!load.mix.isEmpty())
        form.addRow(FormTab::tr("Its mix"), words::told(load.mix));
    form.addRow(FormTab::tr("Requests"), pair(QString::number(before.requests), QString::number(after.requests)));
    form.addRow(FormTab::tr("Failed"), pair(QString::number(before.failures), QString::number(after.failures)));
    form.addRow(FormTab::tr("Median"), pair(milliseconds(before.p50Ms), milliseconds(after.p50Ms)));
    form.addRow(FormTab::tr("p99"), pair(milliseconds(before.p99Ms), milliseconds(after.p99Ms)));
    form.addRow(
        FormTab::tr("Memory"),
        pair(mebibytes(static_cast<double>(before.memoryKib)), mebibytes(static_cast<double>(after.memoryKib))));
    form.addRow(
        FormTab::tr("Memory a minute"),
        pair(mebibytes(before.growthKibPerMinute), mebibytes(after.growthKibPerMinute)));
}

std::vector<double> mebibytesOf(const std::vector<qint64>& kib)
{
    std::vector<double> values;
    values.reserve(kib.size());
    for (const qint64 each : kib)
        values.push_back(static_cast<double>(each) / 1024);
    return values;
}

/// "from 12 ms to 14 ms".
QString courseOf(const std::vector<double>& values, QString (*say)(double))
{
    return values.empty() ? format::absent()
                          : FormTab::tr("from %1 to %2").arg(say(values.front()), say(values.back()));
}

void addCurves(
    DetailForm& form, const QString& name, std::vector<double> before, std::vector<double> after,
    QString (*say)(double))
{
    if (before.size() < 2 || after.size() < 2)
        return;
    const TwinCurves::Words words{
        name, say(TwinCurves::highestOf(before, after)),
        FormTab::tr("before %1, after %2").arg(courseOf(before, say), courseOf(after, say))};
    form.addRow(name, new TwinCurves(std::move(before), std::move(after), words, &form));
}

/// Small pictures of the load's time; journals of earlier versions have none.
void addPictures(DetailForm& form, const patch::TwinLoad& load)
{
    const auto& [before, after] = std::pair{load.before.curve, load.after.curve};
    if (before.p90Ms.size() < 2)
        return;
    addCurves(form, FormTab::tr("p90 over time"), before.p90Ms, after.p90Ms, milliseconds);
    addCurves(
        form, FormTab::tr("Memory over time"), mebibytesOf(before.memoryKib), mebibytesOf(after.memoryKib),
        [](double value) { return mebibytes(value * 1024); });
    form.addRow({}, FormTab::tr("thin: before · thick: after · %1").arg(format::duration(load.lasted)), Tone::Muted);
}

/// The columns of a table in letters of one width.
QString tableOf(const std::vector<QStringList>& rows)
{
    QStringList lines;
    for (const auto& row : rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            qsizetype widest = 0;
            for (const auto& each : rows)
                widest = std::max(widest, each.value(column).size());
            line += row[column].leftJustified(column + 1 < row.size() ? widest + 2 : 0);
        }
        lines.append(line.trimmed());
    }
    return lines.join(u'\n');
}

QStringList curveRow(const patch::CurvePoint& point, double longest)
{
    constexpr double width = 16;
    if (!point.trouble.isEmpty())
        return {QString::number(point.value, 'g', 6), visibleText(point.trouble)};
    const auto bar = longest > 0 ? static_cast<qsizetype>(std::lround(width * point.p99Ms / longest)) : 0;
    return {
        QString::number(point.value, 'g', 6), milliseconds(point.p99Ms), format::percent(point.failed),
        point.saturation ? format::percent(*point.saturation) : format::absent(), QString(bar, u'#')};
}

/// The values that a generator tried: what it says it saw.
void addCurve(DetailForm& form, const patch::Generated& generated)
{
    const auto& curve = *generated.curve;
    double longest = 0;
    for (const auto& point : curve.points)
        longest = std::max(longest, point.p99Ms);
    std::vector<QStringList> rows{
        {FormTab::tr("value"), FormTab::tr("p99"), FormTab::tr("failed"), FormTab::tr("saturation"), {}}};
    for (const auto& point : curve.points) {
        auto row = curveRow(point, longest);
        if (point.value == curve.chosen)
            row.last() += u' ' + FormTab::tr("<- proposed");
        rows.push_back(std::move(row));
    }
    //: %1 is the name of a program, %2 a file and the name of a setting in it, %3 a number
    form.addRow(
        FormTab::tr("Tried values"),
        FormTab::tr("By the generator %1, in a sandbox: %2, of which it proposes %3.")
            .arg(visibleText(generated.name), visibleText(curve.setting), QString::number(curve.chosen, 'g', 6)));
    auto* table = new Label(tableOf(rows), Type::Mono);
    table->setAccessibleName(FormTab::tr("What it saw with each value"));
    form.addRow({}, table);
}

void addUndo(DetailForm& form, const patch::TwinUndo& undo)
{
    if (undo.back)
        form.addRow(
            FormTab::tr("Undo"),
            FormTab::tr("Tested: the version before was back in %1.").arg(format::duration(undo.took)));
    else
        form.addRow(FormTab::tr("Undo"), FormTab::tr("NO WAY BACK: %1").arg(changesOf(undo.lost)));
    if (!undo.left.isEmpty())
        form.addRow(FormTab::tr("Left behind"), changesOf(undo.left));
}

} // namespace

void FormTab::fillTwin(DetailForm& form, const Subjects& subjects, const Look& look)
{
    if (!subjects.patch) {
        form.addRow(tr("Twin"), tr("There is no patch to try"), Tone::Muted);
        return;
    }
    const auto& patch = *subjects.patch;
    const auto& trial = patch.twinTrial;
    if (engine::wanted::twin(look.state, patch)) {
        m_progress = new TrialProgress(look.canAct, &form);
        connect(m_progress, &TrialProgress::endRequested, this, &FormTab::endTrialRequested);
        form.addRow(tr("Now"), m_progress);
        return;
    }
    if (patch.twinResult.isEmpty())
        form.addRow(tr("Result"), tr("None: it has not been tried."), Tone::Muted);
    else if (trial.cause == "cancelled"_L1)
        form.addRow(
            tr("Result"), tr("UNKNOWN: the trial was ended before it had an answer. It asks, it does not pass."));
    else if (trial.cause == "undo"_L1)
        form.addRow(tr("Result"), tr("UNKNOWN: it ran well, and it cannot be undone. It asks, it does not pass."));
    else if (patch.twinResult == "unavailable"_L1)
        form.addRow(tr("Result"), tr("UNKNOWN: the twin could not run. It asks, it does not pass."));
    else if (patch.twinResult == "passed"_L1)
        form.addRow(tr("Result"), tr("Passed: the service's own tests ran on the patched tree."));
    else
        form.addRow(tr("Result"), words::code(patch.twinResult));
    if (!patch.twinReason.isEmpty())
        form.addRow(tr("Reason"), words::told(patch.twinReason));
    if (trial.load) {
        addLoad(form, *trial.load);
        addPictures(form, *trial.load);
    }
    if (trial.undo)
        addUndo(form, *trial.undo);
    if (patch.generated && patch.generated->curve)
        addCurve(form, *patch.generated);
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
    if (trial.refused.isEmpty())
        form.addRow(tr("Refused"), tr("It asked for nothing that the sandbox refuses."), Tone::Muted);
    else
        form.addRow(tr("Refused"), changesOf(trial.refused));
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
