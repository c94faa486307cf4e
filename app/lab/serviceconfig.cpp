#include "app/lab/serviceconfig.h"

#include <QFile>

#include <toml++/toml.h>

#include <set>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

QString placeOf(const QString& path, const toml::source_region& region)
{
    return u"%1:%2:%3"_s.arg(path).arg(region.begin.line).arg(region.begin.column);
}

class ServiceReader
{
public:
    explicit ServiceReader(QString path, const toml::table& document)
        : m_path(std::move(path))
        , m_document(document)
    {}

    int integer(const char* section, const char* key, int fallback, int least, int most)
    {
        const auto* node = find(section, key);
        if (!node)
            return fallback;
        const auto value = node->value_exact<std::int64_t>();
        if (!value)
            refuse(*node, u"%1.%2 is a whole number"_s.arg(QLatin1StringView{section}, QLatin1StringView{key}));
        else if (*value < least || *value > most)
            refuse(
                *node,
                u"%1.%2 is %3; it lies within %4 and %5"_s.arg(QLatin1StringView{section}, QLatin1StringView{key})
                    .arg(*value)
                    .arg(least)
                    .arg(most));
        else
            return static_cast<int>(*value);
        return fallback;
    }

    bool flag(const char* section, const char* key, bool fallback)
    {
        const auto* node = find(section, key);
        if (!node)
            return fallback;
        const auto value = node->value_exact<bool>();
        if (!value)
            refuse(*node, u"%1.%2 is true or false"_s.arg(QLatin1StringView{section}, QLatin1StringView{key}));
        return value.value_or(fallback);
    }

    Status finish()
    {
        for (const auto& [section, node] : m_document) {
            const auto* table = node.as_table();
            if (!table) {
                refuse(
                    node,
                    u"\"%1\" is no section of a service"_s.arg(QString::fromStdString(std::string{section.str()})));
                break;
            }
            for (const auto& [key, value] : *table) {
                const auto name = std::string{section.str()} + '.' + std::string{key.str()};
                if (!m_known.contains(name))
                    refuse(value, u"\"%1\" is no setting of a service"_s.arg(QString::fromStdString(name)));
            }
        }
        return m_status;
    }

private:
    const toml::node* find(const char* section, const char* key)
    {
        m_known.insert(std::string{section} + '.' + key);
        const auto* table = m_document.get_as<toml::table>(section);
        return table ? table->get(key) : nullptr;
    }
    void refuse(const toml::node& node, const QString& message)
    {
        if (m_status)
            m_status = failure(ErrorCode::Malformed, message, placeOf(m_path, node.source()));
    }

    QString m_path;
    const toml::table& m_document;
    std::set<std::string> m_known;
    Status m_status;
};

ServiceConfig fromTable(ServiceReader& reader)
{
    ServiceConfig config;
    config.poolSize = reader.integer("pool", "size", config.poolSize, 1, 1024);
    config.poolWait = Milliseconds{reader.integer("pool", "wait_ms", 800, 1, 60000)};
    config.fallback = reader.flag("pool", "fallback", config.fallback);
    config.callTimeout = Milliseconds{reader.integer("store", "call_timeout_ms", 2000, 1, 60000)};
    config.cacheEntries = reader.integer("cache", "entries", config.cacheEntries, 0, 1000000);
    config.sessionPlaces = reader.integer("sessions", "places", config.sessionPlaces, 1, 1000000);
    config.releaseSessions = reader.flag("sessions", "release", config.releaseSessions);
    config.handshake = reader.flag("store", "handshake", config.handshake);
    config.checked = reader.flag("cache", "checked", config.checked);
    config.keptKib = reader.integer("cache", "kept_kib", config.keptKib, 0, 1024);
    config.dataFormat = reader.integer("ledger", "format", config.dataFormat, 1, 2);
    return config;
}

} // namespace

Result<ServiceConfig> readServiceConfig(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"the service's settings cannot be read: "_s + file.errorString(), path);
    const auto bytes = file.readAll();
    try {
        const auto document = toml::parse(std::string_view{bytes.constData(), static_cast<std::size_t>(bytes.size())});
        ServiceReader reader{path, document};
        const auto config = fromTable(reader);
        if (auto status = reader.finish(); !status)
            return Failure{status.error()};
        return config;
    } catch (const toml::parse_error& error) {
        return failure(
            ErrorCode::Malformed,
            QString::fromUtf8(error.description().data(), static_cast<qsizetype>(error.description().size())),
            placeOf(path, error.source()));
    }
}

} // namespace penelope::lab
