#pragma once

#include "core/base/json.h"

#include <QString>

#include <memory>

namespace penelope::system {

enum class LogLevel { Debug, Info, Warning, Error };

/// JSON lines {at, level, where, message, detail}, rotating 5 × 10 MiB. Any thread.
class Log
{
public:
    /// Logs to FOLDER/NAME.log; where that cannot be written, to standard error.
    Log(const QString& folder, const QString& name, LogLevel level);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void write(LogLevel level, const QString& where, const QString& message, const Json& detail = {});
    /// Qt's own messages go here too, until this log goes.
    void takeQtMessages();
    void flush();

private:
    struct Sink;
    std::unique_ptr<Sink> m_sink;
};

} // namespace penelope::system
