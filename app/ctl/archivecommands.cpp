#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/signfirst.h"
#include "core/adapters/sqlite/archive.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString madeBy = u"Penelope "_s + QStringLiteral(PENELOPE_VERSION);

struct ArchiveOptions
{
    std::string file;
    std::string target;
    sqlite::ArchiveRange range;
};

int failArchive(const Context& context, const Error& error)
{
    const bool unreachable = error.code == ErrorCode::NotFound || error.code == ErrorCode::Malformed;
    return unreachable ? context.fail(error, Unreachable) : context.fail(error);
}

Json lostJson(const journal::ArchiveManifest& manifest)
{
    auto lost = Json::array();
    for (const auto& range : manifest.lost)
        lost.append(
            Json::object({{u"first"_s, range.first}, {u"last"_s, range.last}, {u"proven"_s, !range.leaves.empty()}}));
    return lost;
}

Json archiveJson(const QString& path, const journal::ArchiveVerdict& archive)
{
    auto answer = journal::toJson(archive.verdict);
    answer.set(u"path"_s, path);
    answer.set(u"journal_id"_s, archive.manifest.journalId);
    answer.set(u"first"_s, archive.manifest.first);
    answer.set(u"last"_s, archive.manifest.last);
    answer.set(u"size"_s, archive.manifest.size);
    answer.set(u"complete"_s, archive.manifest.complete);
    answer.set(u"lost"_s, lostJson(archive.manifest));
    return answer;
}

/// The sentence of what was done; not each of them names the size of the tree.
QString sentence(const QString& did, const QString& path, const journal::ArchiveManifest& manifest)
{
    const auto first = QString::number(manifest.first);
    const auto last = QString::number(manifest.last);
    return did.contains(u"%4") ? did.arg(path, first, last, QString::number(manifest.size))
                               : did.arg(path, first, last);
}

int show(const Context& context, const QString& did, const QString& path, const journal::ArchiveVerdict& archive)
{
    if (context.json) {
        context.print(archiveJson(path, archive));
        return Ok;
    }
    const auto& manifest = archive.manifest;
    context.print(sentence(did, path, manifest));
    for (const auto& range : manifest.lost)
        context.print(u"Lost: events %1 to %2%3"_s.arg(range.first)
                          .arg(range.last)
                          .arg(range.leaves.empty() ? u", and their hashes"_s : u"; their hashes are kept"_s));
    if (manifest.root)
        context.print(u"Root %1"_s.arg(toHex(*manifest.root)));
    for (const auto& line : journal::sentences(archive.verdict))
        context.print(line);
    return Ok;
}

using Work = std::function<Result<journal::ArchiveVerdict>(const QString& target)>;

int runArchive(const Context& context, const QString& did, const std::string& target, const Work& work)
{
    const auto path = QString::fromStdString(target);
    const auto archive = work(path);
    return archive ? show(context, did, path, *archive) : failArchive(context, archive.error());
}

} // namespace

void addArchiveCommands(CLI::App& journal, Context& context)
{
    auto options = std::make_shared<ArchiveOptions>();
    auto* exported = journal.add_subcommand("export", "Write a .penelope-audit archive that proves itself");
    exported->add_option("FILE", options->target, "The new archive")->required();
    exported->add_option("--from", options->range.first, "First event of a range")->check(CLI::PositiveNumber);
    exported->add_option("--to", options->range.last, "Last event of a range")->check(CLI::PositiveNumber);
    exported->callback([&context, options] {
        context.run = [&context, options] {
            return runArchive(
                context, u"%1 holds events %2 to %3 of a tree of %4 and verifies."_s, options->target,
                [&](const QString& path) {
                    signFirst(context);
                    return sqlite::exportArchive(context.journal, path, options->range, madeBy);
                });
        };
    });
    auto* imported = journal.add_subcommand("import", "Make a journal of an archive, verified before and after");
    imported->add_option("ARCHIVE", options->file, "The .penelope-audit file")->required();
    imported->add_option("FILE", options->target, "The new journal, if not that of --journal");
    imported->callback([&context, options] {
        context.run = [&context, options] {
            const auto target = options->target.empty() ? context.journal.toStdString() : options->target;
            return runArchive(
                context, u"%1 is a journal of the events %2 to %3, with the same root."_s, target,
                [&](const QString& path) {
                    return sqlite::importArchive(QString::fromStdString(options->file), path);
                });
        };
    });
    auto* salvage = journal.add_subcommand("salvage", "Save what still verifies of a damaged journal");
    salvage->add_option("FILE", options->file, "The damaged journal; it is never written")->required();
    salvage->add_option("ARCHIVE", options->target, "The new .penelope-audit file")->required();
    salvage->callback([&context, options] {
        context.run = [&context, options] {
            return runArchive(
                context, u"%1 holds what verifies of the events %2 to %3."_s, options->target,
                [&](const QString& path) {
                    return sqlite::salvageArchive(QString::fromStdString(options->file), path, madeBy);
                });
        };
    });
}

} // namespace penelope::ctl
