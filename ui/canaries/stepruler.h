#pragma once

#include "ui/canaries/canaryview.h"

#include <QWidget>

namespace penelope::ui::canaries {

/// Four equal segments: done, current with a marker, coming; share and time below (look.md 4).
class StepRuler : public QWidget
{
    Q_OBJECT

public:
    explicit StepRuler(QWidget* parent = nullptr);
    void show(std::vector<StepSegment> steps);
    QSize sizeHint() const override { return {400, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int segmentWidth() const;
    bool isStacked() const;
    int timeLines() const;
    void fitHeight();

    std::vector<StepSegment> m_steps;
};

} // namespace penelope::ui::canaries
