#pragma once

#include "core/adapters/config/config.h"

/// What programs write: the connections of settings.toml, and settings that are carried to another desk.
namespace penelope::config {

/// Whether anybody has configured anything: a file of a layer, or a variable of the environment. Blocks on files.
bool isConfigured(const Surroundings& where);
/// `settings.toml` beside the user's file (or that of --config): the layer that the Settings page writes.
QString settingsFile(const Surroundings& where);
QString userFile(const Surroundings& where);

/// Writes the sections [prometheus.NAME] of these connections into the file, in place of those that it has; what else
/// stands in it is kept, comments are not. The file is replaced whole or not at all, 0600. Malformed: the file, or what
/// it would become, cannot be read.
Status writeConnections(const QString& path, const std::map<QString, Prometheus>& connections);

/// Writes a secret into a file of its own, 0600, in `secrets` beside the settings; answers how the configuration names
/// it. `name`: of the connection; what is no letter, digit or hyphen becomes one. The file is replaced whole.
Result<QString> writeSecret(const QString& folder, const QString& name, const QByteArray& secret);

/// Connections and view as one TOML text, without any secret: where one is kept is left out.
struct Portable
{
    std::map<QString, Prometheus> connections;
    std::map<QString, QString> view; ///< "view/theme" → "dark"
    bool operator==(const Portable&) const = default;
};
QByteArray toToml(const Portable& settings);
/// Malformed with line and column. A connection that needs a secret comes without one: it is to be given here.
Result<Portable> portableFrom(const QByteArray& text, const QString& name);

} // namespace penelope::config
