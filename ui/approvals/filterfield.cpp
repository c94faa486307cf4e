#include "ui/approvals/filterfield.h"

#include "ui/theme/eachzoom.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"

#include <QKeyEvent>

#include <algorithm>

namespace penelope::ui {

FilterField::FilterField(QWidget* parent)
    : QLineEdit(parent)
    , m_verdict(new Label({}, Type::Small, Tone::Muted, this))
{
    setType(this, Type::MonoBody);
    setAccessibleName(tr("Filter"));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // gives way to words beside it
    atEachZoom(this, [this](const Theme& theme) {
        setFixedHeight(theme.px(28));
        setTextMargins(theme.px(26), 0, 0, 0);
    });
    m_verdict->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_verdict->hide();
}

QSize FilterField::sizeHint() const
{
    return {Theme::of(this).px(264), Theme::of(this).px(28)};
}

QSize FilterField::minimumSizeHint() const
{
    return {Theme::of(this).px(140), Theme::of(this).px(28)};
}

void FilterField::setVerdict(const QString& word)
{
    m_word = word;
    m_verdict->setVisible(!word.isEmpty());
    setAccessibleDescription(word);
    setToolTip(word);
    placeVerdict();
}

/// What was typed keeps a part of the field; a longer word ends in dots and is whole in the tooltip.
void FilterField::placeVerdict()
{
    constexpr int leastTyped = 96;
    const auto theme = Theme::of(this);
    const auto metrics = m_verdict->fontMetrics();
    const int most = std::max(0, width() - theme.px(26 + leastTyped + 8));
    m_verdict->show(metrics.elidedText(m_word, Qt::ElideRight, most));
    const int wide = m_word.isEmpty() ? 0 : std::min(metrics.horizontalAdvance(m_word), most) + theme.px(8);
    setTextMargins(theme.px(26), 0, wide, 0);
    m_verdict->setGeometry(width() - wide, 0, wide, height());
}

void FilterField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    placeVerdict();
}

void FilterField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const auto theme = Theme::of(this);
    const int side = theme.px(16);
    paintIcon(painter, QPointF(theme.px(8), (height() - side) / 2.0), Icon::Filter, theme->muted, side);
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
        event->key() == Qt::Key_Down) {
        emit left();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace penelope::ui
