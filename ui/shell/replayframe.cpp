#include "ui/shell/replayframe.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/keybutton.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int replayBarHeight = 44;
constexpr int frameWidth = 4; ///< 1 line, 2 gap, 1 line
constexpr int tagHeight = 24;

} // namespace

ReplayBar::ReplayBar(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_back(new KeyButton(tr("Back to live"), u"Ctrl+Shift+L"_s, ButtonSize::Tool, this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 12, 0);
    row->addStretch(1);
    row->addWidget(m_back);
    connect(m_back, &QPushButton::clicked, &session, &Session::backToPresent);
    connect(&session, &Session::changed, this, &ReplayBar::refresh);
    refresh();
}

void ReplayBar::setQuestion(const QString& question)
{
    m_question = question;
    update();
}

QSize ReplayBar::sizeHint() const
{
    return {0, Theme::of(this).px(replayBarHeight)};
}

void ReplayBar::refresh()
{
    const auto told = format::twoClocksOfDay(m_session.now(), Theme::of(this).isLocalFirst());
    m_moment = told.first;
    //: %1 is the same time by another clock
    m_local = told.second.isEmpty() ? tr("not live") : tr("%1, not live").arg(told.second);
    m_back->setVisible(m_session.canGoBack());
    const auto behind = m_session.present().mode();
    m_back->setText(
        behind == Session::Mode::Offline ? tr("Back to the file's end")
        : behind == Session::Mode::Demo  ? tr("Back to the demonstration")
                                         : tr("Back to live"));
    setAccessibleName(tr("REPLAY") + u' ' + m_moment + u", "_s + m_local);
    update();
}

void ReplayBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->base);
    paintLine(painter, rect(), Qt::BottomEdge, theme->line);
    const auto badge = theme.font(Type::Badge);
    const auto word = tr("REPLAY");
    const int side = theme.px(14);
    const int tall = theme.px(tagHeight);
    const QRect tag(
        theme.px(12), (height() - tall) / 2, side + theme.px(24) + QFontMetrics(badge).horizontalAdvance(word), tall);
    paintBox(painter, tag, theme->inv, theme->inv, 2);
    paintIcon(painter, QPointF(tag.x() + theme.px(8), tag.y() + (tall - side) / 2.0), Icon::Review, theme->onInv, side);
    paintText(painter, tag.adjusted(side + theme.px(14), 0, 0, 0), word, badge, theme->onInv);
    int x = tag.right() + theme.px(12);
    const int right = (m_back->isVisible() ? m_back->x() : width()) - theme.px(16);
    x += paintText(painter, QRect(x, 0, right - x, height()), m_moment, theme.font(Type::Title), theme->text) +
         theme.px(12);
    x += paintText(painter, QRect(x, 0, right - x, height()), m_local, theme.font(Type::Body), theme->muted) +
         theme.px(24);
    const auto body = theme.font(Type::Body);
    if (right - x >= QFontMetrics(body).horizontalAdvance(m_question))
        paintText(
            painter, QRect(x, 0, right - x, height()), m_question, body, theme->muted,
            Qt::AlignRight | Qt::AlignVCenter);
}

void ReplayBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        refresh();
        updateGeometry();
    }
}

ReplayFrame::ReplayFrame(Session& session, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_column(new QVBoxLayout(this))
    , m_bar(new ReplayBar(session, this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    m_column->addWidget(m_bar);
    m_column->addWidget(content, 1);
    connect(&session, &Session::changed, this, &ReplayFrame::refresh);
    refresh();
}

void ReplayFrame::refresh()
{
    const bool past = m_session.mode() == Session::Mode::Replay;
    const int edge = past ? frameWidth : 0;
    m_bar->setVisible(past);
    if (m_column->contentsMargins().left() != edge) {
        m_column->setContentsMargins(edge, edge, edge, edge);
        update();
    }
}

void ReplayFrame::paintEvent(QPaintEvent*)
{
    if (m_column->contentsMargins().left() == 0)
        return;
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->panel);
    for (const int inset : {0, frameWidth - 1}) {
        for (const auto edge : {Qt::TopEdge, Qt::BottomEdge, Qt::LeftEdge, Qt::RightEdge})
            paintLine(painter, rect().adjusted(inset, inset, -inset, -inset), edge, theme->text);
    }
}

} // namespace penelope::ui
