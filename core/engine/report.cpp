#include "core/engine/report.h"

#include "core/base/instant.h"
#include "core/engine/sentences.h"

#include <map>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What repeats itself while nothing changes. The numbers that a journal begins with are such a list.
bool isReading(const journal::Event& event)
{
    return event.kind == "CanaryAnalysed"_L1 || event.kind == "EffectFailed"_L1 ||
           (event.kind == "PolicyChanged"_L1 && !event.payload.contains(u"from"));
}

QString timeOf(Instant at)
{
    return toIso(at).mid(11, 8);
}

QString lineOf(const journal::Event& event)
{
    return u"| %1 | %2 | %3 | %4 |\n"_s.arg(QString::number(event.seq), timeOf(event.time), event.actor)
        .arg(sentences::event(event).replace(u'|', "\\|"_L1).replace(u'\n', u' '));
}

void closeReadings(QString& text, const journal::Event*& first, int& count)
{
    if (first && count > 1)
        text += u"| | | | … and %1 more like it |\n"_s.arg(count - 1);
    first = nullptr;
    count = 0;
}

/// The lines of one story. Readings in a row are one line and a count.
QString tableOf(const std::vector<const journal::Event*>& story)
{
    QString text = u"| Seq | Time (UTC) | Who | What happened |\n|---:|---|---|---|\n"_s;
    const journal::Event* reading = nullptr;
    int readings = 0;
    for (const auto* event : story) {
        const bool repeats = isReading(*event) && reading && reading->kind == event->kind;
        if (!repeats) {
            closeReadings(text, reading, readings);
            text += lineOf(*event);
        }
        if (isReading(*event)) {
            reading = event;
            ++readings;
        }
    }
    closeReadings(text, reading, readings);
    return text;
}

QString headingOf(const QString& story, const std::vector<const journal::Event*>& events)
{
    if (story.isEmpty())
        return u"Penelope itself"_s;
    const auto& first = *events.front();
    if (first.kind == "AnomalyDetected"_L1) {
        return u"%1 of %2 (%3)"_s.arg(first.payload[u"type"].toString(), first.payload[u"service"].toString(), story);
    }
    return story;
}

} // namespace

QString timeline(const std::vector<journal::Event>& events, const QString& title)
{
    std::map<QString, std::vector<const journal::Event*>> stories;
    std::vector<QString> order;
    for (const auto& event : events) {
        auto& story = stories[event.correlation];
        if (story.empty())
            order.push_back(event.correlation);
        story.push_back(&event);
    }
    QString text = u"# %1\n\n"_s.arg(title);
    if (events.empty())
        return text + u"Nothing happened.\n"_s;
    text +=
        u"%1 events from %2 to %3.\n"_s.arg(events.size()).arg(toIso(events.front().time), toIso(events.back().time));
    for (const auto& story : order)
        text += u"\n## %1\n\n"_s.arg(headingOf(story, stories[story])) + tableOf(stories[story]);
    return text;
}

} // namespace penelope::engine
