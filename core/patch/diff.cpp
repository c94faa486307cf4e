#include "core/patch/diff.h"

#include "core/base/hash.h"
#include "core/patch/diffreader.h"

#include <algorithm>
#include <array>

namespace penelope::patch {
namespace {

constexpr std::array configurationEndings{QLatin1String("toml"),       QLatin1String("yaml"),   QLatin1String("yml"),
                                          QLatin1String("ini"),        QLatin1String("conf"),   QLatin1String("cfg"),
                                          QLatin1String("properties"), QLatin1String("json"),   QLatin1String("env"),
                                          QLatin1String("hcl"),        QLatin1String("config"), QLatin1String("cnf")};

constexpr int surgicalLines = 5;
constexpr int moderateLines = 25;

} // namespace

QStringList Diff::paths() const
{
    QStringList all;
    for (const auto& file : files) {
        if (!all.contains(file.path()))
            all.append(file.path());
        if (!file.oldPath.isEmpty() && file.change == FileChange::Renamed && !all.contains(file.oldPath))
            all.append(file.oldPath);
    }
    return all;
}

Result<Diff> parseDiff(const QString& text)
{
    if (text.size() > maxDiffBytes || text.toUtf8().size() > maxDiffBytes)
        return failure(ErrorCode::Refused, QStringLiteral("the diff is larger than 4 MiB"));
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

Level levelOf(const Diff& diff)
{
    const auto paths = diff.paths();
    if (!paths.isEmpty() && std::all_of(paths.begin(), paths.end(), isConfiguration))
        return Level::Config;
    if (diff.lines() <= surgicalLines)
        return Level::Surgical;
    return diff.lines() <= moderateLines ? Level::Moderate : Level::Redesign;
}

QString diffSha256(const QString& diff)
{
    return toHex(sha256(diff.toUtf8()));
}

} // namespace penelope::patch
