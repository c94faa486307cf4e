#include "core/adapters/config/reader.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace penelope::config {

QString fromToml(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString placeOf(const Layer& layer, const toml::source_region& source)
{
    if (!layer.isFile)
        return layer.name;
    return u"%1:%2:%3"_s.arg(layer.name).arg(source.begin.line).arg(source.begin.column);
}

Result<toml::table> parseToml(const Layer& layer, const QByteArray& text)
{
    try {
        return toml::parse(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    } catch (const toml::parse_error& error) {
        return failure(ErrorCode::Malformed, fromToml(error.description()), placeOf(layer, error.source()));
    }
}

Result<QByteArray> readBytes(const QString& path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.exists())
        return failure(ErrorCode::NotFound, u"there is no such file"_s, path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Unavailable, u"cannot be read: %1"_s.arg(file.errorString()), path);
    auto bytes = file.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return failure(ErrorCode::Malformed, u"is larger than %1 bytes"_s.arg(maxBytes), path);
    return bytes;
}

TableReader::TableReader(const Layer& layer, const toml::table& table, QString path, std::map<QString, QString>& origin)
    : m_layer(layer)
    , m_table(table)
    , m_path(std::move(path))
    , m_origin(origin)
{}

QString TableReader::keyPath(const QString& key) const
{
    return m_path.isEmpty() ? key : m_path + u'.' + key;
}

const toml::node* TableReader::take(const char* key)
{
    m_known.append(QString::fromLatin1(key));
    return m_status ? m_table.get(key) : nullptr;
}

void TableReader::fail(const toml::source_region& source, const QString& message)
{
    if (m_status)
        m_status = failure(ErrorCode::Malformed, message, placeOf(m_layer, source));
}

void TableReader::wrongType(const char* key, const toml::node& node, const QString& wanted)
{
    fail(node.source(), u"%1 must be %2"_s.arg(keyPath(QString::fromLatin1(key)), wanted));
}

void TableReader::came(const char* key)
{
    m_origin[keyPath(QString::fromLatin1(key))] = m_layer.isFile ? m_layer.name : u"environment "_s + m_layer.name;
}

void TableReader::text(const char* key, QString& into)
{
    const auto* node = take(key);
    if (!node)
        return;
    const auto value = node->value_exact<std::string>();
    if (!value)
        return wrongType(key, *node, u"a text"_s);
    into = fromToml(*value);
    came(key);
}

void TableReader::words(const char* key, QString& into, const QStringList& allowed)
{
    QString word;
    const auto* node = m_table.get(key);
    text(key, word);
    if (!node || !m_status)
        return;
    if (!allowed.contains(word))
        return wrongType(key, *node, u"one of %1"_s.arg(allowed.join(u", "_s)));
    into = word;
}

void TableReader::duration(const char* key, Milliseconds& into)
{
    QString written;
    const auto* node = m_table.get(key);
    text(key, written);
    if (!node || !m_status)
        return;
    static const QRegularExpression form(u"\\A([0-9]{1,9})(ms|s|m|h|d)\\z"_s);
    const auto match = form.match(written);
    static const std::map<QString, qint64> units{
        {u"ms"_s, 1}, {u"s"_s, 1000}, {u"m"_s, 60'000}, {u"h"_s, 3'600'000}, {u"d"_s, 86'400'000}};
    const auto value = match.hasMatch() ? match.captured(1).toLongLong() * units.at(match.captured(2)) : 0;
    if (value <= 0)
        return wrongType(key, *node, u"a duration above zero such as \"15s\""_s);
    into = Milliseconds{value};
}

void TableReader::integer(const char* key, qint64& into)
{
    const auto* node = take(key);
    if (!node)
        return;
    const auto value = node->value_exact<std::int64_t>();
    if (!value)
        return wrongType(key, *node, u"a whole number"_s);
    into = *value;
    came(key);
}

void TableReader::texts(const char* key, QStringList& into)
{
    const auto* node = take(key);
    if (!node)
        return;
    const auto* list = node->as_array();
    if (!list)
        return wrongType(key, *node, u"a list of texts"_s);
    QStringList read;
    for (const auto& element : *list) {
        const auto value = element.value_exact<std::string>();
        if (!value)
            return wrongType(key, element, u"a list of texts"_s);
        read.append(fromToml(*value));
    }
    into = read;
    came(key);
}

void TableReader::textMap(const char* key, std::map<QString, QString>& into)
{
    const auto* node = take(key);
    if (!node)
        return;
    const auto* members = node->as_table();
    if (!members)
        return wrongType(key, *node, u"a table of texts"_s);
    std::map<QString, QString> read;
    for (const auto& [name, element] : *members) {
        const auto value = element.value_exact<std::string>();
        if (!value)
            return wrongType(key, element, u"a table of texts"_s);
        read.emplace(fromToml(name.str()), fromToml(*value));
    }
    into = std::move(read);
    came(key);
}

void TableReader::table(const char* key, const std::function<Status(const toml::table&, const QString&)>& read)
{
    const auto* node = take(key);
    if (!node)
        return;
    const auto* members = node->as_table();
    if (!members)
        return wrongType(key, *node, u"a table"_s);
    m_status = read(*members, keyPath(QString::fromLatin1(key)));
}

void TableReader::eachTable(
    const std::function<Status(const QString& name, const toml::table&, const QString& path)>& read)
{
    for (const auto& [key, node] : m_table) {
        if (!m_status)
            return;
        const auto name = fromToml(key.str());
        m_known.append(name);
        const auto* members = node.as_table();
        if (!members)
            return fail(node.source(), u"%1 must be a table"_s.arg(keyPath(name)));
        m_status = read(name, *members, keyPath(name));
    }
}

Status TableReader::finish()
{
    for (const auto& [key, node] : m_table) {
        const auto name = fromToml(key.str());
        if (!m_known.contains(name))
            fail(key.source(), u"%1 is no known key"_s.arg(keyPath(name)));
    }
    return m_status;
}

} // namespace penelope::config
