#include "ui/approvals/approvalspage.h"

#include "ui/approvals/detailpane.h"
#include "ui/approvals/difftab.h"
#include "ui/approvals/filterfield.h"
#include "ui/approvals/queuedelegate.h"
#include "ui/approvals/queuemodel.h"
#include "ui/approvals/sentences.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/filterkeys.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/readingorder.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

ApprovalsPage::ApprovalsPage(Session& session, HeldDecision& held, QWidget* parent)
    : Page(session, parent)
    , m_held(held)
    , m_model(new QueueModel(this))
    , m_stack(new QStackedWidget(this))
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_calm(new EmptyState(this))
    , m_table(new TableView(this))
    , m_filter(new FilterField(this))
    , m_count(new Label({}, Type::Body, Tone::Muted, this))
    , m_frozen(new Label(tr("List is frozen while you decide"), Type::Body, Tone::Muted, this))
    , m_newBadge(new Badge(this))
    , m_new(nullptr)
    , m_detail(new DetailPane(session, held, this))
    , m_showDecided(new KeyButton(tr("Show decided"), {}, ButtonSize::Tool, this))
{
    buildActions();
    buildList();
    buildCalm();
    if (session.isWhole())
        buildDetail();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    m_stack->insertWidget(0, m_split);
    m_still.setSingleShot(true);
    m_still.setInterval(stillness);
    connect(&m_still, &QTimer::timeout, this, &ApprovalsPage::refresh);
    connect(&session, &Session::changed, this, &ApprovalsPage::refresh);
    connect(&session, &Session::ticked, this, &ApprovalsPage::tick);
    connect(&held, &HeldDecision::changed, this, &ApprovalsPage::enableVerbs);
    connect(&held, &HeldDecision::changed, this, &ApprovalsPage::approveNext);
    QCoreApplication::instance()->installEventFilter(this);
    refresh();
}

ApprovalsPage::~ApprovalsPage() = default;

void ApprovalsPage::buildList()
{
    const auto theme = Theme::of(this);
    auto* left = new QWidget(this);
    setSurface(left, Surface::Panel);
    auto* all = new QVBoxLayout(left);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PageHead(title(), question(), left));
    auto* row = new QHBoxLayout;
    m_filter->setPlaceholderText(tr("All requests"));
    m_new = new KeyButton(m_apply, ButtonSize::Tool, left);
    row->addWidget(m_filter);
    row->addWidget(m_count);
    row->addStretch(1);
    m_newBadge->hide();
    row->addWidget(m_newBadge);
    row->addWidget(m_new);
    row->addWidget(m_frozen);
    all->addLayout(row);
    m_frozen->hide();
    m_table->setAccessibleName(tr("Requests"));
    m_table->setModel(m_model);
    m_table->setRowPx(52);
    m_table->setRowHeights([this](int at) { return m_model->heightPx(at); });
    m_table->setItemDelegate(new QueueDelegate(m_table));
    m_table->setColumnPx({70, 60, 0, 83, 44, 36, 58, 128});
    m_table->setNarrowColumnPx({64, 52, 0, 70, 46, 30, 56, 96});
    all->addWidget(m_table, 1);
    m_split->addWidget(left);
    m_split->addWidget(m_detail);
    setReadingOrder(*m_split);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 49);
    m_split->setStretchFactor(1, 51);
    m_split->setSizes({theme.px(619), theme.px(645)});
    atEachZoom(this, [this, row, left](const Theme& each) {
        row->setContentsMargins(each.px(16), 0, each.px(16), each.px(8));
        row->setSpacing(each.px(12));
        m_table->horizontalHeader()->setFixedHeight(each.px(28));
        m_split->setHandleWidth(each.px(5));
        left->setMinimumWidth(each.px(552));
        m_detail->setMinimumWidth(each.px(400));
    });

    addFilterKeys(*this, *m_filter, tr("Filter"));
    connect(m_filter, &QLineEdit::textChanged, this, &ApprovalsPage::showFilter);
    connect(m_filter, &FilterField::left, this, [this] { m_table->setFocus(); });
    connect(m_model, &QueueModel::pendingChanged, this, &ApprovalsPage::showPending);
    connect(m_model, &QueueModel::placed, this, &ApprovalsPage::applyHeights);
    m_model->setSymptoms([&session = session()](const AnomalyId& id) {
        const auto anomaly = session.state().anomalies.find(id);
        return anomaly ? symptomText(*anomaly) : QString{};
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ApprovalsPage::showCurrent);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex& index) {
        if (m_model->groupAt(index))
            toggleGroup(index);
        else
            m_detail->takeFocus();
    });
    connect(m_table, &QAbstractItemView::clicked, this, &ApprovalsPage::toggleGroup);
    connect(m_detail, &DetailPane::openRequested, this, &Page::openRequested);
    connect(m_detail, &DetailPane::sheetOpened, this, [this] {
        m_table->setFrozen(true);
        m_table->setEnabled(false);
        enableVerbs();
        showPending();
    });
    connect(m_detail, &DetailPane::sheetClosed, this, [this] {
        m_table->setFrozen(false);
        m_table->setEnabled(true);
        m_table->setFocus();
        enableVerbs();
        showPending();
        m_still.start();
    });
}

QString ApprovalsPage::ownName()
{
    return u"approvals"_s;
}

QString ApprovalsPage::ownTitle()
{
    return tr("Approvals");
}

QString ApprovalsPage::question() const
{
    return tr("Should this patch ship?");
}

Page::Attention ApprovalsPage::attention() const
{
    return m_attention;
}

void ApprovalsPage::takeFocus()
{
    if (isCalm())
        (m_showDecided->isHidden() ? static_cast<QWidget*>(m_calm) : m_showDecided)->setFocus();
    else if (!m_detail->isSheetOpen())
        m_table->setFocus();
}

void ApprovalsPage::open(const QString& item)
{
    for (const auto group : allGroups) {
        if (m_model->indexOf(item).isValid())
            break;
        m_model->setGroupOpen(group, true);
    }
    if (!m_model->indexOf(item).isValid() || m_detail->isSheetOpen())
        return;
    m_listAsked = true;
    m_selected = item;
    refresh();
    takeFocus();
}

bool ApprovalsPage::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    const bool input = type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::Wheel;
    if (input && isVisible()) {
        const auto* widget = qobject_cast<const QWidget*>(watched);
        if (widget && widget->window() == window())
            m_still.start();
        if (type == QEvent::KeyPress)
            answerKey(watched, *static_cast<const QKeyEvent*>(event));
    }
    if (type == QEvent::Paint && !m_drawn && watched == m_table->viewport()) {
        m_drawn = true;
        // Once the picture is on the screen: that is when this event is over.
        QMetaObject::invokeMethod(this, &ApprovalsPage::showCurrent, Qt::QueuedConnection);
    }
    return Page::eventFilter(watched, event);
}

bool ApprovalsPage::mayMove() const
{
    return !m_detail->isSheetOpen() && !m_still.isActive();
}

void ApprovalsPage::refresh()
{
    const auto& state = session().state();
    m_model->take(
        state, session().snapshot().live, session().now(), {session().operatorName(), session().role()}, mayMove());
    const auto& lines = m_model->queue().lines();
    Attention attention;
    int critical = 0;
    for (auto line = lines.begin(); line != lines.end() && line->group == Group::Waiting; ++line) {
        const auto severity = line->row->severity;
        ++attention.count;
        critical += severity == Severity::P0;
        attention.severity = std::min(attention.severity.value_or(severity), severity);
    }
    attention.word = tr("%n waiting", nullptr, attention.count);
    if (critical > 0)
        attention.word += u", "_s + tr("%n critical", nullptr, critical);
    keepSelection();
    m_detail->refresh();
    showMarks();
    showPending();
    showCalm(lines.empty() ? nullptr : lines.front().row.get());
    enableVerbs();
    if (attention == m_attention)
        return;
    m_attention = attention;
    emit attentionChanged();
}

void ApprovalsPage::tick()
{
    const auto* view = m_table->viewport();
    const int last = m_table->rowAt(view->height() - 1);
    m_model->setNow(session().now(), {m_table->rowAt(0), last < 0 ? m_model->rowCount() - 1 : last});
    m_detail->refresh();
    if (isCalm())
        showCalm();
}

void ApprovalsPage::showPending()
{
    const bool sheet = m_detail->isSheetOpen();
    const bool pending = m_model->isPending() && !sheet;
    const int count = m_model->newCount();
    m_apply->setText(count > 0 ? tr("%n new, show", nullptr, count) : tr("Order changed, show"));
    m_apply->setVisible(pending); // its button follows
    m_newBadge->setVisible(pending && m_model->newSeverity());
    if (m_model->newSeverity())
        m_newBadge->show(m_model->newSeverity(), words::severity(*m_model->newSeverity()));
    m_frozen->setVisible(sheet);
    m_count->setVisible(!sheet); // the words of the frozen list take its room
    showCount();
}

void ApprovalsPage::showCount()
{
    const bool filtered = !m_filter->text().trimmed().isEmpty();
    //: numbers of requests
    m_count->show(
        filtered ? tr("%1 of %2").arg(m_model->shownCount()).arg(m_model->totalCount())
                 : tr("%n waiting", nullptr, m_model->totalCount()));
}

void ApprovalsPage::showFilter()
{
    const auto text = m_filter->text();
    const auto filter = parseFilter(text);
    if (text.trimmed().isEmpty())
        m_filter->setVerdict({});
    else if (filter)
        m_filter->setVerdict(u"✓ "_s + tr("valid"));
    else
        m_filter->setVerdict(u"✕ "_s + filter.error().where + u' ' + filter.error().message);
    if (!filter)
        return;
    m_model->setFilter(*filter);
    keepSelection();
    showCount();
}

void ApprovalsPage::applyHeights()
{
    m_table->layOutRows();
}

void ApprovalsPage::keepSelection()
{
    if (m_detail->isSheetOpen())
        return;
    auto index = m_model->indexOf(m_selected);
    if (!index.isValid())
        index = m_model->firstRequest();
    if (index.isValid() && m_table->currentIndex().row() != index.row())
        m_table->setCurrentIndex(index);
    showCurrent();
}

void ApprovalsPage::showCurrent()
{
    if (m_detail->isSheetOpen())
        return;
    const auto* row = m_model->rowAt(m_table->currentIndex());
    if (row)
        m_selected = m_table->currentIndex().data(IdRole).toString();
    // The first picture of a start is the queue's alone, and the next one has the rest: nobody can decide before.
    if (!m_detail->isBuilt() && (m_drawn || session().isWhole()))
        buildDetail();
    if (row || m_model->firstRequest().row() < 0)
        m_detail->showRow(row);
    enableVerbs();
}

void ApprovalsPage::toggleGroup(const QModelIndex& index)
{
    const auto group = m_model->groupAt(index);
    if (!group || m_detail->isSheetOpen())
        return;
    m_model->setGroupOpen(*group, !m_model->isGroupOpen(*group));
    m_table->viewport()->update();
}

} // namespace penelope::ui::approvals
