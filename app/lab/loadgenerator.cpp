#include "app/lab/loadgenerator.h"

#include <QTcpSocket>

namespace penelope::lab {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostLines = 2000;
constexpr int keys = 10000;

} // namespace

struct LoadGenerator::Line
{
    QTcpSocket socket;
    QByteArray read;
    bool busy = false;
};

LoadGenerator::LoadGenerator(const Clock& clock, int port, double rate, quint32 seed)
    : m_clock(clock)
    , m_port(port)
    , m_rate(rate)
    , m_random(seed)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LoadGenerator::tick);
}

LoadGenerator::~LoadGenerator()
{
    for (const auto& line : m_lines)
        line->socket.disconnect(this);
}

void LoadGenerator::start()
{
    m_started = m_clock.tick();
    m_nextAt = 0;
    m_timer.start(5ms);
}

void LoadGenerator::tick()
{
    const double now = static_cast<double>((m_clock.tick() - m_started).count()) / 1000;
    std::exponential_distribution<double> gap{m_rate};
    // After a pause of the whole machine the missed arrivals are left out: a burst is not what is measured here.
    if (now - m_nextAt > 1)
        m_nextAt = now;
    while (m_nextAt <= now) {
        sendOne();
        m_nextAt += gap(m_random);
    }
}

LoadGenerator::Line* LoadGenerator::freeLine()
{
    if (!m_free.empty()) {
        auto* line = m_free.back();
        m_free.pop_back();
        return line;
    }
    if (m_lines.size() >= mostLines)
        return nullptr;
    m_lines.push_back(std::make_unique<Line>());
    auto* line = m_lines.back().get();
    connect(&line->socket, &QTcpSocket::readyRead, this, [this, line] { read(*line); });
    const auto ended = [this, line] {
        if (!std::exchange(line->busy, false))
            return;
        ++m_counts.failed;
        line->socket.abort();
        m_free.push_back(line);
    };
    connect(&line->socket, &QTcpSocket::disconnected, this, ended);
    connect(&line->socket, &QTcpSocket::errorOccurred, this, ended);
    return line;
}

void LoadGenerator::sendOne()
{
    ++m_counts.sent;
    auto* line = freeLine();
    if (!line) {
        ++m_counts.failed;
        return;
    }
    line->busy = true;
    line->read.clear();
    if (line->socket.state() == QAbstractSocket::UnconnectedState) {
        line->socket.connectToHost(QHostAddress{QHostAddress::LocalHost}, static_cast<quint16>(m_port));
        line->socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    std::uniform_int_distribution<int> key{0, keys - 1};
    line->socket.write("GET /items/" + QByteArray::number(key(m_random)) + " HTTP/1.1\r\nHost: lab\r\n\r\n");
}

void LoadGenerator::read(Line& line)
{
    line.read += line.socket.readAll();
    const auto end = line.read.indexOf("\r\n\r\n");
    if (end < 0 || !line.busy)
        return;
    const auto head = line.read.left(end).toLower();
    const auto field = head.indexOf("content-length:");
    const auto stop = head.indexOf('\r', field);
    const auto length = field < 0 ? 0 : head.mid(field + 15, stop < 0 ? -1 : stop - field - 15).trimmed().toInt();
    if (line.read.size() < end + 4 + length)
        return;
    line.busy = false;
    ++(head.mid(9, 3) == "200" ? m_counts.ok : m_counts.failed);
    if (head.contains("connection: close"))
        line.socket.abort();
    m_free.push_back(&line);
}

} // namespace penelope::lab
