#pragma once

#include "core/engine/past.h"

#include <QWidget>

namespace penelope::ui::review {

/// The stretch as a line with its events as ticks, the part that is marked, and the moment as a handle.
class Scrubber : public QWidget
{
    Q_OBJECT

public:
    explicit Scrubber(QWidget* parent = nullptr);

    void setSpan(engine::Span span, std::vector<Instant> events);
    void setMarked(engine::Span marked); ///< of the range that I and O set
    void setMoment(Instant at);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(Instant at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    double xOf(Instant at) const;
    void choose(double x);

    engine::Span m_span;
    engine::Span m_marked;
    std::vector<Instant> m_events;
    Instant m_at{};
};

} // namespace penelope::ui::review
