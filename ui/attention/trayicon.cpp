#include "ui/attention/trayicon.h"

#include "ui/theme/theme.h"

#include <QMenu>
#include <QPainter>

namespace penelope::ui::attention {

using namespace Qt::Literals::StringLiterals;

QIcon withCount(const QIcon& icon, int count, bool grave)
{
    if (count <= 0)
        return icon;
    constexpr int side = 64;
    constexpr int most = 99;
    QPixmap picture = icon.pixmap(side, side);
    if (picture.isNull())
        return icon;
    const Theme theme = Theme::of(nullptr);
    const double scale = picture.devicePixelRatio();
    const int wide = static_cast<int>(picture.width() / scale);
    const int high = static_cast<int>(picture.height() / scale);
    const QString text = count > most ? u"%1+"_s.arg(most) : QString::number(count);
    QPainter painter(&picture);
    QFont font = theme.font(Type::Badge);
    font.setPixelSize(high / 2 - 2);
    const int needed = QFontMetrics(font).horizontalAdvance(text) + high / 8;
    const QRect plate(
        wide - std::min(wide, std::max(needed, high / 2)), high / 2, std::min(wide, std::max(needed, high / 2)),
        high / 2);
    painter.fillRect(plate, theme->text);
    painter.fillRect(plate.adjusted(2, 2, -2, -2), grave ? theme->fill(Severity::P0) : theme->inv);
    painter.setFont(font);
    painter.setPen(grave ? theme->onFill(Severity::P0) : theme->onInv);
    painter.drawText(plate, Qt::AlignCenter, text);
    painter.end();
    return picture;
}

TrayIcon::TrayIcon(const QIcon& icon, QObject* parent)
    : QSystemTrayIcon(icon, parent)
    , m_icon(icon)
    , m_menu(std::make_unique<QMenu>())
{
    connect(m_menu->addAction(tr("Show the window")), &QAction::triggered, this, &TrayIcon::windowRequested);
    connect(
        m_menu->addAction(tr("Mute sound for 30 minutes, or end it")), &QAction::triggered, this,
        &TrayIcon::muteRequested);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitRequested);
    setContextMenu(m_menu.get());
    connect(this, &QSystemTrayIcon::activated, this, [this](ActivationReason reason) {
        if (reason == Trigger || reason == DoubleClick)
            emit windowRequested();
    });
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::showState(const QString& title, int count, bool grave)
{
    if (toolTip() != title)
        setToolTip(title);
    if (count == m_count && grave == m_grave)
        return;
    m_count = count;
    m_grave = grave;
    setIcon(withCount(m_icon, count, grave));
}

} // namespace penelope::ui::attention
