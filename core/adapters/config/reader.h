#pragma once

#include "core/adapters/config/config.h"

#include <toml++/toml.h>

#include <functional>

/// Strict reading of one TOML document. For the files of this adapter only.
namespace penelope::config {

/// One layer: a file or the environment.
struct Layer
{
    QString name;   ///< the file's path, or the variable's name
    QString folder; ///< where its relative paths start; empty = as they are
    bool isFile = true;
};

/// "FILE:LINE:COLUMN", or the variable.
QString placeOf(const Layer& layer, const toml::source_region& source);

/// Walks the keys of one table. The first trouble is kept; what follows it is skipped.
class TableReader
{
public:
    /// `path`: the table's name with its dots, for messages and origins.
    TableReader(const Layer& layer, const toml::table& table, QString path, std::map<QString, QString>& origin);

    void text(const char* key, QString& into);
    void words(const char* key, QString& into, const QStringList& allowed);
    /// "15s", "500ms", "2m", "1h"; more than zero.
    void duration(const char* key, Milliseconds& into);
    void texts(const char* key, QStringList& into);
    void textMap(const char* key, std::map<QString, QString>& into);
    void integer(const char* key, qint64& into);
    void table(const char* key, const std::function<Status(const toml::table&, const QString& path)>& read);
    /// Every member, whatever its name, must be a table.
    void eachTable(const std::function<Status(const QString& name, const toml::table&, const QString& path)>& read);
    void fail(const toml::source_region& source, const QString& message);

    /// Any key that was not asked for is the trouble, if there was none before.
    Status finish();

private:
    const toml::node* take(const char* key);
    QString keyPath(const QString& key) const;
    void wrongType(const char* key, const toml::node& node, const QString& wanted);
    void came(const char* key);

    const Layer& m_layer;
    const toml::table& m_table;
    QString m_path;
    std::map<QString, QString>& m_origin;
    QStringList m_known;
    Status m_status;
};

QString fromToml(std::string_view text);
/// Reads a document. A syntax error is Malformed with its place.
Result<toml::table> parseToml(const Layer& layer, const QByteArray& text);
/// Whole file; NotFound where there is none.
Result<QByteArray> readBytes(const QString& path, qint64 maxBytes);

} // namespace penelope::config
