#pragma once

#include "core/base/instant.h"

#include <QTimer>

class QWidget;

namespace penelope::ui {

/// Nothing moves under somebody's hand: for five seconds after the last key, click or turn of the wheel in a page's
/// window its rows keep their places (ux.md 0). GUI thread; Owned by `page`.
class Stillness : public QObject
{
    Q_OBJECT

public:
    static constexpr Milliseconds span = std::chrono::seconds{5};

    explicit Stillness(QWidget& page);
    bool isActive() const { return m_timer.isActive(); }

signals:
    /// The last touch was five seconds ago.
    void over();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_page;
    QTimer m_timer;
};

} // namespace penelope::ui
