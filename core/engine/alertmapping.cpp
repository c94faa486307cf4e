#include "core/engine/alertmapping.h"

#include "core/base/hash.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

QString firstOf(const Alert& alert, const QStringList& names)
{
    for (const auto& name : names) {
        const auto label = alert.labels.find(name);
        if (label != alert.labels.end() && !label->second.isEmpty())
            return label->second;
    }
    return {};
}

std::optional<Severity> severityOf(const Alert& alert, const AlertMapping& mapping)
{
    const auto label = alert.labels.find(u"severity"_s);
    if (label == alert.labels.end())
        return std::nullopt;
    const auto word = label->second.toLower();
    for (const auto& [name, words] : mapping.severity) {
        if (words.contains(word) || name.toLower() == word)
            return fromWord<Severity>(name);
    }
    return std::nullopt;
}

QString fingerprintOf(const Alert& alert, const AlertMapping& mapping)
{
    QByteArray bytes;
    for (const auto& [name, value] : alert.labels) {
        if (!mapping.ignoreLabels.contains(name))
            bytes += name.toUtf8() + '\xff' + value.toUtf8() + '\xff';
    }
    return toHex(sha256(bytes)).left(32);
}

} // namespace

QString snakeCase(const QString& text)
{
    QString snake;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar letter = text[at];
        const bool begins = letter.isUpper() && at > 0 && text[at - 1].isLetterOrNumber() &&
                            (!text[at - 1].isUpper() || (at + 1 < text.size() && text[at + 1].isLower()));
        if (begins)
            snake += u'_';
        snake += letter.isLetterOrNumber() ? letter.toLower() : QChar(u'_');
    }
    return snake;
}

bool isOwn(const Alert& alert)
{
    const auto source = alert.labels.find(u"source"_s);
    return source != alert.labels.end() && source->second == "penelope"_L1;
}

Episode episodeOf(const Alert& alert, const AlertMapping& mapping)
{
    Episode episode;
    episode.fingerprint = fingerprintOf(alert, mapping);
    episode.startsAt = alert.startsAt;
    episode.service = ServiceName{firstOf(alert, mapping.service)};
    episode.type = snakeCase(firstOf(alert, mapping.type));
    const auto severity = severityOf(alert, mapping);
    episode.severity = severity.value_or(Severity::P2);
    if (!severity)
        episode.unknown.append(u"severity"_s);
    for (const auto& [name, text] : alert.annotations)
        episode.context[name] = text;
    for (const auto& [name, value] : alert.labels) {
        if (!mapping.ignoreLabels.contains(name))
            episode.context[name] = value;
    }
    if (alert.value)
        episode.context[u"alert_value"_s] = QString::number(*alert.value, 'g', 6);
    return episode;
}

} // namespace penelope::engine
