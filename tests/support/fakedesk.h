#pragma once

#include "ui/settings/settingsdesk.h"

#include <QStringList>

namespace penelope::test {

/// A probe that says what the test wants, when it wants.
class FakeProbe : public ConnectionProbe
{
public:
    void start(Told step, std::function<void()> done) override
    {
        told = std::move(step);
        ended = std::move(done);
    }

    Told told;
    std::function<void()> ended;
};

/// A desk in memory: what was kept, and what is to go wrong.
class FakeDesk : public ui::SettingsDesk
{
public:
    std::vector<ui::Connection> connections() const override { return kept; }
    Status keep(const std::vector<ui::Connection>& connections) override
    {
        if (!trouble.isEmpty())
            return failure(ErrorCode::Storage, trouble);
        kept = connections;
        ++writes;
        return {};
    }
    Result<QString> keepSecret(const QString& name, const QByteArray& secret) override
    {
        secrets[name] = secret;
        return QStringLiteral("file:/secrets/") + name;
    }
    std::unique_ptr<ConnectionProbe> probe(const ui::Connection& connection, const QByteArray& typed) override
    {
        probed = connection;
        probedSecret = typed;
        auto made = std::make_unique<FakeProbe>();
        newest = made.get();
        return made;
    }
    QString settingsFile() const override { return QStringLiteral("/home/ana/.config/penelope/settings.toml"); }
    void measure(std::function<void(std::vector<ui::DeskFact>)> done) override { done(places); }
    std::vector<ui::DeskFact> facts() const override { return {{QStringLiteral("Qt"), QStringLiteral("6.4.2"), {}}}; }
    QString diagnostics() const override { return QStringLiteral("Qt: 6.4.2"); }
    Status exportTo(const QString& path, const std::map<QString, QString>& view) const override
    {
        exported = {path, view};
        return {};
    }
    Result<std::map<QString, QString>> importFrom(const QString&) override
    {
        if (!trouble.isEmpty())
            return failure(ErrorCode::Malformed, trouble, QStringLiteral("carried.toml:3:1"));
        return imported;
    }

    std::vector<ui::Connection> kept;
    std::map<QString, QByteArray> secrets;
    QString trouble;
    int writes = 0;
    ui::Connection probed;
    QByteArray probedSecret;
    FakeProbe* newest = nullptr; ///< lives as long as the form's test
    std::vector<ui::DeskFact> places{
        {QStringLiteral("Journal"), QStringLiteral("/data/journal.db"), QStringLiteral("3.1 MiB")},
        {QStringLiteral("Log"), QStringLiteral("/state/log"), QStringLiteral("0.2 MiB")}};
    mutable std::pair<QString, std::map<QString, QString>> exported;
    std::map<QString, QString> imported;
};

} // namespace penelope::test
