// links: penelope-lab-parts penelope-prometheus penelope-system
#include "app/lab/files.h"
#include "app/lab/httpserver.h"
#include "app/lab/probes.h"
#include "core/adapters/prometheus/prometheusclient.h"
#include "core/adapters/system/systemclock.h"
#include "core/prometheus/histogram.h"
#include "tests/support/waiting.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <bit>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// As much of the protocol buffers' wire format as a histogram needs: Prometheus takes native ones in no other form.
class Wire
{
public:
    Wire& number(int field, quint64 value)
    {
        varint(static_cast<quint64>(field) << 3);
        varint(value);
        return *this;
    }
    Wire& signedNumber(int field, qint64 value)
    {
        return number(field, (static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
    }
    Wire& real(int field, double value)
    {
        varint((static_cast<quint64>(field) << 3) | 1);
        auto bits = std::bit_cast<quint64>(value);
        for (int byte = 0; byte < 8; ++byte, bits >>= 8)
            m_bytes.append(static_cast<char>(bits & 0xff));
        return *this;
    }
    Wire& text(int field, const QByteArray& value)
    {
        varint((static_cast<quint64>(field) << 3) | 2);
        varint(static_cast<quint64>(value.size()));
        m_bytes.append(value);
        return *this;
    }
    Wire& message(int field, const Wire& value) { return text(field, value.m_bytes); }
    QByteArray delimited() const
    {
        Wire whole;
        whole.varint(static_cast<quint64>(m_bytes.size()));
        return whole.m_bytes + m_bytes;
    }

private:
    void varint(quint64 value)
    {
        for (; value >= 0x80; value >>= 7)
            m_bytes.append(static_cast<char>((value & 0x7f) | 0x80));
        m_bytes.append(static_cast<char>(value));
    }

    QByteArray m_bytes;
};

/// 5 requests up to 1/8 s, 10 up to 1/4 s, none up to 1/2 s, 7 up to 1 s: schema 0, whose edges are powers of two.
QByteArray exposed()
{
    Wire histogram;
    histogram.number(1, 22).real(2, 8.5).signedNumber(5, 0).real(6, 1e-128).number(7, 0);
    histogram.message(12, Wire().signedNumber(1, -3).number(2, 2));
    histogram.message(12, Wire().signedNumber(1, 1).number(2, 1));
    for (const int delta : {5, 5, -3})
        histogram.signedNumber(13, delta);
    constexpr int histogramType = 4;
    return Wire()
        .text(1, "demo_native_seconds")
        .text(2, "Of a test.")
        .number(3, histogramType)
        .message(4, Wire().message(1, Wire().text(1, "track").text(2, "canary")).message(7, histogram))
        .delimited();
}

} // namespace

/// A real Prometheus stores a native histogram and answers with it; it is read as the classic one that it would be.
class NativeScrapeTest : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; ///< for a loaded machine; nothing depends on it

    bool startPrometheus(int target)
    {
        m_port = freePort();
        const auto config = uR"(global: { scrape_interval: 1s, scrape_timeout: 900ms }
scrape_configs:
  - job_name: native
    static_configs: [{ targets: ["127.0.0.1:%1"] }]
)"_s.arg(target);
        if (!lab::writeFile(m_folder.filePath(u"prometheus.yml"_s), config.toUtf8()))
            return false;
        m_prometheus.setProcessChannelMode(QProcess::MergedChannels);
        m_prometheus.start(
            QStandardPaths::findExecutable(u"prometheus"_s),
            {u"--config.file="_s + m_folder.filePath(u"prometheus.yml"_s),
             u"--storage.tsdb.path="_s + m_folder.filePath(u"data"_s), u"--enable-feature=native-histograms"_s,
             u"--web.listen-address=127.0.0.1:%1"_s.arg(m_port), u"--log.level=warn"_s});
        return m_prometheus.waitForStarted();
    }

    std::optional<double> ask(const QString& expression) const
    {
        const auto answer = lab::promql(m_port, expression);
        return answer ? *answer : std::nullopt;
    }

private slots:
    void cleanup()
    {
        m_prometheus.terminate();
        m_prometheus.waitForFinished();
    }

    void itIsReadAsTheClassicOneThatItWouldBe()
    {
        lab::HttpServer server{[](const QByteArray&, const lab::HttpServer::Respond& respond) {
            respond(
                {200, exposed(),
                 "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"});
        }};
        const auto port = freePort();
        QVERIFY(server.listen(port));
        QVERIFY(startPrometheus(port));
        // What Prometheus itself makes of it: were it not native, there would be no such number.
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"histogram_count(demo_native_seconds)"_s), 22.0, patience);

        const system::SystemClock clock;
        prometheus::Endpoint endpoint;
        endpoint.url = QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
        prometheus::PrometheusClient client(endpoint, clock);
        const auto answer = awaited<Result<prometheus::Answer>>(
            [&client](const auto& done) { client.query(u"demo_native_seconds{track=\"canary\"}"_s, done); });

        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->unknown, QStringList{});
        QCOMPARE(answer->series.size(), prometheus::nativeEdges().size());
        std::map<double, double> upTo;
        for (const auto& series : answer->series) {
            QCOMPARE(series.labels.at(u"track"_s), u"canary"_s);
            const auto le = series.labels.at(u"le"_s).toLatin1();
            upTo[*prometheus::edge(le.constBegin(), le.constEnd())] = *series.samples.back().value;
        }
        QCOMPARE(upTo.at(0.125), 5.0);
        QCOMPARE(upTo.at(0.25), 15.0);
        QCOMPARE(upTo.at(0.5), 15.0);
        QCOMPARE(upTo.at(1), 22.0);
        QCOMPARE(upTo.rbegin()->second, 22.0);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_prometheus;
    int m_port = 0;
};

QTEST_GUILESS_MAIN(NativeScrapeTest)
#include "tst_nativescrape.moc"
