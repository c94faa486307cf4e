#pragma once

#include "ui/audit/minimap.h"

namespace penelope::ui {

class Label;

/// The mini-map over the journal, and the index that it and quick searches read: built on its own thread while the page
/// is shown, and brought up to date when enough is new.
class AuditOverview : public QWidget
{
    Q_OBJECT

public:
    AuditOverview(AuditReader& reader, QWidget* parent = nullptr);

    MiniMap* map() const { return m_map; }
    /// Events that searches need not read; 0 = no index yet.
    qint64 indexed() const { return m_indexed; }
    /// The journal has so many events now.
    void setSize(qint64 events);
    /// Begins to build, once.
    void begin();

signals:
    /// Searches answer from here on quickly.
    void indexChanged();

private:
    void build();
    void read();
    void showProgress(qint64 done, qint64 total);

    AuditReader& m_reader;
    MiniMap* m_map;
    Label* m_note;
    Task m_building;
    Task m_reading;
    qint64 m_size = 0;
    qint64 m_indexed = 0;
    qint64 m_shownAt = 0;
    bool m_begun = false;
    bool m_busy = false;
};

} // namespace penelope::ui
