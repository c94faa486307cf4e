#pragma once

#include <QObject>
#include <QRect>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QMainWindow;
class QScreen;
class QSettings;
class QSplitter;
class QWidget;

namespace penelope::ui {

/// Names a set of screens, so that the desk at home and the laptop on the train keep layouts of their own.
QString nameOfScreens(const QList<QScreen*>& screens);
/// The window's place on what there is: as wanted where its head can be seen and seized, else moved and made smaller,
/// but not below `least`, on the first of the areas. `areas` are what docks and panels leave free of each screen.
QRect onScreens(const QRect& wanted, const std::vector<QRect>& areas, const QSize& least);

/// Where the window and its splitters stand, kept in console.ini for each set of screens. Columns have fixed widths and
/// need no keeping. GUI thread; `window` outlives it.
class LayoutKeeper : public QObject
{
    Q_OBJECT

public:
    using OpenSettings = std::function<std::unique_ptr<QSettings>()>;

    /// To be made when the window is built and not yet shown: what it looks like then is what `reset` goes back to.
    LayoutKeeper(QMainWindow& window, OpenSettings settings);

    /// What is built later: its splitters are kept too, and stand from then on as the file has them.
    void adopt(const QWidget& part);
    /// Before the window is shown. What the file holds of other screens, or what cannot be read, is left alone.
    void restore();
    void save() const;
    /// As the program came, and nothing kept for these screens.
    void reset();
    /// After a screen went away: back to where it can be seen.
    void bringBack();

private:
    struct Split
    {
        QString name;
        QSplitter* splitter;
        QByteArray first; ///< as it was built
    };
    void collect(const QWidget& part);
    void restore(const Split& split, const QSettings& settings) const;
    QString group() const;

    QMainWindow& m_window;
    OpenSettings m_settings;
    std::vector<Split> m_splits;
    std::map<QString, int> m_counts; ///< splitters of each place
    QSize m_first;
};

} // namespace penelope::ui
