#include "ui/widgets/parts.h"

#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

HairLine::HairLine(Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent)
    , m_orientation(orientation)
{
    if (orientation == Qt::Horizontal) {
        setFixedHeight(1);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    } else {
        setFixedWidth(1);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    }
}

void HairLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintLine(painter, rect(), m_orientation == Qt::Horizontal ? Qt::TopEdge : Qt::LeftEdge, Theme::of(this)->line);
}

Label::Label(const QString& text, Type type, Tone tone, QWidget* parent)
    : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setType(this, type, tone);
}

void Label::show(const QString& text)
{
    if (text != this->text())
        setText(text);
}

bool Label::isPlainLine() const
{
    constexpr auto selectable = Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;
    return textFormat() == Qt::PlainText && !wordWrap() && indent() < 0 && frameWidth() == 0 &&
           !(textInteractionFlags() & selectable) && !text().isEmpty() && !text().contains(u'&');
}

/// As QLabel has it for such a line: the text in a box without an end, and the margins around.
QSize Label::lineHint() const
{
    ensurePolished();
    if (m_measured.text != text() || m_measured.font != font()) {
        constexpr int endless = 2000;
        const int flags = static_cast<int>(alignment()) & ~int(Qt::AlignVCenter | Qt::AlignHCenter);
        const QRect box(0, 0, endless, endless);
        m_measured = {text(), font(), fontMetrics().boundingRect(box, flags, text()).size()};
    }
    const QMargins around = contentsMargins();
    const QSize size =
        m_measured.size +
        QSize(around.left() + around.right() + 2 * margin(), around.top() + around.bottom() + 2 * margin());
    return size.expandedTo(minimumSize());
}

QSize Label::sizeHint() const
{
    return isPlainLine() ? lineHint() : QLabel::sizeHint();
}

QSize Label::minimumSizeHint() const
{
    return isPlainLine() ? lineHint() : QLabel::minimumSizeHint();
}

int Label::heightForWidth(int width) const
{
    return QLabel::heightForWidth(std::min(width, maximumWidth()));
}

PageHead::PageHead(const QString& title, const QString& question, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_question(question)
    , m_tools(new QHBoxLayout(this))
{
    m_tools->setContentsMargins(16, 0, 16, 0);
    m_tools->setSpacing(8);
    m_tools->addStretch(1);
    setFixedHeight(Theme::of(this).px(48));
    setAccessibleName(title);
    setAccessibleDescription(question);
}

void PageHead::addTool(QWidget* tool)
{
    m_tools->addWidget(tool);
}

void PageHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const QFont titleFont = theme.font(Type::Title);
    const int baseline = (height() + QFontMetrics(titleFont).capHeight()) / 2;
    painter.setFont(titleFont);
    painter.setPen(theme->text);
    painter.drawText(theme.px(16), baseline, m_title);
    const int after = theme.px(16 + 12) + QFontMetrics(titleFont).horizontalAdvance(m_title);
    painter.setFont(theme.font(Type::Body));
    painter.setPen(theme->muted);
    painter.drawText(after, baseline, m_question);
}

void PageHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        setFixedHeight(Theme::of(this).px(48));
}

DetailForm::DetailForm(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    atEachZoom(this, [this](const Theme& theme) {
        m_grid->setHorizontalSpacing(theme.px(12));
        m_grid->setVerticalSpacing(theme.px(8));
        m_grid->setColumnMinimumWidth(0, theme.px(96));
    });
    m_grid->setColumnStretch(1, 1);
}

Label* DetailForm::addRow(const QString& label, const QString& value, Tone tone)
{
    auto* text = new Label(value, Type::Body, tone, this);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setMinimumWidth(1); // a long word may be cut; the form never grows wider than its pane
    addRow(label, text);
    return text;
}

void DetailForm::addRow(const QString& label, QWidget* value)
{
    const int row = m_grid->rowCount();
    auto* name = new Label(label, Type::Body, Tone::Muted, this);
    name->setBuddy(value);
    name->stackUnder(value); // read aloud before it
    m_grid->addWidget(name, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(value, row, 1, Qt::AlignTop);
}

void DetailForm::addWide(QWidget* widget)
{
    m_grid->addWidget(widget, m_grid->rowCount(), 0, 1, 2, Qt::AlignTop);
}

void DetailForm::clear()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

Sheet::Sheet(QWidget* parent)
    : QWidget(parent)
    , m_body(new QVBoxLayout(this))
{
    setSurface(this, Surface::Window);
    atEachZoom(this, [this](const Theme& theme) { m_body->setSpacing(theme.px(8)); });
}

/// Of the paper from the edges; a narrow or low pane has no room to waste.
int Sheet::inset() const
{
    const auto theme = Theme::of(this);
    constexpr QSize roomy(540, 400);
    return theme.px(width() < theme.px(roomy.width()) || height() < theme.px(roomy.height()) ? 4 : 16);
}

void Sheet::resizeEvent(QResizeEvent* event)
{
    const auto theme = Theme::of(this);
    const int around = inset() + theme.px(21);
    m_body->setContentsMargins(around, around, around, around - theme.px(5));
    QWidget::resizeEvent(event);
}

void Sheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->window);
    const QRect paper = rect().marginsRemoved(QMargins(inset(), inset(), inset(), inset()));
    paintBox(painter, paper, theme->text, theme->panel);
    painter.fillRect(QRect(paper.left(), paper.top(), paper.width(), 3), theme->text);
}

void Sheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        emit closeRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace penelope::ui
