#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "core/adapters/sqlite/archive.h"
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/systemclock.h"
#include "core/base/base64.h"

#include <QFile>

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct VerifyOptions
{
    std::string file;
    std::vector<std::string> keys;
    std::vector<std::string> checkpoints;
    qint64 seq = 0;
};

/// A file, or the text itself where there is no such file.
QByteArray contentOf(const std::string& argument)
{
    QFile file(QString::fromStdString(argument));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray::fromStdString(argument);
}

/// 32 bytes in hex or base64, or a line of keys.txt (origin+key id+base64 of 0x01 and the key).
std::optional<ed25519::PublicKey> keyFrom(const QByteArray& content)
{
    const auto text = content.trimmed();
    if (const auto bytes = fromHex(text); bytes && bytes->size() == 32)
        return ed25519::publicKeyFrom(*bytes);
    const auto bytes = fromBase64(
        text.contains('+') && text.startsWith("penelope/") ? text.mid(text.indexOf('+', text.indexOf('+') + 1) + 1)
                                                           : text);
    if (!bytes)
        return std::nullopt;
    return ed25519::publicKeyFrom(bytes->size() == 33 && bytes->startsWith('\x01') ? bytes->mid(1) : *bytes);
}

Result<journal::Pins> pinsFrom(const VerifyOptions& options)
{
    journal::Pins pins;
    for (const auto& argument : options.keys) {
        const auto key = keyFrom(contentOf(argument));
        if (!key)
            return failure(
                ErrorCode::Malformed,
                u"--key: %1 is no public key (32 bytes in hex or base64)"_s.arg(QString::fromStdString(argument)));
        pins.keys.push_back(*key);
    }
    for (const auto& argument : options.checkpoints) {
        QFile file(QString::fromStdString(argument));
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::NotFound, u"--checkpoint: %1 cannot be read"_s.arg(file.fileName()));
        const auto notes = journal::splitNotes(file.readAll());
        if (notes.empty())
            return failure(ErrorCode::Malformed, u"--checkpoint: %1 holds no note"_s.arg(file.fileName()));
        pins.notes.insert(pins.notes.end(), notes.begin(), notes.end());
    }
    return pins;
}

/// An archive says so by its name, or by its first member's.
bool isArchive(const QString& path)
{
    QFile file(path);
    return path.endsWith(u".penelope-audit"_s) ||
           (file.open(QIODevice::ReadOnly) && file.read(journal::manifestName.size()) == journal::manifestName);
}

Result<journal::Verdict> verifyAny(const QString& path, const VerifyOptions& options, const journal::Pins& pins)
{
    if (options.seq > 0)
        return sqlite::verifyEvent(path, options.seq, pins);
    if (!isArchive(path))
        return sqlite::verifyFile(path, pins);
    return sqlite::verifyArchiveFile(path, pins).map([](const auto& archive) { return archive.verdict; });
}

int runVerify(const Context& context, const VerifyOptions& options)
{
    const auto path = options.file.empty() ? context.journal : QString::fromStdString(options.file);
    const auto pins = pinsFrom(options);
    if (!pins)
        return context.fail(pins.error(), Usage);
    const system::SystemClock clock;
    const auto begun = clock.tick();
    const auto verdict = verifyAny(path, options, *pins);
    if (!verdict) {
        const bool proven = options.seq > 0 || isArchive(path);
        return context.fail(
            verdict.error(), verdict.error().code == ErrorCode::Damaged && proven ? Damaged : Unreachable);
    }
    if (context.json) {
        auto answer = journal::toJson(*verdict);
        answer.set(u"seconds"_s, static_cast<double>((clock.tick() - begun).count()) / 1000);
        context.print(answer);
    } else {
        for (const auto& line : journal::sentences(*verdict))
            context.print(line);
    }
    return verdict->ok() ? Ok : Damaged;
}

int runProve(const Context& context, qint64 seq)
{
    const auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return context.fail(reader.error(), Unreachable);
    const auto text = (*reader)->inclusionText(seq);
    if (!text)
        return context.fail(text.error());
    if (context.json)
        context.print(Json::object({{u"seq"_s, seq}, {u"proof"_s, QString::fromUtf8(*text)}}));
    else
        context.print(QString::fromUtf8(text->chopped(1)));
    return Ok;
}

} // namespace

void addVerifyCommands(CLI::App& app, Context& context)
{
    auto options = std::make_shared<VerifyOptions>();
    auto* verify = app.add_subcommand("verify", "Whether the journal proves itself");
    verify->add_option("FILE", options->file, "The journal, if not that of --journal");
    verify->add_option("--key", options->keys, "A public key obtained elsewhere: a file, or hex");
    verify->add_option("--checkpoint", options->checkpoints, "A checkpoint or a file of anchors, kept elsewhere");
    verify->add_option("--seq", options->seq, "Prove one event only")->check(CLI::PositiveNumber);
    verify->callback(
        [&context, options] { context.run = [&context, options] { return runVerify(context, *options); }; });

    auto seq = std::make_shared<qint64>(0);
    auto* prove = app.add_subcommand("prove", "The proof that an event is in the signed tree (tlog-proof)");
    prove->add_option("SEQ", *seq, "The event's seq")->required()->check(CLI::PositiveNumber);
    prove->callback([&context, seq] { context.run = [&context, seq] { return runProve(context, *seq); }; });
}

} // namespace penelope::ctl
