#pragma once

#include "core/query/filter.h"
#include "ui/audit/auditshelf.h"

#include <QWidget>

class QHBoxLayout;

namespace penelope::ui {

class KeyButton;
class QueryCompleter;
class QueryField;
class Session;

/// The query of the Audit page: field with its state and completion, Run, Copy as SQL, and the saved queries.
class AuditQueryBar : public QWidget
{
    Q_OBJECT

public:
    AuditQueryBar(Session& session, AuditShelf shelf, QWidget* parent = nullptr);

    QueryField* field() const { return m_field; }
    QueryCompleter* completer() const { return m_completer; }
    /// What was asked last; empty = everything.
    const QString& text() const { return m_text; }
    const AuditShelf::Content& shelf() const { return m_content; }
    /// Events that a search without an index would have to read.
    void setSize(qint64 events) { m_size = events; }

    void ask(const QString& text);
    void clear();
    /// Runs the saved query of this number, from 0.
    void askSaved(int index);
    void copySql();
    /// Asks for a name and keeps what stands in the field.
    void saveAs();
    void save(const QString& name, const QString& text);
    void remove(int index);
    void toggleBookmark(qint64 seq, Instant time);
    /// Takes the place of the query's own times; absent = none.
    void setRange(std::optional<Instant> from, std::optional<Instant> to);

signals:
    /// Nothing = no filter.
    void asked(const std::optional<query::Filter>& filter);
    void left();
    void bookmarksChanged();

private:
    void run();
    void check();
    void keep();
    void showSaved();
    QString slowWords(const QStringList& parts) const;

    Session& m_session;
    AuditShelf m_shelf;
    AuditShelf::Content m_content;
    QueryField* m_field;
    QueryCompleter* m_completer;
    QHBoxLayout* m_saved;
    QString m_text;
    qint64 m_size = 0;
};

} // namespace penelope::ui
