#pragma once

#include "core/adapters/prometheus/prometheusclient.h"
#include "core/ports/connectionprobe.h"

#include <QObject>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;
class QTcpSocket;

namespace penelope::prometheus {

/// The test of one Prometheus: its name, its port, its certificate, the secret, a question, and which of Penelope's
/// series it has. Each step may take the endpoint's time-out. Proxies are not asked in the first three steps.
class PrometheusProbe final : public QObject, public ConnectionProbe
{
public:
    /// `wanted`: names of metric families; one is there if a series has its name, alone or with a suffix such as
    /// _total or _count. `clock` outlives it.
    PrometheusProbe(Endpoint endpoint, QStringList wanted, const Clock& clock);
    ~PrometheusProbe() override;
    void start(Told step, std::function<void()> done) override;

private:
    void lookUp();
    void connectTo(const QString& address);
    void shakeHands();
    void ask(const QString& expression, std::function<void(const QNetworkReply&, const QByteArray&)> answered);
    void query();
    void lookForSeries();
    /// Tells a step; false after one that failed, which is the last.
    bool tell(ProbeStep step);
    void begin(ProbeStep::Kind kind);
    void fail(ProbeStep::Trouble trouble, const QString& detail);
    void end();
    Milliseconds passed() const;
    int port() const;
    bool isTls() const;

    Endpoint m_endpoint;
    QStringList m_wanted;
    const Clock& m_clock;
    Told m_told;
    std::function<void()> m_done;
    ProbeStep::Kind m_kind = ProbeStep::Kind::Address;
    Tick m_begun{};
    QTimer m_deadline;
    QString m_address;
    int m_lookup = -1;
    QTcpSocket* m_socket = nullptr;
    QNetworkAccessManager* m_network;
    QNetworkReply* m_reply = nullptr;
};

/// Which of the wanted families none of the names belongs to. Pure.
QStringList missingFamilies(const QStringList& wanted, const QStringList& names);

} // namespace penelope::prometheus
