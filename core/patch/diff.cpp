#include "core/patch/diff.h"

#include "core/base/hash.h"
#include "core/patch/diffreader.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace penelope::patch {
namespace {

constexpr std::array configurationEndings{QLatin1String("toml"),       QLatin1String("yaml"),   QLatin1String("yml"),
                                          QLatin1String("ini"),        QLatin1String("conf"),   QLatin1String("cfg"),
                                          QLatin1String("properties"), QLatin1String("json"),   QLatin1String("env"),
                                          QLatin1String("hcl"),        QLatin1String("config"), QLatin1String("cnf")};

Failure tooLarge()
{
    return failure(ErrorCode::Refused, QStringLiteral("the diff is larger than 4 MiB"));
}

} // namespace

QStringList Diff::paths() const
{
    QStringList all;
    QSet<QString> seen;
    const auto take = [&](const QString& path) {
        if (!seen.contains(path))
            all.append(path);
        seen.insert(path);
    };
    for (const auto& file : files) {
        take(file.path());
        if (!file.oldPath.isEmpty() && file.change == FileChange::Renamed)
            take(file.oldPath);
    }
    return all;
}

Result<QString> diffText(const QByteArray& bytes)
{
    if (bytes.size() > maxDiffBytes)
        return tooLarge();
    if (QByteArrayView(bytes).isValidUtf8())
        return QString::fromUtf8(bytes);
    const auto lines = bytes.split('\n');
    const auto wrong = std::find_if(
        lines.begin(), lines.end(), [](const QByteArray& line) { return !QByteArrayView(line).isValidUtf8(); });
    return failure(
        ErrorCode::Malformed, QStringLiteral("the text is not UTF-8: bytes that are none cannot be kept as they are"),
        QStringLiteral("line %1").arg(std::distance(lines.begin(), wrong) + 1));
}

Result<Diff> parseDiff(const QString& text)
{
    if (text.size() > maxDiffBytes || text.toUtf8().size() > maxDiffBytes)
        return tooLarge();
    return DiffReader(text).read();
}

bool isConfiguration(const QString& path)
{
    const auto name = path.section(QLatin1Char('/'), -1).toLower();
    const auto ending = name.section(QLatin1Char('.'), -1);
    if (!name.contains(QLatin1Char('.')))
        return false;
    return std::any_of(configurationEndings.begin(), configurationEndings.end(), [&ending](QLatin1String known) {
        return ending == known;
    });
}

Level levelOf(const Diff& diff, const LevelLines& most)
{
    const auto paths = diff.paths();
    if (!paths.isEmpty() && std::all_of(paths.begin(), paths.end(), isConfiguration))
        return Level::Config;
    if (diff.lines() <= most.surgical)
        return Level::Surgical;
    return diff.lines() <= most.moderate ? Level::Moderate : Level::Redesign;
}

QString diffSha256(const QString& diff)
{
    return toHex(sha256(diff.toUtf8()));
}

} // namespace penelope::patch
