#pragma once

#include "core/sophia/explain.h"

#include <QWidget>

class QGridLayout;

namespace penelope::ui::approvals {

/// The six rules in their order: what each asks for, what was measured against which limit, and which one decided.
class RuleView : public QWidget
{
    Q_OBJECT

public:
    explicit RuleView(QWidget* parent = nullptr);
    /// Once: the tab makes a new one for another decision.
    void show(const sophia::Explanation& explanation);

private:
    void addRule(const sophia::RuleLine& line, bool reached);

    QGridLayout* m_grid;
};

} // namespace penelope::ui::approvals
