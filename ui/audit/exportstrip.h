#pragma once

#include "core/base/instant.h"
#include "core/base/worker.h"
#include "ui/audit/auditreader.h"

#include <QWidget>

namespace penelope::ui {

class KeyButton;
class Label;

/// An export of the Audit page: asks where to, tells how far it is, ends it, and says what was written.
class ExportStrip : public QWidget
{
    Q_OBJECT

public:
    ExportStrip(AuditReader& reader, QWidget* parent);
    /// Asks for a file for what matches `question`, named after today; its name ends with the chosen format.
    void ask(const QString& question, Instant now);
    /// Without asking. Another one that still runs is ended first.
    void begin(const AuditExport& wanted);

private:
    void ended(const QString& path, const Result<qint64>& rows);

    AuditReader& m_reader;
    Label* m_text;
    KeyButton* m_end;
    Task m_running;
};

} // namespace penelope::ui
