#include "ui/shell/layoutkeeper.h"

#include "ui/shell/page.h"

#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QSplitter>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// So much of the window's head has to be in view to seize it with a pointer.
constexpr QSize graspable(160, 24);

std::vector<QRect> freeAreas()
{
    std::vector<QRect> areas;
    if (const QScreen* primary = QGuiApplication::primaryScreen())
        areas.push_back(primary->availableGeometry());
    for (const QScreen* screen : QGuiApplication::screens()) {
        if (screen != QGuiApplication::primaryScreen())
            areas.push_back(screen->availableGeometry());
    }
    return areas;
}

const Page* pageOf(const QSplitter& splitter)
{
    for (const QObject* at = splitter.parent(); at; at = at->parent()) {
        if (const auto* page = qobject_cast<const Page*>(at))
            return page;
    }
    return nullptr;
}

} // namespace

QString nameOfScreens(const QList<QScreen*>& screens)
{
    QStringList all;
    for (const QScreen* screen : screens) {
        const QRect place = screen->geometry();
        all << u"%1 %2x%3+%4+%5@%6"_s.arg(screen->name())
                   .arg(place.width())
                   .arg(place.height())
                   .arg(place.x())
                   .arg(place.y())
                   .arg(screen->devicePixelRatio());
    }
    all.sort();
    const QByteArray hash = QCryptographicHash::hash(all.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"%1-%2"_s.arg(screens.size()).arg(QString::fromLatin1(hash.left(12)));
}

QRect onScreens(const QRect& wanted, const std::vector<QRect>& areas, const QSize& least)
{
    if (areas.empty())
        return wanted;
    const QRect head(wanted.topLeft(), QSize(wanted.width(), graspable.height()));
    const auto seen = std::find_if(areas.begin(), areas.end(), [&head](const QRect& area) {
        const QRect part = area.intersected(head);
        return part.width() >= graspable.width() && part.height() >= graspable.height();
    });
    const bool isSeen = seen != areas.end();
    const QRect area = isSeen ? *seen : areas.front();
    const QSize size = wanted.size().boundedTo(area.size()).expandedTo(least);
    if (isSeen && size == wanted.size())
        return wanted;
    const int x = std::clamp(wanted.x(), area.left(), std::max(area.left(), area.right() + 1 - size.width()));
    const int y = std::clamp(wanted.y(), area.top(), std::max(area.top(), area.bottom() + 1 - size.height()));
    return {QPoint(x, y), size};
}

LayoutKeeper::LayoutKeeper(QMainWindow& window, OpenSettings settings)
    : m_window(window)
    , m_settings(std::move(settings))
    , m_first(window.size())
{
    collect(window);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &LayoutKeeper::bringBack);
    connect(qGuiApp, &QGuiApplication::primaryScreenChanged, this, &LayoutKeeper::bringBack);
}

void LayoutKeeper::collect(const QWidget& part)
{
    for (QSplitter* splitter : part.findChildren<QSplitter*>()) {
        const Page* page = pageOf(*splitter);
        const QString place = page ? page->name() : u"shell"_s;
        m_splits.push_back({u"%1-%2"_s.arg(place).arg(++m_counts[place]), splitter, splitter->saveState()});
    }
}

void LayoutKeeper::adopt(const QWidget& part)
{
    const auto known = static_cast<std::ptrdiff_t>(m_splits.size());
    collect(part);
    const auto settings = m_settings();
    settings->beginGroup(group());
    std::for_each(m_splits.begin() + known, m_splits.end(), [&](const Split& split) { restore(split, *settings); });
}

void LayoutKeeper::restore(const Split& split, const QSettings& settings) const
{
    // Qt refuses a state that is not one of its own.
    if (!split.splitter->restoreState(settings.value(split.name).toByteArray()))
        split.splitter->restoreState(split.first);
}

QString LayoutKeeper::group() const
{
    return u"layout/"_s + nameOfScreens(QGuiApplication::screens());
}

void LayoutKeeper::restore()
{
    const auto settings = m_settings();
    settings->beginGroup(group());
    const QRect kept = settings->value(u"window"_s).toRect();
    const QRect wanted = kept.isValid() ? kept : QRect(m_window.pos(), m_window.size());
    m_window.setGeometry(onScreens(wanted, freeAreas(), m_window.minimumSize()));
    if (settings->value(u"maximized"_s).toBool())
        m_window.setWindowState(m_window.windowState() | Qt::WindowMaximized);
    for (const Split& split : m_splits)
        restore(split, *settings);
}

void LayoutKeeper::save() const
{
    const auto settings = m_settings();
    settings->beginGroup(group());
    settings->setValue(u"window"_s, m_window.isMaximized() ? m_window.normalGeometry() : m_window.geometry());
    settings->setValue(u"maximized"_s, m_window.isMaximized());
    for (const Split& split : m_splits)
        settings->setValue(split.name, split.splitter->saveState());
}

void LayoutKeeper::reset()
{
    m_settings()->remove(group());
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMaximized);
    const auto areas = freeAreas();
    QRect place(QPoint(0, 0), m_first);
    if (!areas.empty())
        place.moveCenter(areas.front().center());
    m_window.setGeometry(onScreens(place, areas, m_window.minimumSize()));
    for (const Split& split : m_splits)
        split.splitter->restoreState(split.first);
}

void LayoutKeeper::bringBack()
{
    if (!m_window.isMaximized())
        m_window.setGeometry(onScreens(m_window.geometry(), freeAreas(), m_window.minimumSize()));
}

} // namespace penelope::ui
