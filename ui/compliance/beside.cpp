#include "ui/compliance/beside.h"

#include "ui/compliance/counted.h"
#include "ui/shell/sourcevalues.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace penelope::ui::compliance_page {

using namespace Qt::Literals::StringLiterals;
using compliance::Principle;

namespace {

struct BesideWords
{
    Q_DECLARE_TR_FUNCTIONS(Beside)
};

/// More than a line holds; the whole reason stands with the series.
constexpr qsizetype cellReason = 160;

QString besideValue(Principle principle, std::optional<double> value)
{
    return value ? valueText(principle, *value) : format::absent();
}

Beside without(Beside::State state, const QString& word)
{
    return {state, format::absent(), format::absent(), word, false};
}

Beside besideOf(const compliance::Compared& row, bool stale)
{
    Beside beside;
    beside.stale = stale;
    beside.value = besideValue(row.principle, row.exported.value);
    beside.points = row.exported.points ? format::number(*row.exported.points, 1) : format::absent();
    if (row.agrees) {
        beside.state = Beside::State::Agrees;
        beside.word = BesideWords::tr("agrees");
    } else if (row.exported.points) {
        beside.state = Beside::State::Differs;
        beside.word = BesideWords::tr("DIFFERS");
    } else {
        beside.state = Beside::State::NoData;
        beside.word = BesideWords::tr("NO DATA");
    }
    if (stale)
        beside.word = words::freshness(Freshness::Stale);
    return beside;
}

QString reasonOf(const Error& error)
{
    const auto message = visibleText(error.message.section(u'\n', 0, 0));
    return error.where.isEmpty() ? message : message + u" ("_s + visibleText(error.where) + u')';
}

/// Why nobody asks, by what this console looks at.
QString notAsked(const Session& session)
{
    switch (session.mode()) {
    case Session::Mode::Replay: return BesideWords::tr("Replay: Prometheus is not asked");
    case Session::Mode::Offline: return BesideWords::tr("Offline file: Prometheus is not asked");
    case Session::Mode::Demo: return BesideWords::tr("Demonstration: Prometheus is not asked");
    case Session::Mode::ReadOnly: return BesideWords::tr("Prometheus is asked by the process that writes this journal");
    case Session::Mode::Live:
        return BesideWords::tr(
            "No Prometheus configured: the score is counted from the journal, canaries cannot be judged");
    }
    Q_UNREACHABLE();
}

QString lostCell(const QString& name, Freshness freshness, const engine::SourceLive& source)
{
    const auto since = source.lastSampleAt ? format::utcTime(*source.lastSampleAt) : format::absent();
    const auto state = words::freshness(freshness);
    const auto why = words::told(source.lastError.section(u'\n', 0, 0)).left(cellReason);
    //: %1 a source, %2 "STALE" or "LOST", %3 a time, %4 an error in its own words
    return why.isEmpty() ? BesideWords::tr("%1 %2 since %3").arg(name, state, since)
                         : BesideWords::tr("%1 %2 since %3: %4").arg(name, state, since, why);
}

/// How often, how fast, when next; or what is wrong.
QString pollingCell(const Session& session)
{
    const auto& live = session.snapshot().live;
    const auto& polled = live.exported;
    const auto now = session.now();
    const auto name = sourceName(polled.source);
    if (const auto source = live.sources.find(polled.source); source != live.sources.end()) {
        const auto freshness = engine::freshness(source->second, now);
        if (freshness == Freshness::Stale || freshness == Freshness::Lost)
            return lostCell(name, freshness, source->second);
    }
    if (polled.trouble)
        //: %1 a source, %2 an error in its own words
        return BesideWords::tr("%1, not compared: %2").arg(name, visibleText(polled.trouble->message).left(cellReason));
    auto text = BesideWords::tr("%1 every %2").arg(name, format::duration(polled.interval));
    if (polled.latency)
        text += u", "_s + BesideWords::tr("last %1 ms").arg(format::integer(polled.latency->count()));
    if (polled.nextAt && *polled.nextAt > now)
        text += u", "_s + BesideWords::tr("next in %1").arg(format::duration(*polled.nextAt - now));
    return text;
}

/// The one of the principle, of what is compared now.
std::optional<compliance::Compared> rowOf(const Session& session, Principle principle)
{
    const auto& live = session.snapshot().live;
    if (!live.exported.exported)
        return std::nullopt;
    for (const auto& row : compliance::sideBySide(session.state().ledger, live.verified, *live.exported.exported)) {
        if (row.principle == principle)
            return row;
    }
    return std::nullopt;
}

/// What makes the exported values less than they seem: a short memory, several cores.
QStringList remarks(const compliance::Exported& exported, Milliseconds interval)
{
    QStringList all;
    if (exported.at && exported.since && *exported.at - *exported.since < compliance::exportedWindow - 4 * interval)
        //: %1 is a time
        all << BesideWords::tr("Prometheus has samples since %1 only, so both are counted from there")
                   .arg(format::utcTime(*exported.since));
    if (exported.cores > 1)
        all << BesideWords::tr("Prometheus adds up %n core(s), the journal is of one", nullptr, exported.cores);
    return all;
}

QString seriesName(const prometheus::Labels& labels)
{
    QStringList parts;
    QString name;
    for (const auto& [label, value] : labels) {
        if (label == "__name__"_L1)
            name = value;
        else
            parts << u"%1=%2"_s.arg(label, QString::fromUtf8(toJsonText(Json{value})));
    }
    return visibleText(parts.isEmpty() ? name : u"%1{%2}"_s.arg(name, parts.join(u", "_s)));
}

} // namespace

Comparison comparison(const Session& session)
{
    Comparison result;
    const auto& live = session.snapshot().live;
    const auto& polled = live.exported;
    result.live = session.mode() == Session::Mode::Live && !polled.source.isEmpty();
    result.configured = session.mode() != Session::Mode::Live || !polled.source.isEmpty();
    const bool asked = !polled.source.isEmpty() && session.mode() != Session::Mode::Replay &&
                       session.mode() != Session::Mode::Offline && session.mode() != Session::Mode::Demo;
    result.cell = asked ? pollingCell(session) : notAsked(session);
    if (asked && polled.trouble)
        result.trouble = reasonOf(*polled.trouble);
    for (const auto principle : compliance::everyPrinciple())
        result.rows[principle] = !asked           ? without(Beside::State::NotAsked, BesideWords::tr("not asked"))
                                 : polled.trouble ? without(Beside::State::NoData, BesideWords::tr("NO DATA"))
                                                  : without(Beside::State::Waiting, BesideWords::tr("waiting"));
    if (!asked || !polled.exported)
        return result;
    const bool stale = compliance::isStale(polled, session.now());
    for (const auto& row : compliance::sideBySide(session.state().ledger, live.verified, *polled.exported))
        result.rows[row.principle] = besideOf(row, stale);
    return result;
}

void putBeside(View& view, const Comparison& comparison)
{
    for (auto& row : view.rows)
        row.beside = comparison.rows.at(row.principle);
}

QString besideSentence(const Session& session, const Comparison& comparison, Principle principle)
{
    const auto& beside = comparison.rows.at(principle);
    if (beside.state == Beside::State::NotAsked)
        return {}; // the polling cell says so
    if (beside.state == Beside::State::Waiting)
        return BesideWords::tr("Prometheus has not answered yet");
    const auto row = rowOf(session, principle);
    if (!row)
        return comparison.trouble;
    const auto journal = besideValue(principle, row->journal.value);
    const auto exported = besideValue(principle, row->exported.value);
    if (beside.stale)
        //: %1 and %2 are measured values such as "61 %", %3 an age
        return BesideWords::tr("Journal %1, Prometheus %2, %3 ago")
            .arg(journal, exported, format::age(session.now() - *session.snapshot().live.exported.exported->at));
    switch (beside.state) {
    case Beside::State::Agrees:
        //: %1 and %2 are measured values such as "61 %"
        return row->journal.value ? BesideWords::tr("Journal %1, Prometheus %2: they agree").arg(journal, exported)
                                  : BesideWords::tr("Neither side has anything to count");
    case Beside::State::Differs:
        return BesideWords::tr("Journal %1, Prometheus %2: they differ").arg(journal, exported);
    case Beside::State::NoData: return BesideWords::tr("Journal %1, Prometheus has no series for it").arg(journal);
    case Beside::State::NotAsked:
    case Beside::State::Waiting: break;
    }
    return {};
}

std::vector<TextTable::Line> seriesLines(const compliance::Polled& polled, Principle principle)
{
    std::vector<TextTable::Line> lines;
    if (!polled.series)
        return lines;
    for (const auto& series : *polled.series) {
        if (series.samples.empty() || !compliance::isCountedIn(principle, series.labels))
            continue;
        const auto& sample = series.samples.back();
        lines.push_back({{seriesName(series.labels), visibleText(QString::fromUtf8(prometheus::written(sample)))}, {}});
    }
    std::sort(lines.begin(), lines.end(), [](const auto& left, const auto& right) { return left.cells < right.cells; });
    return lines;
}

QString seriesNote(const Session& session, const Comparison& comparison, Principle principle)
{
    if (comparison.rows.at(principle).state == Beside::State::NotAsked)
        return comparison.cell + u'.';
    const auto& polled = session.snapshot().live.exported;
    QStringList sentences;
    if (!comparison.trouble.isEmpty())
        //: %1 is an error in its own words
        sentences << BesideWords::tr("The newest round failed: %1").arg(comparison.trouble);
    if (!polled.exported || !polled.exported->at)
        return sentences.isEmpty() ? BesideWords::tr("Prometheus has not answered yet.") : sentences.join(u' ') + u'.';
    const auto& exported = *polled.exported;
    //: %1 and %2 are times, %3 an age
    sentences << BesideWords::tr("Samples from %1 to %2, the newest %3 old")
                     .arg(
                         format::utcTime(exported.since.value_or(*exported.at)), format::utcTime(*exported.at),
                         format::age(std::max(session.now() - *exported.at, Milliseconds{})));
    sentences << remarks(exported, polled.interval);
    if (!polled.series)
        sentences << BesideWords::tr("The raw series could not be read");
    else if (seriesLines(polled, principle).empty())
        sentences << BesideWords::tr("Prometheus gave no series for this principle");
    if (polled.seriesLeftOut > 0)
        sentences << BesideWords::tr("%n series are left out", nullptr, static_cast<int>(polled.seriesLeftOut));
    return sentences.join(u". "_s) + u'.';
}

} // namespace penelope::ui::compliance_page
