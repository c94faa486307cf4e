#pragma once

#include "app/lab/agenda.h"
#include "app/lab/histogram.h"
#include "app/lab/httpserver.h"
#include "app/lab/storemodel.h"
#include "app/lab/worldfile.h"

#include <QTimer>

#include <map>

namespace penelope::lab {

struct ServiceOptions
{
    QString name;
    QString track; ///< stable or canary
    QString config;
    QString world; ///< world.json: what the store is like; absent = healthy
    int port = 0;
    QString data = {};    ///< folder of its ledger; empty = it keeps none
    double storeCall = 0; ///< mean of a call to its store in ms, where there is no world; 0 = the healthy one's
};

/// One instance of a demo service: /health, /metrics, and everything else is a request that needs the store.
class DemoService
{
public:
    DemoService(const Clock& clock, const ServiceOptions& options, const ServiceConfig& config);
    bool listen();
    /// Opens the ledger of its data folder, in its own format or an older one; Unsupported where it is newer.
    Status openLedger();
    /// Stops listening, lets what is under way finish (at most 2 s), then leaves the event loop.
    void stop();
    QByteArray metrics() const;

private:
    void handle(const QByteArray& path, const HttpServer::Respond& respond);
    void count(int code, Tick began);
    void finish(int key, StoreModel::Outcome outcome);
    void readWorld();
    double refusing() const;
    QByteArray requestMetrics() const;

    const Clock& m_clock;
    ServiceOptions m_options;
    ServiceConfig m_config;
    std::vector<QByteArray> m_kept; ///< a leak, where the settings ask for one
    Agenda m_agenda;
    StoreModel m_store;
    HttpServer m_server;
    Histogram m_durations;
    std::map<int, quint64> m_requests;
    QTimer m_worldTimer;
    QTimer m_stopTimer;
    qint64 m_worldStamp = -1;
    Surroundings m_around;
};

/// `penelope-lab service …`: runs until SIGTERM or SIGINT. Answers the exit code.
int runService(const ServiceOptions& options);

} // namespace penelope::lab
