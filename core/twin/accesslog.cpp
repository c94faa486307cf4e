#include "core/twin/accesslog.h"

#include <algorithm>
#include <map>
#include <optional>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestLine = 8192;
constexpr qsizetype longestPath = 512;
constexpr std::size_t mostDistinct = 10'000;

bool isPlain(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_' || letter == '.' || letter == '~';
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool areAll(const QByteArray& text, bool (*is)(char))
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), is);
}

bool isUpper(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

/// Keys, ids and the like: long, or with digits or capitals all over. Rather a page too few than a key too many.
bool looksSecret(const QByteArray& segment)
{
    constexpr qsizetype longWord = 32;
    constexpr qsizetype shortKey = 8;
    const auto digits = std::count_if(segment.begin(), segment.end(), isDigit);
    const auto capitals = std::count_if(segment.begin(), segment.end(), isUpper);
    const bool mixed = digits >= 2 || (capitals >= 3 && capitals < segment.size());
    return segment.size() > longWord || (segment.size() >= shortKey && mixed);
}

/// A part of the path as it is played; nothing where the path must not be.
std::optional<QByteArray> segmentOf(const QByteArray& segment)
{
    if (segment.isEmpty())
        return segment;
    if (areAll(segment, isDigit))
        return QByteArray("{{number}}");
    if (segment == "." || segment == ".." || !areAll(segment, isPlain) || looksSecret(segment))
        return std::nullopt;
    return segment;
}

/// "?page=&sort=": names alone. A name that is none may be a value.
std::optional<QByteArray> queryOf(const QByteArray& query)
{
    constexpr qsizetype longestName = 24;
    QByteArrayList names;
    for (const auto& part : query.split('&')) {
        const auto equals = part.indexOf('=');
        const auto name = part.left(std::max<qsizetype>(0, equals));
        if (equals < 1 || name.size() > longestName || !areAll(name, isPlain) || looksSecret(name))
            continue;
        names.append(name + '=');
    }
    return names.isEmpty() ? QByteArray() : '?' + names.join('&');
}

std::optional<QByteArray> playablePath(const QByteArray& target)
{
    if (!target.startsWith('/') || target.startsWith("//") || target.size() > longestPath)
        return std::nullopt;
    const auto question = target.indexOf('?');
    const auto path = question < 0 ? target : target.left(question);
    QByteArrayList parts;
    for (const auto& segment : path.mid(1).split('/')) {
        const auto part = segmentOf(segment);
        if (!part)
            return std::nullopt;
        parts.append(*part);
    }
    return '/' + parts.join('/') + (question < 0 ? QByteArray() : *queryOf(target.mid(question + 1)));
}

/// `… [time] "GET target HTTP/1.1" 200 …`; nothing for anything else.
std::optional<QByteArray> targetOf(const QByteArray& line)
{
    if (line.size() > longestLine)
        return std::nullopt;
    const auto time = line.indexOf("] \"");
    if (time < 0 || line.lastIndexOf('[', time) < 0)
        return std::nullopt;
    const auto from = time + 3;
    const auto to = line.indexOf('"', from);
    if (to < 0)
        return std::nullopt;
    const auto words = line.mid(from, to - from).split(' ');
    if (words.size() != 3 || words[0] != "GET" || !words[2].startsWith("HTTP/"))
        return std::nullopt;
    const auto status = line.mid(to + 1).trimmed().split(' ').front();
    constexpr int firstFailure = 400;
    constexpr int firstAnswer = 200;
    const int code = status.size() == 3 && areAll(status, isDigit) ? status.toInt() : 0;
    if (code < firstAnswer || code >= firstFailure)
        return std::nullopt;
    return words[1];
}

} // namespace

Result<AccessMix> mixOf(const QByteArray& log)
{
    std::map<QByteArray, qint64> counts;
    AccessMix mix;
    for (qsizetype at = 0; at < log.size();) {
        auto end = log.indexOf('\n', at);
        end = end < 0 ? log.size() : end;
        const auto line = QByteArray::fromRawData(log.constData() + at, end - at);
        at = end + 1;
        if (line.trimmed().isEmpty())
            continue;
        const auto target = targetOf(line);
        const auto path = target ? playablePath(*target) : std::nullopt;
        if (!path || (counts.size() >= mostDistinct && !counts.contains(*path)))
            ++mix.leftOut;
        else
            ++counts[*path];
    }
    for (const auto& [path, count] : counts)
        mix.paths.push_back({QString::fromLatin1(path), static_cast<double>(count)});
    std::stable_sort(mix.paths.begin(), mix.paths.end(), [](const auto& left, const auto& right) {
        return left.share > right.share;
    });
    for (std::size_t at = mostMixPaths; at < mix.paths.size(); ++at)
        mix.leftOut += static_cast<qint64>(mix.paths[at].share);
    mix.paths.resize(std::min(mix.paths.size(), mostMixPaths));
    for (const auto& path : mix.paths)
        mix.taken += static_cast<qint64>(path.share);
    if (mix.paths.empty())
        return failure(
            ErrorCode::Malformed, u"no line of it is a GET that can be played, in the common or combined log format"_s);
    return mix;
}

QString mixText(const AccessMix& mix)
{
    return u"%1 paths of %2 requests in the access log"_s.arg(mix.paths.size()).arg(mix.taken);
}

} // namespace penelope::twin
