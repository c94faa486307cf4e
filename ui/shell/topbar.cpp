#include "ui/shell/topbar.h"

#include "ui/theme/paint.h"
#include "ui/widgets/enterkey.h"
#include "ui/widgets/usualkey.h"

#include <QAbstractButton>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenuBar>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Looks like a field, opens the palette.
class PaletteField : public QAbstractButton
{
public:
    explicit PaletteField(QWidget* parent)
        : QAbstractButton(parent)
    {
        setText(TopBar::tr("Find or run a command"));
        setAccessibleName(text());
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (!pressByEnter(*this, *event))
            QAbstractButton::keyPressEvent(event);
    }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme theme = Theme::of(this);
        paintBox(painter, rect(), theme->border, theme->base, 2);
        const int side = theme.px(16);
        paintIcon(painter, QPoint(theme.px(8), (height() - side) / 2), Icon::Search, theme->muted, side);
        const QRect area = rect().adjusted(theme.px(32), 0, -theme.px(8), 0);
        paintText(painter, area, text(), theme.font(Type::Body), theme->muted);
        const auto key = u"Ctrl+K"_s;
        const QAction* palette = actionOfUsualKey(*this, key);
        paintText(
            painter, area, palette ? keyWords(*palette) : key, theme.font(Type::Small), theme->muted,
            Qt::AlignRight | Qt::AlignVCenter);
        if (hasFocus())
            paintRing(painter, theme, rect(), 2);
    }
};

} // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent)
    , m_menus(new QMenuBar(this))
    , m_field(new PaletteField(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 16, 1);
    layout->setSpacing(0);
    layout->addWidget(m_menus, 1);
    layout->addWidget(m_field, 0, Qt::AlignVCenter);
    m_menus->setNativeMenuBar(false);
    connect(static_cast<QAbstractButton*>(m_field), &QAbstractButton::clicked, this, &TopBar::paletteRequested);
    fit();
}

QMenu* TopBar::addMenu(const QString& title)
{
    return m_menus->addMenu(title);
}

void TopBar::fit()
{
    const Theme theme = Theme::of(this);
    setFixedHeight(theme.px(32));
    m_field->setFixedSize(theme.px(320), theme.px(24));
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->window);
    paintLine(painter, rect(), Qt::BottomEdge, theme->line);
}

void TopBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fit();
}

} // namespace penelope::ui
