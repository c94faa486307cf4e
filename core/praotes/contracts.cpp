#include "core/praotes/contracts.h"

#include "core/praotes/gentleness.h"
#include "core/source/tokenizer.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace penelope::praotes {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Changed
{
    std::vector<source::Definition> removed;
    std::vector<source::Definition> added;
};

Changed definitionsOf(const patch::FileDiff& file, source::Language language)
{
    Changed changed;
    for (const auto& hunk : file.hunks) {
        for (const auto& line : hunk.lines) {
            if (line.kind == patch::LineKind::Context)
                continue;
            if (const auto definition = source::definitionIn(line.text, language))
                (line.kind == patch::LineKind::Added ? changed.added : changed.removed).push_back(*definition);
        }
    }
    return changed;
}

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

/// A public definition that went is broken unless the same one came back: moved code breaks nobody.
void addBroken(const patch::FileDiff& file, const Changed& changed, QStringList& broken)
{
    for (const auto& gone : changed.removed) {
        if (!gone.isPublic)
            continue;
        const auto same = [&gone](const source::Definition& other) {
            return other.kind == gone.kind && other.name == gone.name && other.signature == gone.signature;
        };
        if (std::any_of(changed.added.begin(), changed.added.end(), same))
            continue;
        const bool again =
            std::any_of(changed.added.begin(), changed.added.end(), [&gone](const source::Definition& other) {
                return other.kind == gone.kind && other.name == gone.name;
            });
        const auto entry =
            u"%1: %2 %3 %4"_s.arg(file.path(), kindWord(gone.kind), gone.name, again ? u"signed anew"_s : u"removed"_s);
        if (!broken.contains(entry))
            broken.append(entry);
    }
}

/// The names that one line requires; a line may name several.
QStringList requiredIn(const QString& text)
{
    static const QRegularExpression proto(u"^\\s*required\\s+[\\w.]+\\s+(\\w+)\\s*="_s);
    static const QRegularExpression list(u"[\"']?required[\"']?\\s*[:=]\\s*\\[([^\\]]*)"_s);
    static const QRegularExpression item(u"[\"']?([\\w.-]+)[\"']?"_s);
    static const QRegularExpression keyword(u"(\\w+)[^#]*\\brequired\\s*=\\s*True"_s);
    static const QRegularExpression flag(u"^\\s*[\"']?required[\"']?\\s*:\\s*true"_s);
    static const QRegularExpression annotation(u"^\\s*@(?:NotNull|NotBlank|NotEmpty)\\b"_s);
    QStringList names;
    if (const auto match = proto.match(text); match.hasMatch()) {
        names.append(match.captured(1));
    } else if (const auto members = list.match(text); members.hasMatch()) {
        for (auto each = item.globalMatch(members.captured(1)); each.hasNext();)
            names.append(each.next().captured(1));
    } else if (const auto argument = keyword.match(text); argument.hasMatch()) {
        names.append(argument.captured(1));
    } else if (flag.match(text).hasMatch() || annotation.match(text).hasMatch()) {
        names.append(text.simplified());
    }
    return names;
}

} // namespace

QStringList newlyRequired(const patch::FileDiff& file)
{
    QStringList added;
    QStringList removed;
    for (const auto& hunk : file.hunks) {
        for (const auto& line : hunk.lines) {
            if (line.kind == patch::LineKind::Added)
                added.append(requiredIn(line.text));
            else if (line.kind == patch::LineKind::Removed)
                removed.append(requiredIn(line.text));
        }
    }
    QStringList fresh;
    for (const auto& name : added) {
        if (!removed.removeOne(name))
            fresh.append(name);
    }
    return fresh;
}

QStringList contractsBroken(const patch::Diff& diff)
{
    QStringList broken;
    for (const auto& file : diff.files) {
        const auto path = file.oldPath.isEmpty() ? file.newPath : file.oldPath;
        addBroken(file, definitionsOf(file, source::languageOf(path)), broken);
        // A new file's fields bind nobody yet.
        if (file.change == patch::FileChange::Added)
            continue;
        for (const auto& name : newlyRequired(file))
            broken.append(u"%1: field %2 newly required"_s.arg(file.path(), name));
    }
    return broken;
}

} // namespace penelope::praotes
