#include "core/adapters/config/remedies.h"

#include "core/adapters/config/reader.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace penelope::config {

namespace {

constexpr qint64 maxDescription = qint64{64} * 1024;
constexpr qint64 maxDiff = qint64{1024} * 1024;

Status readDescription(const Layer& layer, const toml::table& document, patch::Remedy& remedy)
{
    std::map<QString, QString> origin;
    qint64 format = 0;
    TableReader reader(layer, document, {}, origin);
    reader.integer("format", format);
    reader.text("intent", remedy.intent);
    reader.text("rollback", remedy.rollback);
    reader.table("match", [&](const toml::table& table, const QString& path) {
        TableReader match(layer, table, path, origin);
        match.text("type", remedy.type);
        match.text("service", remedy.service);
        match.textMap("labels", remedy.labels);
        return match.finish();
    });
    reader.table("when", [&](const toml::table& table, const QString& path) {
        TableReader when(layer, table, path, origin);
        when.text("query", remedy.query);
        return when.finish();
    });
    if (auto read = reader.finish(); !read)
        return read;
    if (format != 1)
        return failure(ErrorCode::Unsupported, u"format must be 1"_s, layer.name);
    if (remedy.intent.trimmed().isEmpty())
        return failure(ErrorCode::Malformed, u"intent is needed"_s, layer.name);
    if (auto checked = patch::checkRemedy(remedy); !checked) {
        checked.error().where = layer.name + u": "_s + checked.error().where;
        return checked;
    }
    return {};
}

Result<patch::Remedy> readRemedy(const QString& path, const QString& name)
{
    const auto text = readBytes(path, maxDescription);
    if (!text)
        return Failure{text.error()};
    const Layer layer{path, {}, true};
    const auto document = parseToml(layer, *text);
    if (!document)
        return Failure{document.error()};
    patch::Remedy remedy;
    remedy.name = name;
    if (const auto read = readDescription(layer, *document, remedy); !read)
        return Failure{read.error()};
    const auto diff = readBytes(path.chopped(5) + u".diff"_s, maxDiff);
    if (!diff)
        return Failure{diff.error()};
    remedy.diff = QString::fromUtf8(*diff);
    // A diff that is no UTF-8 would be another one after the journal had it.
    if (remedy.diff.toUtf8() != *diff)
        return failure(ErrorCode::Malformed, u"the diff is not UTF-8"_s, path.chopped(5) + u".diff"_s);
    return remedy;
}

} // namespace

Result<Catalogue> readRemedies(const QString& folder)
{
    const QDir files(folder);
    if (!files.exists())
        return failure(ErrorCode::NotFound, u"there is no such folder"_s, folder);
    Catalogue catalogue;
    const auto names = files.entryList({u"*.toml"_s}, QDir::Files, QDir::Name);
    for (const auto& name : names) {
        auto remedy = readRemedy(files.absoluteFilePath(name), name.chopped(5));
        if (remedy)
            catalogue.remedies.push_back(std::move(*remedy));
        else
            catalogue.troubles.push_back(remedy.error());
    }
    return catalogue;
}

} // namespace penelope::config
