#include "core/adapters/system/log.h"

#include "core/adapters/system/paths.h"
#include "core/adapters/system/systemclock.h"

#include <QFile>

#include <atomic>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace penelope::system {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::size_t fileBytes = std::size_t{10} * 1024 * 1024;
constexpr std::size_t fileCount = 5;

// The one log that Qt's messages go to; Qt's handler is a plain function and cannot carry it.
std::atomic<Log*> messageLog{nullptr};

spdlog::level::level_enum levelOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return spdlog::level::debug;
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
    }
    Q_UNREACHABLE();
}

QString wordOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return u"debug"_s;
    case LogLevel::Info: return u"info"_s;
    case LogLevel::Warning: return u"warning"_s;
    case LogLevel::Error: return u"error"_s;
    }
    Q_UNREACHABLE();
}

spdlog::sink_ptr sinkFor(const QString& folder, const QString& name)
{
    if (makeFolder(folder)) {
        try {
            const auto file = QFile::encodeName(folder + u'/' + name + u".log"_s).toStdString();
            // The count is of old files beside the present one.
            return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file, fileBytes, fileCount - 1);
        } catch (const spdlog::spdlog_ex&) {
            // A log that cannot be kept is still shown.
        }
    }
    return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

void passOn(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    auto* log = messageLog.load();
    if (!log)
        return;
    auto level = LogLevel::Info;
    switch (type) {
    case QtDebugMsg: level = LogLevel::Debug; break;
    case QtInfoMsg: level = LogLevel::Info; break;
    case QtWarningMsg: level = LogLevel::Warning; break;
    case QtCriticalMsg:
    case QtFatalMsg: level = LogLevel::Error; break;
    }
    log->write(level, QString::fromUtf8(context.category), message);
    if (type == QtFatalMsg)
        log->flush();
}

} // namespace

struct Log::Sink
{
    SystemClock clock;
    std::shared_ptr<spdlog::logger> logger;
};

Log::Log(const QString& folder, const QString& name, LogLevel level)
    : m_sink(std::make_unique<Sink>())
{
    m_sink->logger = std::make_shared<spdlog::logger>(name.toStdString(), sinkFor(folder, name));
    m_sink->logger->set_pattern("%v");
    m_sink->logger->set_level(levelOf(level));
    m_sink->logger->flush_on(spdlog::level::info);
}

Log::~Log()
{
    Log* own = this;
    if (messageLog.compare_exchange_strong(own, nullptr))
        qInstallMessageHandler(nullptr);
    m_sink->logger->flush();
}

void Log::write(LogLevel level, const QString& where, const QString& message, const Json& detail)
{
    const auto line = Json::object(
        {{u"at"_s, toIso(m_sink->clock.now())},
         {u"level"_s, wordOf(level)},
         {u"where"_s, where},
         {u"message"_s, message},
         {u"detail"_s, detail}});
    m_sink->logger->log(levelOf(level), toJsonText(line).toStdString());
}

void Log::takeQtMessages()
{
    messageLog = this;
    qInstallMessageHandler(passOn);
}

void Log::flush()
{
    m_sink->logger->flush();
}

} // namespace penelope::system
