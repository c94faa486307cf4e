#pragma once

#include "core/base/result.h"
#include "ui/shell/mainwindow.h"

#include <QTimer>

class QApplication;

namespace penelope::console {

/// Draws every page as DIR/PAGE-THEME-LANG.png at 1440×900, in the theme asked for or in light and dark, one after the
/// other from the event loop, so that readers answer and layouts settle in between.
class Screenshots : public QObject
{
    Q_OBJECT

public:
    struct Plan
    {
        QString folder;
        QString theme; ///< empty = light and dark
        QString lang;
        QStringList pages; ///< empty = all
    };

    Screenshots(QApplication& application, ui::MainWindow& window, Plan plan);
    /// Makes the folder and begins.
    Status start();

signals:
    /// Empty = all pictures are written; else what went wrong.
    void finished(const QString& trouble);

private:
    struct Picture
    {
        ui::Scheme scheme;
        QString page;
    };

    void prepare();
    void take();

    QApplication& m_application;
    ui::MainWindow& m_window;
    Plan m_plan;
    std::vector<Picture> m_pictures; ///< the last is next
    QTimer m_settled;
};

} // namespace penelope::console
