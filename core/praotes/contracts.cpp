#include "core/praotes/contracts.h"

#include "core/praotes/gentleness.h"
#include "core/praotes/sides.h"

#include <QHash>
#include <QSet>

namespace penelope::praotes {

using namespace Qt::Literals::StringLiterals;

namespace {

QString kindWord(source::DefinitionKind kind)
{
    switch (kind) {
    case source::DefinitionKind::Function: return u"function"_s;
    case source::DefinitionKind::Type: return u"class"_s;
    case source::DefinitionKind::Route: return u"route"_s;
    case source::DefinitionKind::Export: return u"symbol"_s;
    }
    Q_UNREACHABLE();
}

using Counts = QHash<QString, int>;

QString nameKey(const source::Definition& definition)
{
    return u"%1 %2"_s.arg(static_cast<int>(definition.kind)).arg(definition.name);
}

QString fullKey(const source::Definition& definition)
{
    return nameKey(definition) + u'\n' + definition.signature;
}

/// A public definition that went is broken unless the same one stands elsewhere in the file: moved code breaks nobody.
void addBroken(const patch::FileDiff& file, source::Language language, QStringList& broken)
{
    Counts same;
    Counts named;
    for (const auto& definition : publicDefinitions(file, Side::New, language)) {
        ++same[fullKey(definition)];
        ++named[nameKey(definition)];
    }
    QSet<QString> told;
    for (const auto& gone : publicDefinitions(file, Side::Old, language)) {
        auto& left = same[fullKey(gone)];
        if (left > 0) {
            --left;
            continue;
        }
        const bool again = named.value(nameKey(gone)) > 0;
        const auto entry =
            u"%1: %2 %3 %4"_s.arg(file.path(), kindWord(gone.kind), gone.name, again ? u"signed anew"_s : u"removed"_s);
        if (!told.contains(entry))
            broken.append(entry);
        told.insert(entry);
    }
}

} // namespace

QStringList contractsBroken(const patch::Diff& diff)
{
    QStringList broken;
    for (const auto& file : diff.files) {
        const auto path = file.oldPath.isEmpty() ? file.newPath : file.oldPath;
        if (const auto language = source::languageOf(path); language != source::Language::Other)
            addBroken(file, language, broken);
        // A new file's fields bind nobody yet.
        if (file.change == patch::FileChange::Added)
            continue;
        for (const auto& name : newlyRequired(file))
            broken.append(u"%1: field %2 newly required"_s.arg(file.path(), name));
    }
    return broken;
}

} // namespace penelope::praotes
