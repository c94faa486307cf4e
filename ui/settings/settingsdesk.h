#pragma once

#include "core/base/result.h"
#include "core/ports/connectionprobe.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <vector>

namespace penelope::ui {

/// A Prometheus as the screens edit it: contracts.md 2, [prometheus.NAME].
struct Connection
{
    enum class Auth { None, Basic, Bearer, Mtls };

    QString name = QStringLiteral("main");
    QString url = {};
    Auth auth = Auth::None;
    QString user = {};   ///< Basic
    QString secret = {}; ///< where it is kept, "file:PATH"; never the secret itself
    QString cert = {};   ///< Mtls, a file
    QString key = {};    ///< Mtls, a file
    QString ca = QStringLiteral("system");
    Milliseconds poll{15000};
    Milliseconds timeout{5000};
    std::map<QString, QString> headers = {};
    QString origin = {}; ///< which layer gave the address; empty = none yet
    bool operator==(const Connection&) const = default;
};

/// Something that is named and has a value or a place: sizes, versions.
struct DeskFact
{
    QString name;
    QString value;
    QString more = {};
    bool operator==(const DeskFact&) const = default;
};

/// What the settings and the first run can read, try and keep; implemented where the files are known. GUI thread;
/// nothing blocks beyond a small file.
class SettingsDesk
{
public:
    virtual ~SettingsDesk() = default;

    virtual std::vector<Connection> connections() const = 0;
    /// Keeps these connections for the next start of the core, whole or not at all.
    virtual Status keep(const std::vector<Connection>& connections) = 0;
    /// Keeps the secret of a connection; answers where, for `Connection::secret`. It is never read back.
    virtual Result<QString> keepSecret(const QString& name, const QByteArray& secret) = 0;
    /// A test of the connection, not yet started. `typed`: a secret that is not kept yet; empty = the kept one.
    virtual std::unique_ptr<ConnectionProbe> probe(const Connection& connection, const QByteArray& typed) = 0;
    /// Why nothing can be connected or kept here (a demonstration); empty = it can.
    virtual QString closedReason() const { return {}; }
    /// The file that `keep` writes.
    virtual QString settingsFile() const = 0;
    /// Places on disk with their sizes; measured on another thread.
    virtual void measure(std::function<void(std::vector<DeskFact>)> done) = 0;
    /// Version, libraries, journal.
    virtual std::vector<DeskFact> facts() const = 0;
    /// What a report of trouble needs, as plain text without secrets.
    virtual QString diagnostics() const = 0;
    /// Connections and `view` without secrets, into a file, and back; the connections are kept, the view is answered.
    virtual Status exportTo(const QString& path, const std::map<QString, QString>& view) const = 0;
    virtual Result<std::map<QString, QString>> importFrom(const QString& path) = 0;
};

} // namespace penelope::ui
