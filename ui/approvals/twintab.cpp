#include "ui/approvals/tabs.h"

#include "core/engine/wanted.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/trialprogress.h"
#include "ui/approvals/twincurves.h"
#include "ui/approvals/twinrow.h"
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

/// Short times have a tenth: "0 s" would look like nothing.
QString seconds(Milliseconds span)
{
    constexpr Milliseconds least{100};
    constexpr Milliseconds shortest{10'000};
    if (span < least)
        return FormTab::tr("under %1 s").arg(format::number(0.1, 1));
    return span < shortest ? FormTab::tr("%1 s").arg(format::number(static_cast<double>(span.count()) / 1000, 1))
                           : format::duration(span);
}

/// The same decimals for before and after.
QString hundredths(double ms)
{
    return FormTab::tr("%1 ms").arg(format::number(ms, 2));
}

QString counted(double value)
{
    return format::integer(std::llround(value));
}

/// "+1.40 ms", "−3", or that there is none.
QString differenceOf(double before, double after, QString (*say)(double))
{
    const auto size = say(std::abs(after - before));
    if (size == say(0))
        return FormTab::tr("none");
    return (after > before ? u'+' : format::minus) + size;
}

/// "+30 %": of times it is the share that is judged.
QString timesDifference(double before, double after)
{
    if (before <= 0)
        return differenceOf(before, after, hundredths);
    constexpr double half = 0.005; // of a percent that is shown
    const double share = (after - before) / before;
    if (std::abs(share) < half)
        return FormTab::tr("none");
    return (share > 0 ? u'+' : format::minus) + format::percent(std::abs(share));
}

void addPair(DetailForm& form, const QString& name, const TwinRow::Cells& cells, bool strong)
{
    //: What a row of a table reads aloud
    const auto spoken =
        FormTab::tr("%1: before %2, after %3, difference %4").arg(name, cells.before, cells.after, cells.difference);
    form.addRow(name, new TwinRow(cells, spoken, strong, Tone::Text, &form));
}

void addPair(
    DetailForm& form, const QString& name, double before, double after, QString (*say)(double), bool strong = false)
{
    addPair(form, name, {say(before), say(after), differenceOf(before, after, say)}, strong);
}

/// Before, after and what they differ by, a row for each thing that was measured; what the verdict is about is strong.
void addLoad(DetailForm& form, const patch::TwinLoad& load, const QString& cause)
{
    const auto& [before, after] = std::pair{load.before, load.after};
    const bool slower = cause == "slower"_L1;
    const bool fails = cause == "errors"_L1 || cause == "timeout"_L1;
    if (!load.mix.isEmpty())
        form.addRow(FormTab::tr("Its mix"), format::capital(words::told(load.mix)));
    const TwinRow::Cells heads{FormTab::tr("before"), FormTab::tr("after"), FormTab::tr("difference")};
    form.addRow(
        FormTab::tr("Measured"),
        new TwinRow(heads, FormTab::tr("Measured: before, after and difference"), false, Tone::Muted, &form));
    const auto count = [](qint64 value) { return static_cast<double>(value); };
    // As it is shown, so that the difference is that of what stands beside it.
    const auto shownKib = [](double kib) {
        constexpr double tenth = 102.4;
        return std::round(kib / tenth) * tenth;
    };
    addPair(form, FormTab::tr("Requests"), count(before.requests), count(after.requests), counted);
    addPair(form, FormTab::tr("Failed"), count(before.failures), count(after.failures), counted, fails);
    addPair(
        form, FormTab::tr("Median"),
        {hundredths(before.p50Ms), hundredths(after.p50Ms), timesDifference(before.p50Ms, after.p50Ms)}, slower);
    addPair(
        form, FormTab::tr("p99"),
        {hundredths(before.p99Ms), hundredths(after.p99Ms), timesDifference(before.p99Ms, after.p99Ms)}, slower);
    addPair(
        form, FormTab::tr("Memory"), shownKib(count(before.memoryKib)), shownKib(count(after.memoryKib)), mebibytes);
    addPair(
        form, FormTab::tr("Each minute"), shownKib(before.growthKibPerMinute), shownKib(after.growthKibPerMinute),
        mebibytes, cause == "leak"_L1);
}

/// All of it in one place: what was done, and for how long.
QString triedText(const patch::TwinTrial& trial)
{
    QStringList parts;
    if (!trial.command.isEmpty())
        parts.append(
            trial.took ? FormTab::tr("The service's own tests, for %1.").arg(seconds(*trial.took))
                       : FormTab::tr("The service's own tests."));
    if (const auto& load = trial.load)
        parts.append(FormTab::tr("Both versions under load side by side, %1 requests a second to each, for %2.")
                         .arg(format::number(load->rate, 0), format::duration(load->lasted)));
    if (trial.undo)
        parts.append(FormTab::tr("The way back, on the data that the patched version left."));
    return parts.join(u' ');
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
        form, FormTab::tr("Memory curve"), mebibytesOf(before.memoryKib), mebibytesOf(after.memoryKib),
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

QString lostText(const QStringList& lost)
{
    QStringList lines;
    for (const auto& each : lost)
        lines.append(words::told(each));
    return lines.join(u'\n');
}

void addUndo(DetailForm& form, const patch::TwinUndo& undo)
{
    if (undo.back)
        form.addRow(
            FormTab::tr("Undo"),
            FormTab::tr("Tested: the version before was back in %1, with its files, answers and times as they were.")
                .arg(seconds(undo.took)));
    else
        form.addRow(FormTab::tr("Undo"), FormTab::tr("NO WAY BACK: %1").arg(lostText(undo.lost)));
    if (!undo.left.isEmpty())
        form.addRow(FormTab::tr("Left behind"), changesOf(undo.left));
}

/// The way back has a row of its own, which says the same.
bool isSaidByUndo(const patch::Patch& patch)
{
    const auto& trial = patch.twinTrial;
    return trial.undo && !patch.twinReason.contains(u"second time"_s) &&
           (patch.twinResult == "passed"_L1 || trial.cause == "undo"_L1);
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
    else if (patch.twinResult == "unavailable"_L1 && trial.load)
        form.addRow(tr("Result"), tr("UNKNOWN: it ran, and that proves too little. It asks, it does not pass."));
    else if (patch.twinResult == "unavailable"_L1)
        form.addRow(tr("Result"), tr("UNKNOWN: the twin could not run. It asks, it does not pass."));
    else if (patch.twinResult == "passed"_L1 && trial.load)
        form.addRow(tr("Result"), tr("Passed: its tests, the load and the way back."));
    else if (patch.twinResult == "passed"_L1)
        form.addRow(tr("Result"), tr("Passed: the service's own tests ran on the patched tree."));
    else
        form.addRow(tr("Result"), tr("NOT PASSED: the patched version is worse, or does not work."));
    if (!patch.twinReason.isEmpty() && !isSaidByUndo(patch))
        form.addRow(tr("Reason"), format::capital(words::told(patch.twinReason)));
    if (const auto tried = triedText(trial); !tried.isEmpty())
        form.addRow(tr("Tried"), tried);
    if (trial.undo)
        addUndo(form, *trial.undo);
    if (trial.load) {
        addLoad(form, *trial.load, trial.cause);
        addPictures(form, *trial.load);
    }
    if (patch.generated && patch.generated->curve)
        addCurve(form, *patch.generated);
    if (trial.command.isEmpty())
        return;
    form.addRow(
        tr("Where"),
        tr("In a sandbox: a copy of the tree, no network but its own, limits on time, memory, processes and files."));
    form.addRow(tr("Its tests"), new Label(visibleText(trial.command.join(u' ')), Type::Mono));
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
