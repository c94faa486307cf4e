#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/signfirst.h"
#include "core/adapters/sqlite/reader.h"

#include <QFile>

#include <CLI/CLI.hpp>

#include <map>
#include <set>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The events that a proof of one approval needs, by seq.
using Story = std::map<qint64, journal::Event>;

Status addStream(sqlite::Reader& reader, const QString& name, const QStringList& kinds, Story& story)
{
    constexpr int page = 1000;
    for (qint64 from = 1;; from += page) {
        const auto events = reader.stream(name, from, page);
        if (!events)
            return Failure{events.error()};
        for (const auto& event : *events) {
            if (kinds.isEmpty() || kinds.contains(event.kind))
                story.emplace(event.seq, event);
        }
        if (events->size() < page)
            return {};
    }
}

/// The request and its decisions, the patch and what became of it, the keys of those who decided.
Result<Story> storyOf(sqlite::Reader& reader, const QString& approval)
{
    Story story;
    if (auto read = addStream(reader, u"approval/"_s + approval, {}, story); !read)
        return Failure{read.error()};
    if (story.empty())
        return failure(ErrorCode::NotFound, u"there is no approval %1 in this journal"_s.arg(approval));
    std::set<QString> streams;
    for (const auto& [seq, event] : story) {
        if (event.kind == "ApprovalRequested"_L1)
            streams.insert(u"patch/"_s + event.payload[u"patch_id"].toString());
        if (event.actor.startsWith("operator/"_L1))
            streams.insert(event.actor);
    }
    auto read =
        addStream(reader, u"system"_s, {u"JournalCreated"_s, u"JournalKeyRotated"_s, u"JournalKeyRevoked"_s}, story);
    for (const auto& name : streams) {
        if (read)
            read = addStream(reader, name, {}, story);
    }
    return read ? Result<Story>{story} : Result<Story>{Failure{read.error()}};
}

Result<Json> evidenceOf(sqlite::Reader& reader, const QString& approval)
{
    const auto story = storyOf(reader, approval);
    const auto keys = reader.keys();
    const auto newest = reader.newestNote();
    if (!story || !keys || !newest)
        return Failure{!story ? story.error() : keys ? newest.error() : keys.error()};
    const auto note = journal::parseNote(*newest);
    const auto signedTo = note ? note->checkpoint.size : 0;
    auto events = Json::array();
    qint64 leftOut = 0;
    for (const auto& [seq, event] : *story) {
        if (seq > signedTo) {
            if (event.kind == "ApprovalRequested"_L1)
                return failure(
                    ErrorCode::Unavailable,
                    u"the request is event %1 and the journal is signed to %2: try again after its next checkpoint"_s
                        .arg(seq)
                        .arg(signedTo));
            ++leftOut;
            continue;
        }
        const auto body = reader.body(seq);
        const auto proof = reader.inclusionText(seq);
        if (!body || !proof)
            return Failure{body ? proof.error() : body.error()};
        events.append(
            Json::object({{u"body"_s, QString::fromUtf8(body->first)}, {u"proof"_s, QString::fromUtf8(*proof)}}));
    }
    return Json::object(
        {{u"format"_s, 1},
         {u"journal_id"_s, keys->journalId()},
         {u"approval_id"_s, approval},
         {u"left_out"_s, leftOut},
         {u"events"_s, events}});
}

QByteArray resource(const QString& name)
{
    QFile file(u":/bundle/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// What a content security policy calls the one script or style that it lets run.
QByteArray policyHash(const QByteArray& content)
{
    return "sha256-" + toBytes(sha256(content)).toBase64();
}

/// The evidence stands in the page as base64: no text of it can end the element that holds it.
QByteArray pageOf(const QString& approval, const Json& evidence)
{
    // Nobody has signed the count of what is left out: it is told on the terminal, not in the proof.
    auto proof = evidence;
    proof.remove(u"left_out");
    const auto script = resource(u"checker.js"_s);
    const auto style = resource(u"style.css"_s);
    return resource(u"page.html"_s)
        .replace("@SCRIPT_HASH@", policyHash(script))
        .replace("@STYLE_HASH@", policyHash(style))
        .replace("@APPROVAL@", approval.toHtmlEscaped().toUtf8())
        .replace("@STYLE@", style)
        .replace("@SCRIPT@", script)
        .replace("@EVIDENCE@", toJsonText(proof).toBase64());
}

Status writePage(const QString& path, const QByteArray& page)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(
            file.exists() ? ErrorCode::Conflict : ErrorCode::Storage,
            u"%1 cannot be made: %2"_s.arg(path, file.errorString()), path);
    if (file.write(page) == page.size() && file.flush())
        return {};
    file.remove();
    return failure(ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(path, file.errorString()), path);
}

int runBundle(const Context& context, const QString& approval, const QString& wanted)
{
    signFirst(context);
    const auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return context.fail(reader.error(), Unreachable);
    const auto evidence = evidenceOf(**reader, approval);
    if (!evidence)
        return context.fail(evidence.error());
    const auto path = wanted.isEmpty() ? u"approval-%1.html"_s.arg(approval) : wanted;
    if (const auto written = writePage(path, pageOf(approval, *evidence)); !written)
        return context.fail(written.error());
    const auto events = static_cast<qint64>((*evidence)[u"events"].toArray().size());
    if (context.json)
        context.print(
            Json::object({{u"path"_s, path}, {u"events"_s, events}, {u"left_out"_s, (*evidence)[u"left_out"]}}));
    else
        context.print(u"%1 proves %2 events; open it in any browser, also offline."_s.arg(path).arg(events));
    return Ok;
}

} // namespace

void addBundleCommand(CLI::App& app, Context& context)
{
    struct Options
    {
        std::string approval;
        std::string file;
    };
    auto options = std::make_shared<Options>();
    auto* bundle = app.add_subcommand("bundle", "One HTML file that proves an approval by itself");
    bundle->add_option("APPROVAL", options->approval, "The approval's id")->required();
    bundle->add_option("FILE", options->file, "The new file; without it approval-ID.html");
    bundle->callback([&context, options] {
        context.run = [&context, options] {
            return runBundle(context, QString::fromStdString(options->approval), QString::fromStdString(options->file));
        };
    });
}

} // namespace penelope::ctl
