#pragma once

#include "core/adapters/config/config.h"
#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/ports/clock.h"
#include "ui/settings/settingsdesk.h"
#include "ui/shell/session.h"

namespace penelope::console {

/// The settings of this desk as files: settings.toml, a file for each secret, the places of contracts.md 1. GUI thread.
class ConsoleDesk final : public ui::SettingsDesk
{
public:
    struct Places
    {
        std::optional<QString> config; ///< --config
        QString journal;               ///< absolute; empty = not known yet
        bool demo = false;             ///< no configuration is read or written, no connection tried
    };

    /// `session`: null at the first run, when nothing is open. Both outlive it.
    ConsoleDesk(const Clock& clock, Places places, const ui::Session* session);

    std::vector<ui::Connection> connections() const override;
    Status keep(const std::vector<ui::Connection>& connections) override;
    Result<QString> keepSecret(const QString& name, const QByteArray& secret) override;
    std::unique_ptr<ConnectionProbe> probe(const ui::Connection& connection, const QByteArray& typed) override;
    QString closedReason() const override;
    QString settingsFile() const override;
    void measure(std::function<void(std::vector<ui::DeskFact>)> done) override;
    std::vector<ui::DeskFact> facts() const override;
    QString diagnostics() const override;
    Status exportTo(const QString& path, const std::map<QString, QString>& view) const override;
    Result<std::map<QString, QString>> importFrom(const QString& path) override;

    /// Whether nobody has set anything up: no layer of the configuration, and no journal where it would be.
    static bool isFirstRun();

private:
    QStringList wantedFamilies() const;

    const Clock& m_clock;
    Places m_places;
    config::Surroundings m_where;
    const ui::Session* m_session;
    Mailbox m_mailbox;
    Worker m_worker;
    Task m_measuring;
};

} // namespace penelope::console
