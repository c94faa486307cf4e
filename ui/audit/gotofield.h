#pragma once

#include "core/base/worker.h"
#include "ui/audit/auditreader.h"

#include <QWidget>

class QLineEdit;

namespace penelope::ui {

class Label;

/// Where to jump in the journal: the number of a record, a moment of ISO 8601 or a span back such as -2h. Nothing is
/// filtered.
class GoToField : public QWidget
{
    Q_OBJECT

public:
    GoToField(AuditReader& reader, QWidget* parent);
    /// Shows it with the keyboard in it; `now` is what spans count back from, `last` the newest record.
    void begin(Instant now, qint64 last);

signals:
    void chosen(qint64 seq);
    void left();

private:
    void go();
    void leave();

    AuditReader& m_reader;
    QLineEdit* m_field;
    Label* m_trouble;
    Task m_looking;
    Instant m_now{};
    qint64 m_last = 0;
};

} // namespace penelope::ui
