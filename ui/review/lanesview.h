#pragma once

#include "core/engine/lanes.h"

#include <QWidget>

namespace penelope::ui::review {

/// Anomalies, approvals, breakers, canaries and the score on one time axis, with the moment as a line. What lies right
/// of it was not known then and stands under a veil (look.md 4). A click goes to that moment.
class LanesView : public QWidget
{
    Q_OBJECT

public:
    explicit LanesView(QWidget* parent = nullptr);

    void show(engine::Lanes lanes);
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
    struct Row
    {
        QString id;
        int top = 0; ///< look.md pixels
    };
    struct Lane
    {
        QString title;
        int top = 0;
        int height = 0;
        std::vector<Row> rows;
        int leftOut = 0; ///< rows for which there is no room
    };

    void layOut();
    QString said() const;
    int leftOf() const;
    int plotWidth() const;
    double xOf(Instant at) const;
    void choose(double x);
    void paintAxis(QPainter& painter) const;
    void paintBars(QPainter& painter, const Lane& lane, const std::vector<engine::LaneBar>& bars) const;
    void paintBar(QPainter& painter, const engine::LaneBar& bar, int top) const;
    void paintTicks(QPainter& painter, const Lane& lane) const;
    void paintScore(QPainter& painter, const Lane& lane) const;
    void paintMoment(QPainter& painter) const;

    engine::Lanes m_lanes;
    Instant m_at{};
    Lane m_anomalies;
    Lane m_approvals;
    Lane m_breakers;
    Lane m_canaries;
    Lane m_score;
    int m_height = 0;
};

} // namespace penelope::ui::review
