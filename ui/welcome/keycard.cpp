#include "ui/welcome/keycard.h"

#include "ui/theme/paint.h"

#include <QApplication>
#include <QFontMetrics>
#include <QKeyEvent>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int cardMargin = 16;
constexpr int cardLine = 24;
constexpr int cardKeys = 104;
constexpr int cardLift = 108; ///< over the status strip and the bar of verbs

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_unknown;
}

} // namespace

KeyCard::KeyCard(QWidget& window)
    : QWidget(&window)
    , m_window(window)
    , m_lines({
          {tr("Enter"), tr("opens the request")},
          {tr("A, R"), tr("approves, rejects: a sheet asks first")},
          {tr("Ctrl+Enter"), tr("commits what the sheet says")},
          {tr("Ctrl+Z"), tr("takes it back while it is held")},
          {tr("?"), tr("every key of this screen; any key puts this away")},
      })
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    QStringList spoken;
    for (const auto& [key, words] : m_lines)
        spoken << key + u' ' + words;
    setAccessibleName(tr("Keys for the first minutes"));
    setAccessibleDescription(spoken.join(u". "_s));
    qApp->installEventFilter(this);
    place();
    show();
    raise();
}

QSize KeyCard::sizeHint() const
{
    const auto theme = Theme::of(this);
    const QFontMetrics metrics(theme.font(Type::Body));
    int widest = 0;
    for (const auto& [key, words] : m_lines)
        widest = std::max(widest, metrics.horizontalAdvance(words));
    return {
        widest + theme.px(cardKeys + 2 * cardMargin),
        theme.px(2 * cardMargin + cardLine * (1 + static_cast<int>(m_lines.size())))};
}

void KeyCard::place()
{
    const auto theme = Theme::of(this);
    resize(sizeHint());
    move(
        m_window.width() - width() - theme.px(cardMargin),
        std::max(0, m_window.height() - height() - theme.px(cardLift)));
}

void KeyCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    paintBox(painter, rect(), theme->text, theme->window);
    painter.fillRect(QRect(0, 0, width(), 3), theme->text);
    const int margin = theme.px(cardMargin);
    const int line = theme.px(cardLine);
    QRect area(margin, margin, width() - 2 * margin, line);
    paintText(painter, area, accessibleName(), theme.font(Type::Strong), theme->text);
    for (const auto& [key, words] : m_lines) {
        area.translate(0, line);
        paintText(painter, area, key, theme.font(Type::Button), theme->text);
        paintText(painter, area.adjusted(theme.px(cardKeys), 0, 0, 0), words, theme.font(Type::Body), theme->muted);
    }
}

bool KeyCard::eventFilter(QObject* object, QEvent* event)
{
    if (object == &m_window && event->type() == QEvent::Resize)
        place();
    const bool typed = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (typed && isVisible() && m_window.isActiveWindow() && !isModifier(static_cast<QKeyEvent*>(event)->key())) {
        qApp->removeEventFilter(this);
        hide();
        emit dismissed();
    }
    return QWidget::eventFilter(object, event);
}

} // namespace penelope::ui
