#pragma once

#include "core/breaker/breaker.h"

#include <QWidget>

namespace penelope::ui::breakers {

/// The last hour of one breaker: its phase as a bar, failures as crosses, refused attempts as ticks.
class Ribbon : public QWidget
{
    Q_OBJECT

public:
    explicit Ribbon(QWidget* parent = nullptr);
    void show(const breaker::Breaker& breaker, Instant now);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// Esc: the list wants the keyboard back.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int xOf(Instant at) const;
    void paintPhases(QPainter& painter) const;
    void paintAttempts(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    /// Over the failures that opened it: how many, and within what time.
    void paintBracket(QPainter& painter) const;

    breaker::Breaker m_breaker;
    Instant m_now{};
};

} // namespace penelope::ui::breakers
