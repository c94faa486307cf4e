#include "ui/audit/auditpage.h"

#include "core/query/columnfilter.h"
#include "ui/audit/auditdelegate.h"
#include "ui/audit/auditdetail.h"
#include "ui/audit/auditoverview.h"
#include "ui/audit/auditquerybar.h"
#include "ui/audit/exportstrip.h"
#include "ui/audit/gotofield.h"
#include "ui/audit/querycompleter.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/readingorder.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

AuditPage::AuditPage(Session& session, AuditReader& reader, AuditShelf shelf, QWidget* parent)
    : Page(session, parent)
    , m_reader(reader)
    , m_model(new AuditModel(reader, this))
{
    m_model->setServices([&session](const journal::Event& event) { return serviceNamed(session.state(), event); });
    build(std::move(shelf));
    buildActions();
    connect(&session, &Session::changed, this, &AuditPage::refresh);
    connect(m_model, &AuditModel::matchesChanged, this, &AuditPage::takeMatches);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AuditPage::readVisible);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AuditPage::readVisible);
    connect(m_model, &QAbstractItemModel::dataChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, &AuditPage::readVisible);
    connect(m_model, &AuditModel::failed, this, [this](const QString& message) {
        m_trouble = message;
        showCount();
    });
    m_model->setLast(session.state().seq);
    m_overview->setSize(session.state().seq);
    m_query->setSize(session.state().seq);
    select(0);
    showCount();
    showBookmarks();
}

/// In a low window the records need the room of the picture of their times, and the proof is scrolled to.
void AuditPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    constexpr int leastForOverview = 540;
    constexpr int leastForProof = 680;
    constexpr int wholeProof = 300;
    const auto theme = Theme::of(this);
    m_overview->setVisible(height() >= theme.px(leastForOverview));
    m_detail->setMinimumHeight(height() >= theme.px(leastForProof) ? theme.px(wholeProof) : 0);
}

void AuditPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_overview->begin();
    m_settled.start();
}

QString AuditPage::ownName()
{
    return u"audit"_s;
}

QString AuditPage::ownTitle()
{
    return tr("Audit");
}

QString AuditPage::question() const
{
    return tr("Who decided what, when, why?");
}

void AuditPage::build(AuditShelf shelf)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new PageHead(title(), question(), this);
    auto* verify = new KeyButton(tr("Verify record"), u"V"_s, ButtonSize::Tool, this);
    head->addTool(verify);
    auto* exports = new KeyButton(tr("Export…"), u"Ctrl+E"_s, ButtonSize::Tool, this);
    exports->setVisible(m_reader.canExport());
    head->addTool(exports);
    column->addWidget(head);
    m_query = new AuditQueryBar(session(), std::move(shelf), this);
    column->addWidget(m_query);
    auto* counts = new QHBoxLayout;
    counts->setContentsMargins(16, 0, 16, 8);
    m_count = new Label({}, Type::Body, Tone::Text, this);
    m_newer = new KeyButton({}, u"Ctrl+Home"_s, ButtonSize::Strip, this);
    m_newer->hide();
    counts->addWidget(m_count, 1);
    counts->addWidget(m_newer);
    column->addLayout(counts);
    m_export = new ExportStrip(m_reader, this);
    column->addWidget(m_export);
    m_goTo = new GoToField(m_reader, this);
    column->addWidget(m_goTo);
    m_overview = new AuditOverview(m_reader, this);
    column->addWidget(m_overview);
    column->addWidget(buildTable(), 1);

    connect(verify, &QPushButton::clicked, m_detail, &AuditDetail::verify);
    connect(exports, &QPushButton::clicked, this, [this] { m_export->ask(m_query->text(), session().now()); });
    connect(m_goTo, &GoToField::chosen, this, [this](qint64 seq) { open(QString::number(seq)); });
    connect(m_goTo, &GoToField::left, this, &AuditPage::takeFocus);
    connect(m_newer, &QPushButton::clicked, this, [this] { select(0); });
    connect(m_query, &AuditQueryBar::asked, this, &AuditPage::filter);
    connect(m_query, &AuditQueryBar::left, this, &AuditPage::takeFocus);
    connect(m_query, &AuditQueryBar::bookmarksChanged, this, &AuditPage::showBookmarks);
    connect(m_overview, &AuditOverview::indexChanged, this, &AuditPage::takeIndex);
    connect(m_overview->map(), &MiniMap::rangeChosen, m_query, &AuditQueryBar::setRange);
    connect(m_overview->map(), &MiniMap::rangeCleared, this, [this] { m_query->setRange({}, {}); });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &AuditPage::readVisible);
    // The row is painted first, and of keys that come faster than that only the last one's record is laid out.
    m_settled.setSingleShot(true);
    m_settled.setInterval(0);
    connect(&m_settled, &QTimer::timeout, this, &AuditPage::showSelected);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(m_table, &TableView::opened, this, [this] { m_detail->setFocus(); });
    connect(m_detail, &AuditDetail::openRequested, this, &Page::openRequested);
}

QWidget* AuditPage::buildTable()
{
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("Records of the journal"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new AuditDelegate(m_table));
    m_table->setRowPx(24);
    m_table->setColumnPx({120, 200, 140, 130, 100, 100, 56, 0});
    m_table->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_detail = new AuditDetail(m_reader, splitter);
    splitter->addWidget(withFooter(splitter));
    splitter->addWidget(m_detail);
    setReadingOrder(*splitter);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({440, 300});
    return splitter;
}

QWidget* AuditPage::withFooter(QWidget* parent)
{
    auto* pane = new QWidget(parent);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(16);
    m_footer = new Label({}, Type::Small, Tone::Muted, pane);
    row->addWidget(m_footer, 1);
    const auto offer = [&](const QString& words, const QString& key, auto&& slot) {
        auto* button = new KeyButton(words, key, ButtonSize::Strip, pane);
        button->setFlatLook(true);
        button->setFocusPolicy(Qt::NoFocus); // the keys do the same from the list
        connect(button, &QPushButton::clicked, this, std::forward<decltype(slot)>(slot));
        row->addWidget(button);
    };
    offer(tr("Previous record"), u"["_s, [this] { step(-1); });
    offer(tr("Next record"), u"]"_s, [this] { step(1); });
    column->addWidget(m_table, 1);
    column->addLayout(row);
    atEachZoom(m_footer, [this](const Theme& theme) { m_footer->setMinimumHeight(theme.px(28)); });
    return pane;
}

void AuditPage::showFooter(int first, int last)
{
    if (m_model->rowCount() == 0) {
        m_footer->show({});
        return;
    }
    //: %1 and %2 are numbers of rows, %3 how many there are
    const QString rows = tr("Rows %1–%2 of %3")
                             .arg(
                                 format::integer(first + 1), format::integer(std::max(first, last) + 1),
                                 format::integer(m_model->rowCount()));
    const bool following = session().isRunning() || session().mode() == Session::Mode::ReadOnly;
    m_footer->show(
        !following  ? rows
        : isAtTop() ? tr("%1, live tail on").arg(rows)
                    : tr("%1, live tail waits").arg(rows));
}

QString AuditPage::selectedItem() const
{
    const auto seq = m_model->seqAt(m_table->currentIndex().row());
    return seq > 0 ? QString::number(seq) : QString{};
}

void AuditPage::takeFocus()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void AuditPage::open(const QString& item)
{
    bool number = false;
    const qint64 seq = item.toLongLong(&number);
    if (!number) {
        if (!item.isEmpty())
            m_query->ask(item);
        return;
    }
    m_model->setLast(session().state().seq);
    if (m_model->rowOf(seq) < 0 && m_model->isFiltered()) {
        m_query->clear();
        filter(std::nullopt);
    }
    select(m_model->rowOf(seq));
}

bool AuditPage::isAtTop() const
{
    return m_table->verticalScrollBar()->value() == 0 && m_table->currentIndex().row() <= 0;
}

void AuditPage::refresh()
{
    const qint64 seq = session().state().seq;
    const qint64 newer = seq - m_model->last();
    if (newer <= 0)
        return;
    m_overview->setSize(seq);
    m_query->setSize(seq);
    // Nothing moves under the eyes of who reads further down; at the top the tail is followed.
    if (isAtTop() || m_model->last() == 0) {
        m_model->setLast(seq);
        select(0);
        m_newer->hide();
    } else {
        m_newer->setText(tr("%n newer", nullptr, static_cast<int>(newer)));
        m_newer->show();
    }
    showCount();
}

void AuditPage::select(int row)
{
    if (row < 0)
        return;
    if (row == 0) {
        m_model->setLast(session().state().seq);
        m_newer->hide();
    }
    if (m_model->rowCount() == 0)
        return;
    m_table->setCurrentIndex(m_model->index(row, 0));
    m_table->scrollTo(m_model->index(row, 0));
    readVisible();
    showSelected();
}

void AuditPage::step(int by)
{
    const int row = m_table->currentIndex().row() + by;
    if (row >= 0 && row < m_model->rowCount())
        select(row);
}

void AuditPage::readVisible()
{
    const int first = std::max(0, m_table->rowAt(0));
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const int shown = last >= 0 ? last : m_model->rowCount() - 1;
    m_model->wantRows(first, std::min(shown, first + 100));
    showFooter(first, shown);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

/// Only while somebody looks: a record is proved for it.
void AuditPage::showSelected()
{
    m_settled.stop();
    if (!isVisible())
        return;
    m_detail->show(m_model->eventAt(m_table->currentIndex().row()), session().now());
}

void AuditPage::filter(const std::optional<query::Filter>& filter)
{
    m_trouble.clear();
    m_whyEmpty.clear();
    m_exact.reset();
    m_counting = Task{};
    m_explaining = Task{};
    m_filter = filter;
    m_overview->map()->showRange(filter ? filter->after : std::nullopt, filter ? filter->before : std::nullopt);
    m_model->setFilter(filter);
    // Counting what has no index would read the journal a second time: the rows themselves are counted then.
    if (filter && m_overview->indexed() > 0 && query::unindexed(filter->expression).isEmpty())
        m_counting = m_reader.count(*filter, [this](const Result<query::Counted>& counted) {
            if (counted && counted->complete)
                m_exact = counted->matches;
            showCount();
        });
    takeFocus();
}

void AuditPage::takeMatches()
{
    const bool empty = m_model->isFiltered() && m_model->isComplete() && m_model->rowCount() == 0;
    if (!empty)
        m_whyEmpty.clear();
    else if (m_filter && m_whyEmpty.isEmpty())
        m_explaining = m_reader.whyEmpty(*m_filter, m_query->text(), [this](const Result<query::EmptyReason>& reason) {
            if (!reason || reason->part.isEmpty())
                return;
            //: %1 is a part of a query
            m_whyEmpty = reason->alone ? tr("`%1` alone: 0").arg(reason->part)
                                       //: %1 is the beginning of a query
                                       : tr("`%1` together: 0").arg(reason->part);
            showCount();
        });
    showCount();
}

void AuditPage::takeIndex()
{
    m_values = m_reader.values([this](Result<query::FieldValues> values) {
        if (values)
            m_query->completer()->setValues(std::move(*values));
    });
}

QString AuditPage::countWords() const
{
    const QString whole = format::integer(session().state().seq);
    if (!m_model->isFiltered())
        return tr("%1 records, newest first").arg(whole);
    const auto exact = m_model->isComplete() ? std::optional<qint64>{m_model->rowCount()} : m_exact;
    if (!exact)
        return tr("%n match(es) so far,", nullptr, m_model->rowCount()) + u' ' +
               tr("looked at %1 to %2").arg(format::integer(m_model->scannedTo()), whole);
    //: %1 is the number of all records
    const QString words = tr("%n match(es) (exact) of %1", nullptr, static_cast<int>(*exact)).arg(whole);
    return m_whyEmpty.isEmpty() ? words : words + u"; "_s + m_whyEmpty;
}

void AuditPage::showCount()
{
    m_count->show(m_trouble.isEmpty() ? countWords() : m_trouble);
}

} // namespace penelope::ui
