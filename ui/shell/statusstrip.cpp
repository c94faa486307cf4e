#include "ui/shell/statusstrip.h"

#include "ui/shell/budget.h"
#include "ui/shell/sourcevalues.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/enterkey.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int cellPadding = 12;

} // namespace

std::optional<Freshness> coreFreshness(const Session& session)
{
    const auto& present = session.present();
    if (present.mode() != Session::Mode::Live || !present.isWhole())
        return std::nullopt;
    const Milliseconds age = present.now() - present.snapshot().live.heartbeat;
    return age > std::chrono::seconds{3} ? Freshness::Lost : Freshness::Fresh;
}

StatusCell::StatusCell(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAttribute(Qt::WA_Hover, true);
}

void StatusCell::show(const QString& name, const QString& value, Freshness freshness)
{
    if (m_name == name && m_value == value && m_freshness == freshness)
        return;
    const QSize before = sizeHint();
    m_name = name;
    m_value = value;
    m_freshness = freshness;
    const bool resized = sizeHint() != before;
    setAccessibleName(name + u' ' + value);
    setProperty("freshness", toWord(freshness));
    if (resized)
        updateGeometry();
    update();
}

QSize StatusCell::sizeHint() const
{
    const Theme theme = Theme::of(this);
    const Type valueType = isDoubtful() ? Type::Unknown : Type::Small;
    int wide = theme.px(2 * cellPadding) +
               QFontMetrics(theme.font(m_strong ? Type::Badge : Type::Label)).horizontalAdvance(m_name);
    if (!m_value.isEmpty())
        wide += theme.px(6) + QFontMetrics(theme.font(valueType)).horizontalAdvance(m_value) + 2;
    if (m_icon || isDoubtful())
        wide += theme.px(20);
    return {wide, theme.px(28)};
}

void StatusCell::keyPressEvent(QKeyEvent* event)
{
    if (!pressByEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

void StatusCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    if (underMouse() && theme->hover.alpha() > 0)
        painter.fillRect(rect(), theme->hover);
    int x = theme.px(cellPadding);
    if (isDoubtful()) {
        // The hatch follows the strip, not the cell, so that neighbouring lost cells read as one.
        painter.setBrushOrigin(-pos());
        paintHatch(painter, theme, rect());
        painter.fillRect(rect().adjusted(theme.px(8), theme.px(4), -theme.px(8), -theme.px(4)), theme->window);
    }
    if (m_icon || isDoubtful()) {
        const int side = theme.px(14);
        paintIcon(painter, QPoint(x, (height() - side) / 2), m_icon.value_or(Icon::Clock), theme->text, side);
        x += theme.px(20);
    }
    const QRect area(x, 0, width() - x, height());
    const int used = paintText(painter, area, m_name, theme.font(m_strong ? Type::Badge : Type::Label), theme->text);
    paintText(
        painter, area.adjusted(used + theme.px(6), 0, 0, 0), m_value,
        theme.font(isDoubtful() ? Type::Unknown : Type::Small), isDoubtful() ? theme->text : theme->muted);
    paintLine(painter, rect(), Qt::RightEdge, theme->line);
    if (hasFocus())
        paintRing(painter, theme, rect());
}

StatusStrip::StatusStrip(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_left(new QHBoxLayout)
    , m_right(new QHBoxLayout)
    , m_more(new QHBoxLayout)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(4, 1, 4, 0);
    m_rows->setSpacing(0);
    auto* single = new QHBoxLayout;
    single->setSpacing(0);
    m_left->setSpacing(0);
    m_right->setSpacing(0);
    m_more->setSpacing(0);
    m_right->addLayout(m_more);
    single->addLayout(m_left);
    single->addStretch(1);
    single->addLayout(m_right);
    m_rows->addLayout(single);
    connect(&session, &Session::changed, this, &StatusStrip::refresh);
    connect(&session, &Session::ticked, this, &StatusStrip::tick);
    setAccessibleName(tr("Status"));
    refresh();
}

StatusCell* StatusStrip::cell(const QString& key, bool right)
{
    auto& entry = m_cells[key];
    if (!entry) {
        entry = new StatusCell(this);
        entry->setProperty("dataSource", key);
        (right ? m_right : m_left)->addWidget(entry);
        connect(entry, &StatusCell::clicked, this, [this, key] {
            if (key == "you"_L1)
                emit operatorRequested();
            else
                emit detailRequested(m_cells[key]->accessibleName(), sourceDetail(key));
        });
    }
    return entry;
}

void StatusStrip::refresh()
{
    const auto core = coreFreshness(m_session);
    const Instant now = m_session.now();
    if (core) {
        const Milliseconds age = m_session.present().now() - m_session.present().snapshot().live.heartbeat;
        cell(u"core"_s)->show(tr("Core"), words::freshness(*core) + u' ' + format::age(age), *core);
    } else {
        const auto& present = m_session.present();
        const bool starts = present.mode() == Session::Mode::Live && !present.isWhole();
        cell(u"core"_s)->show(tr("Core"), starts ? tr("starting") : tr("off"));
    }
    refreshSources();
    const auto& live = m_session.present().snapshot().live;
    QString proof = tr("seq %1").arg(format::integer(m_session.state().seq));
    const auto reading = m_session.reading();
    const bool isRead = m_session.isWhole() || (reading && !reading->trouble.isEmpty());
    if (!isRead)
        proof += tr(", being read");
    else if (core && !live.checkpointTrouble.isEmpty())
        proof += tr(", unsigned");
    else if (m_signedTo > 0)
        //: %1 is the number of a record
        proof += tr(", signed to %1").arg(format::integer(m_signedTo));
    cell(u"audit"_s)->show(tr("Audit"), proof);
    const Budget budget = budgetAt(m_session.state(), now);
    //: started canaries against the limit of an hour and of a day
    const auto started =
        tr("%1 of %2 h, %3 of %4 d").arg(budget.hour).arg(budget.hourLimit).arg(budget.day).arg(budget.dayLimit);
    cell(u"budget"_s)->show(tr("Budget"), reading ? format::absent() : started);
    refreshClock();
}

void StatusStrip::refreshSources()
{
    const auto& live = m_session.snapshot().live;
    for (const auto& [key, source] : live.sources) {
        const Freshness freshness = engine::freshness(source, m_session.now());
        cell(key)->show(sourceName(key), sourceValue(source, freshness, m_session.now()), freshness);
    }
    if (!live.sources.empty())
        return;
    if (m_session.mode() == Session::Mode::Offline) {
        for (const auto& [key, record] : m_session.state().sources)
            cell(key)->show(sourceName(key), tr("off"));
        return;
    }
    // Not live: what the journal knew at that moment. A core that asks nobody knows nothing of now.
    for (const auto& [key, record] : m_session.state().sources) {
        if (m_session.isRunning())
            cell(key)->show(
                sourceName(key), tr("%1, not asked").arg(words::freshness(Freshness::Stale)), Freshness::Stale);
        else
            cell(key)->show(sourceName(key), recordValue(record, m_session.now()), record.freshness);
    }
}

void StatusStrip::refreshClock()
{
    QString mode;
    switch (m_session.mode()) {
    case Session::Mode::Live: mode = tr("LIVE"); break;
    case Session::Mode::ReadOnly: mode = tr("READ-ONLY"); break;
    case Session::Mode::Replay: mode = tr("REPLAY"); break;
    case Session::Mode::Offline: mode = tr("OFFLINE"); break;
    case Session::Mode::Demo: mode = tr("DEMO"); break;
    }
    cell(u"mode"_s, true)->show(mode, {});
    auto* clock = cell(u"clock"_s, true);
    clock->setStrong(true);
    const auto told = format::twoClocks(m_session.now(), Theme::of(this).isLocalFirst());
    clock->show(told.first, told.second);
    auto* you = cell(u"you"_s, true);
    you->setIcon(Icon::User);
    const QString name = m_session.operatorName().value();
    you->show(name.isEmpty() ? tr("nobody") : name, words::role(m_session.role()));
}

QString StatusStrip::sourceDetail(const QString& key) const
{
    if (const auto detail = m_details.find(key); detail != m_details.end())
        return detail->second;
    const auto& sources = m_session.snapshot().live.sources;
    if (const auto found = sources.find(key); found != sources.end())
        return sourceLines(found->second).join(u'\n');
    const auto& records = m_session.state().sources;
    const auto record = records.find(key);
    QStringList lines{m_cells.at(key)->accessibleName()};
    if (record != records.end() && m_session.mode() != Session::Mode::Offline)
        lines << recordLines(record->second);
    return lines.join(u'\n');
}

void StatusStrip::tick()
{
    refresh();
    if (m_tellFor > 0 && --m_tellFor == 0)
        cell(u"told"_s)->hide();
    fit();
}

void StatusStrip::showNote(const QString& key, const QString& name, const QString& value, const QString& detail)
{
    m_details[key] = detail;
    cell(key)->show(name, value);
    cell(key)->setVisible(true);
    fit();
}

void StatusStrip::tell(const QString& name, const QString& value)
{
    constexpr int seconds = 5;
    showNote(u"told"_s, name, value, value);
    m_tellFor = seconds;
}

void StatusStrip::showSignedTo(qint64 seq)
{
    m_signedTo = seq;
    refresh();
}

void StatusStrip::takeFocus()
{
    if (!m_cells.empty())
        cell(u"core"_s)->setFocus(Qt::ShortcutFocusReason);
}

void StatusStrip::setNarrow(bool narrow)
{
    m_narrowWished = narrow;
    takeBack();
    fit();
}

void StatusStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        refreshClock();
}

void StatusStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    takeBack();
    fit();
}

int StatusStrip::neededWidth() const
{
    const auto margins = m_rows->contentsMargins();
    int needed = margins.left() + margins.right();
    for (const auto& [key, cell] : m_cells)
        needed += cell->isHidden() ? 0 : cell->sizeHint().width();
    return needed;
}

void StatusStrip::fit()
{
    const bool narrow = m_narrowWished || (isVisible() && neededWidth() > width());
    if (m_narrow != narrow) {
        m_narrow = narrow;
        takeBack();
        auto* single = static_cast<QHBoxLayout*>(m_rows->itemAt(0)->layout());
        if (narrow) {
            single->removeItem(m_right);
            m_right->setParent(nullptr);
            m_rows->addLayout(m_right);
            m_right->setAlignment(Qt::AlignLeft);
        } else {
            m_rows->removeItem(m_right);
            m_right->setParent(nullptr);
            single->addLayout(m_right);
        }
    }
    overflow();
}

/// What has no room in the first of two rows begins the second. It goes back with another size of the window, not
/// with a shorter word: cells that change their row each second cannot be read.
void StatusStrip::overflow()
{
    const auto margins = m_rows->contentsMargins();
    const auto needed = [this] {
        int sum = 0;
        for (int at = 0; at < m_left->count(); ++at) {
            const auto* cell = m_left->itemAt(at)->widget();
            sum += cell->isHidden() ? 0 : cell->sizeHint().width();
        }
        return sum;
    };
    while (m_narrow && isVisible() && m_left->count() > 1 && needed() > width() - margins.left() - margins.right()) {
        auto* last = m_left->itemAt(m_left->count() - 1)->widget();
        m_left->removeWidget(last);
        m_more->insertWidget(0, last);
    }
}

void StatusStrip::takeBack()
{
    while (m_more->count() > 0) {
        auto* first = m_more->itemAt(0)->widget();
        m_more->removeWidget(first);
        m_left->addWidget(first);
    }
}

void StatusStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->window);
    paintLine(painter, rect(), Qt::TopEdge, theme->line);
}

} // namespace penelope::ui
