#include "ui/shell/navigation.h"

#include "ui/text/format.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int nameLeft = 42;

Icon iconOfPage(const QString& name)
{
    if (name == "approvals"_L1)
        return Icon::Approvals;
    if (name == "breakers"_L1)
        return Icon::Breakers;
    if (name == "canaries"_L1)
        return Icon::Canaries;
    if (name == "compliance"_L1)
        return Icon::Compliance;
    if (name == "audit"_L1)
        return Icon::Audit;
    if (name == "review"_L1)
        return Icon::Review;
    return Icon::Settings;
}

} // namespace

NavRow::NavRow(const QString& name, const QString& title, QWidget* parent)
    : QAbstractButton(parent)
    , m_title(title)
    , m_icon(iconOfPage(name))
{
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover, true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setText(title);
    show({});
}

void NavRow::watch(const Page& page)
{
    connect(&page, &Page::attentionChanged, this, [this, &page] { show(page.attention()); });
    show(page.attention());
}

void NavRow::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setToolTip(narrow ? m_title : QString{});
    update();
}

void NavRow::show(const Page::Attention& attention)
{
    m_attention = attention;
    setAccessibleName(attention.word.isEmpty() ? m_title : m_title + u", "_s + attention.word);
    update();
}

/// With the gaps that look.md gives where there is room for them.
int NavRow::neededWidth(const Theme& theme, const QFont& name) const
{
    int needed = theme.px(nameLeft + 8) + QFontMetrics(name).horizontalAdvance(text());
    if (m_attention.count > 0)
        needed +=
            theme.px(4) + QFontMetrics(theme.font(Type::Body)).horizontalAdvance(format::integer(m_attention.count));
    if (m_attention.severity)
        needed += theme.px(10 + 4);
    if (m_attention.unknown)
        needed += theme.px(16 + 4);
    return needed;
}

QSize NavRow::sizeHint() const
{
    return {Theme::of(this).px(m_narrow ? 56 : 176), Theme::of(this).px(36)};
}

void NavRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    if (isChecked()) {
        painter.fillRect(rect(), theme->panel);
        painter.fillRect(QRect(0, 0, 3, height()), theme->text);
    } else if (underMouse() && theme->hover.alpha() > 0) {
        painter.fillRect(rect(), theme->hover);
    }
    const int icon = theme.px(16);
    const int top = (height() - icon) / 2;
    const QColor ink = isEnabled() ? theme->text : theme->muted;
    const int left = theme.px(m_narrow ? 10 : 16);
    paintIcon(painter, QPointF(left, top), m_icon, ink, icon);
    const QFont name = theme.font(isChecked() ? Type::Strong : Type::Body);
    // Where it is tight the gaps give way first, so that the numbers of all rows stay below each other.
    const int missing = m_narrow ? 0 : std::max(neededWidth(theme, name) - width(), 0);
    const int gap = theme.px(m_narrow || missing > 0 ? 2 : 4);
    const int margin = theme.px(8) - std::max(missing - 2 * theme.px(2), 0);
    int right = width() - (m_narrow ? theme.px(2) : std::max(margin, theme.px(2)));
    if (m_attention.count > 0) {
        const QString count = format::integer(m_attention.count);
        const QFont font = theme.font(Type::Body);
        const int wide = QFontMetrics(font).horizontalAdvance(count);
        paintText(painter, QRect(right - wide, 0, wide + 1, height()), count, font, theme->text);
        right -= wide + gap;
    }
    if (m_attention.unknown) {
        right -= icon;
        paintIcon(painter, QPointF(right, top), Icon::Unknown, theme->muted, icon);
        right -= gap;
    }
    if (m_attention.severity) {
        const int side = theme.px(m_narrow ? 9 : 10);
        // Where there is no room beside the number it sits on the corner of the icon.
        const QPoint at =
            m_narrow ? QPoint(left + icon - side / 3, top - side / 2) : QPoint(right - side, (height() - side) / 2);
        paintShape(
            painter, QRect(at, QSize(side, side)), *m_attention.severity, theme->fill(*m_attention.severity),
            theme->text);
        right -= side + gap;
    }
    if (!m_narrow)
        paintText(painter, QRect(theme.px(nameLeft), 0, right - theme.px(nameLeft), height()), text(), name, ink);
    if (hasFocus())
        paintRing(painter, theme, rect().adjusted(isChecked() ? 3 : 0, 0, 0, 0));
}

Navigation::Navigation(const std::vector<PagePlan>& pages, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 8);
    layout->setSpacing(0);
    int index = 0;
    for (const PagePlan& page : pages) {
        auto* row = new NavRow(page.name, page.title, this);
        layout->addWidget(row);
        m_group->addButton(row, index++);
        m_rows.push_back(row);
    }
    connect(m_group, &QButtonGroup::idClicked, this, &Navigation::chosen);
    setAccessibleName(tr("Pages"));
}

void Navigation::watch(int index, const Page& page)
{
    m_rows[static_cast<std::size_t>(index)]->watch(page);
}

void Navigation::setCurrent(int index)
{
    if (QAbstractButton* row = m_group->button(index))
        row->setChecked(true);
}

void Navigation::setOpen(int index, bool open)
{
    m_rows[static_cast<std::size_t>(index)]->setEnabled(open);
}

void Navigation::setNarrow(bool narrow)
{
    for (NavRow* row : m_rows)
        row->setNarrow(narrow);
}

void Navigation::takeFocus()
{
    if (QAbstractButton* row = m_group->checkedButton())
        row->setFocus(Qt::ShortcutFocusReason);
}

void Navigation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->window);
}

void Navigation::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int wanted = m_group->checkedId() + step;
    if (step == 0 || !m_group->button(wanted)) {
        QWidget::keyPressEvent(event);
        return;
    }
    emit chosen(wanted);
    takeFocus();
}

} // namespace penelope::ui
