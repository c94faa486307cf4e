#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QProgressBar;

namespace penelope::ui {

/// What is on the screen while a long journal is read: which one, how far, and a way to give up. GUI thread.
class StartWindow : public QWidget
{
    Q_OBJECT

public:
    /// `giveUp` is called once, when the window is closed or Cancel is chosen.
    StartWindow(const QString& journal, std::function<void()> giveUp);

    void showProgress(qint64 folded, qint64 last);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QLabel* m_count;
    QProgressBar* m_bar;
    std::function<void()> m_giveUp;
};

/// "3.1 of 10.0 M events"; whole numbers below a million.
QString eventsRead(qint64 folded, qint64 last);

} // namespace penelope::ui
