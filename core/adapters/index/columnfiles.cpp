#include "core/adapters/index/columnfiles.h"

#include "core/journal/textsign.h"

#include <QFile>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace penelope::index {
namespace {

using namespace Qt::Literals::StringLiterals;
namespace textsign = journal::textsign;

struct ArrayFile
{
    const char16_t* name;
    qint64 width;
};
constexpr std::array<ArrayFile, arrayCount> arrayFiles{
    {{u"time", 8},
     {u"kind", 1},
     {u"kind_high", 1},
     {u"service", 1},
     {u"service_high", 1},
     {u"actor", 1},
     {u"actor_high", 1},
     {u"decision", 1},
     {u"stream_kind", 1},
     {u"severity", 1},
     {u"risk", 1},
     {u"level", 1},
     {u"flags", 1},
     {u"flag_zones", 1},
     {u"stream", 4},
     {u"correlation", 4},
     {u"text", 1},
     {u"text_at", 8},
     {u"text_of", 4},
     {u"text_blocks", sizeof(textsign::Block)},
     {u"text_groups", sizeof(textsign::Group)},
     {u"text_rows", 8},
     {u"text_last", 4}}};

/// How the arrays say what they say. Those of another kind are made anew.
constexpr int arrayFormat = 3;

QString manifestFile(const QString& folder)
{
    return folder + u"/manifest.json"_s;
}

Failure noIndex(const QString& folder)
{
    return failure(ErrorCode::NotFound, u"there is no index of this journal yet"_s, folder);
}

/// Of what has the array's width.
qint64 countOf(Array array, const Manifest& manifest)
{
    constexpr qint64 perBlock = textsign::linesPerBlock;
    constexpr qint64 perGroup = textsign::linesPerGroup;
    switch (array) {
    case Array::Text: return manifest.textBytes;
    case Array::FlagZones: return manifest.mark.size / journal::Columns::rowsPerZone;
    case Array::TextAt:
    case Array::TextLast: return manifest.textLines;
    case Array::TextBlocks: return manifest.textLines / perBlock;
    case Array::TextGroups: return manifest.textLines / perGroup;
    case Array::TextRows: return (manifest.textLines + perBlock - 1) / perBlock;
    default: return manifest.mark.size;
    }
}

} // namespace

QString fileOf(const QString& folder, Array array)
{
    return folder + u'/' + QString::fromUtf16(arrayFiles[static_cast<std::size_t>(array)].name);
}

qint64 widthOf(Array array)
{
    return arrayFiles[static_cast<std::size_t>(array)].width;
}

qint64 bytesOf(Array array, const Manifest& manifest)
{
    return countOf(array, manifest) * widthOf(array);
}

Status writeManifest(const QString& folder, const Manifest& manifest)
{
    auto json = toJson(manifest.mark);
    json.set(u"array_format"_s, Json{arrayFormat});
    json.set(u"text_bytes"_s, Json{manifest.textBytes});
    json.set(u"text_lines"_s, Json{manifest.textLines});
    json.set(u"text_window"_s, Json{manifest.textWindow});
    json.set(u"kinds"_s, jsonList(manifest.kinds));
    json.set(u"services"_s, jsonList(manifest.services));
    json.set(u"actors"_s, jsonList(manifest.actors));
    json.set(u"decisions"_s, jsonList(manifest.decisions));
    json.set(u"stream_kinds"_s, jsonList(manifest.streamKinds));
    QSaveFile file(manifestFile(folder));
    if (!file.open(QIODevice::WriteOnly) || file.write(toJsonText(json)) < 0 || !file.commit())
        return failure(
            ErrorCode::Storage, u"%1 cannot be written: %2"_s.arg(file.fileName(), file.errorString()), folder);
    return {};
}

std::optional<Manifest> readManifest(const QString& folder)
{
    QFile file(manifestFile(folder));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto json = parseForeign(file.readAll());
    const auto mark = json ? markFrom(*json) : std::nullopt;
    const auto window = json ? json->integer(u"text_window").value_or(0) : 0;
    if (!mark || window <= 0 || json->integer(u"array_format") != arrayFormat)
        return std::nullopt;
    return Manifest{
        *mark,
        (*json)[u"text_bytes"].toInteger(),
        (*json)[u"text_lines"].toInteger(),
        window,
        stringList((*json)[u"kinds"]),
        stringList((*json)[u"services"]),
        stringList((*json)[u"actors"]),
        stringList((*json)[u"decisions"]),
        stringList((*json)[u"stream_kinds"])};
}

Result<std::shared_ptr<const ColumnFiles>> ColumnFiles::open(const QString& folder, const Identity& identity)
{
    const auto manifest = readManifest(folder);
    if (!manifest || !manifest->mark.isOf(identity))
        return noIndex(folder);
    std::shared_ptr<ColumnFiles> files(new ColumnFiles);
    if (auto mapped = files->map(folder, *manifest); !mapped)
        return Failure{mapped.error()};
    return files;
}

ColumnFiles::~ColumnFiles()
{
    for (const auto& mapping : m_mappings) {
        if (mapping.address)
            ::munmap(mapping.address, mapping.bytes);
    }
}

Status ColumnFiles::map(const QString& folder, const Manifest& manifest)
{
    for (int at = 0; at < arrayCount; ++at) {
        const auto array = static_cast<Array>(at);
        const auto bytes = static_cast<std::size_t>(bytesOf(array, manifest));
        const int descriptor = ::open(QFile::encodeName(fileOf(folder, array)).constData(), O_RDONLY | O_CLOEXEC);
        struct stat info
        {};
        // A shorter file than its manifest says would be a crash to read.
        const bool whole =
            descriptor >= 0 && ::fstat(descriptor, &info) == 0 && static_cast<std::size_t>(info.st_size) >= bytes;
        void* address = whole ? nullptr : MAP_FAILED;
        if (whole && bytes > 0) // the kernel maps no empty file
            address = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
        if (descriptor >= 0)
            ::close(descriptor);
        if (address == MAP_FAILED)
            return noIndex(folder);
        m_mappings[static_cast<std::size_t>(at)] = {address, bytes};
    }
    const auto view = [this]<typename T>(Array array, std::span<const T>& span) {
        const auto& mapping = m_mappings[static_cast<std::size_t>(array)];
        span = {static_cast<const T*>(mapping.address), mapping.bytes / sizeof(T)};
    };
    m_columns.size = manifest.mark.size;
    view(Array::Time, m_columns.time);
    view(Array::Kind, m_columns.kind.low);
    view(Array::KindHigh, m_columns.kind.high);
    view(Array::Service, m_columns.service.low);
    view(Array::ServiceHigh, m_columns.service.high);
    view(Array::Actor, m_columns.actor.low);
    view(Array::ActorHigh, m_columns.actor.high);
    view(Array::Decision, m_columns.decision);
    view(Array::StreamKind, m_columns.streamKind);
    view(Array::Severity, m_columns.severity);
    view(Array::Risk, m_columns.risk);
    view(Array::Level, m_columns.level);
    view(Array::Flags, m_columns.flags);
    view(Array::FlagZones, m_columns.flagZones);
    view(Array::Stream, m_columns.stream);
    view(Array::Correlation, m_columns.correlation);
    view(Array::Text, m_columns.text);
    view(Array::TextAt, m_columns.textAt);
    view(Array::TextOf, m_columns.textOf);
    view(Array::TextBlocks, m_columns.textBlocks);
    view(Array::TextGroups, m_columns.textGroups);
    view(Array::TextRows, m_columns.textRows);
    view(Array::TextLast, m_columns.textLast);
    m_columns.textWindow = manifest.textWindow;
    m_columns.kinds = manifest.kinds;
    m_columns.services = manifest.services;
    m_columns.actors = manifest.actors;
    m_columns.decisions = manifest.decisions;
    m_columns.streamKinds = manifest.streamKinds;
    return {};
}

} // namespace penelope::index
