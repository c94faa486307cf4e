#pragma once

#include "core/tapeinophrosyne/statistics.h"

#include <QWidget>

namespace penelope::ui {
class Label;
}

namespace penelope::ui::compliance_page {

/// What Tapeinophrosyne has counted (domain.md 6): how sure Penelope was of its patches, and how often wrongly so.
class CompetenceStrip : public QWidget
{
    Q_OBJECT

public:
    explicit CompetenceStrip(QWidget* parent = nullptr);
    void show(const tapeinophrosyne::Statistics& statistics);

private:
    Label* addFact(const QString& name);

    Label* m_levels;
    Label* m_falseConfidence;
    Label* m_escalations;
};

} // namespace penelope::ui::compliance_page
