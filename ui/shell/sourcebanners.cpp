#include "ui/shell/sourcebanners.h"

#include "ui/shell/sourcevalues.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"

#include <QStringList>

#include <algorithm>
#include <optional>
#include <utility>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What the core or a tool said is wrong, as a sentence of its own.
QString sentenceOf(const QString& error)
{
    const auto sentence = format::capital(words::told(error));
    return sentence.endsWith(u'.') ? sentence : sentence + u'.';
}

/// Sources that fell silent together: what stands behind both, such as a network, is one trouble.
struct Silence
{
    Freshness freshness;
    std::optional<Instant> since;
    std::vector<std::pair<QString, const engine::SourceLive*>> sources; ///< by their keys
};

std::vector<Silence> silences(const Session& session)
{
    constexpr Milliseconds together = std::chrono::minutes{1}; // the longest that they are read apart
    std::vector<Silence> all;
    for (const auto& [key, source] : session.snapshot().live.sources) {
        const Freshness freshness = engine::freshness(source, session.now());
        if (freshness != Freshness::Stale && freshness != Freshness::Lost)
            continue;
        const auto& since = source.lastSampleAt;
        const auto joined = std::find_if(all.begin(), all.end(), [&](const Silence& each) {
            return each.freshness == freshness && each.since.has_value() == since.has_value() &&
                   (!since || std::chrono::abs(*since - *each.since) <= together);
        });
        if (joined == all.end()) {
            all.push_back({freshness, since, {{key, &source}}});
            continue;
        }
        joined->since = std::min(joined->since, since);
        joined->sources.emplace_back(key, &source);
    }
    return all;
}

QString namesOf(const Silence& silence)
{
    QStringList names;
    for (const auto& source : silence.sources)
        names << sourceName(source.first);
    const auto last = names.takeLast();
    //: %1 is a source or several with commas between, %2 the last one
    return names.isEmpty() ? last : BannerStack::tr("%1 and %2").arg(names.join(u", "_s), last);
}

/// Each trouble once, with the source's name where another source has another.
QString errorsOf(const Silence& silence)
{
    QStringList errors;
    QStringList named;
    for (const auto& [key, source] : silence.sources) {
        if (source->lastError.isEmpty())
            continue;
        const auto error = sentenceOf(source->lastError.section(u'\n', 0, 0));
        errors << error;
        named << sourceName(key) + u": "_s + error;
    }
    errors.removeDuplicates();
    return errors.size() == 1 ? errors.front() : named.join(u' ');
}

} // namespace

void addSourceBanners(std::vector<BannerText>& banners, const Session& session)
{
    for (const auto& silence : silences(session)) {
        QStringList keys;
        QStringList details;
        for (const auto& [key, source] : silence.sources) {
            keys << key;
            details << source->lastError;
        }
        BannerText banner{u"source:"_s + keys.join(u'+'), Banner::Mark::Hatch, {}, {}, {}, true, {}};
        const auto names = namesOf(silence);
        const auto when = silence.since ? format::utcTime(*silence.since) : QString{};
        const bool isLost = silence.freshness == Freshness::Lost;
        if (!silence.since)
            //: %1 names one source or several
            banner.bold = BannerStack::tr("No answer yet from %1.").arg(names);
        else if (keys.size() == 1)
            banner.bold = isLost ? BannerStack::tr("%1 lost since %2.").arg(names, when)
                                 : BannerStack::tr("%1 is stale since %2.").arg(names, when);
        else
            //: %1 names several sources, %2 is a time
            banner.bold = isLost ? BannerStack::tr("%1 lost together, since %2.").arg(names, when)
                                 : BannerStack::tr("%1 are stale since %2.").arg(names, when);
        const auto errors = errorsOf(silence);
        banner.rest = (errors.isEmpty() ? errors : errors + u' ') +
                      BannerStack::tr("Approvals, audit and breakers still work; charts and scores show data up to "
                                      "then.");
        details.removeDuplicates();
        banner.details = banner.bold + u'\n' + details.join(u'\n');
        banners.push_back(banner);
    }
}

} // namespace penelope::ui
