#include "core/source/complexity.h"

#include "core/source/tokenizer.h"

#include <QStringList>

#include <algorithm>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

void Complexity::add(const QString& path, const QByteArray& text)
{
    const auto found = source::functions(QString::fromUtf8(text), languageOf(path));
    for (const auto& function : found)
        sum += function.complexity;
    functions += static_cast<int>(found.size());
    files += found.empty() ? 0 : 1;
}

bool isOwnSource(const QString& path)
{
    static const QStringList foreign{u"node_modules"_s, u"vendor"_s, u"third_party"_s};
    if (languageOf(path) == Language::Other)
        return false;
    auto folders = path.split(u'/');
    folders.removeLast();
    return std::none_of(folders.begin(), folders.end(), [](const QString& folder) { return foreign.contains(folder); });
}

} // namespace penelope::source
