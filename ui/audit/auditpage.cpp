#include "ui/audit/auditpage.h"

#include "ui/audit/auditdelegate.h"
#include "ui/audit/auditdetail.h"
#include "ui/text/format.h"
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

namespace {

/// The service of what the stream names, where the event itself does not say it.
QString serviceFromState(const engine::ConsoleState& state, const journal::Event& event)
{
    const auto serviceOfRow = [](const auto& row) { return row ? row->service.value() : QString{}; };
    const QString kind = event.streamKind();
    const QString id = event.subject();
    if (kind == "canary"_L1)
        return serviceOfRow(state.canaries.find(CanaryId{id}));
    if (kind == "patch"_L1)
        return serviceOfRow(state.patches.find(PatchId{id}));
    if (kind == "approval"_L1)
        return serviceOfRow(state.approvals.find(ApprovalId{id}));
    if (kind == "anomaly"_L1)
        return serviceOfRow(state.anomalies.find(AnomalyId{id}));
    return {};
}

} // namespace

AuditPage::AuditPage(Session& session, AuditReader& reader, QWidget* parent)
    : Page(session, parent)
    , m_reader(reader)
    , m_model(new AuditModel(reader, this))
{
    m_model->setServices([&session](const journal::Event& event) { return serviceFromState(session.state(), event); });
    build();
    buildActions();
    connect(&session, &Session::changed, this, &AuditPage::refresh);
    connect(m_model, &AuditModel::matchesChanged, this, &AuditPage::showCount);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AuditPage::readVisible);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AuditPage::readVisible);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &AuditPage::showSelected);
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, &AuditPage::readVisible);
    connect(m_model, &AuditModel::failed, this, [this](const QString& message) {
        m_trouble = message;
        showCount();
    });
    m_model->setLast(session.state().seq);
    select(0);
    showCount();
}

QString AuditPage::name() const
{
    return u"audit"_s;
}

QString AuditPage::title() const
{
    return tr("Audit");
}

QString AuditPage::question() const
{
    return tr("Who decided what, when, why?");
}

void AuditPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new PageHead(title(), question(), this);
    auto* verify = new KeyButton(tr("Verify record"), u"V"_s, ButtonSize::Tool, this);
    head->addTool(verify);
    column->addWidget(head);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(8);
    m_field = new QueryField(Icon::Search, tr("Filter"), this);
    m_field->setPlaceholderText(tr("service:payments decision:escalate after:-2h \"phrase\""));
    auto* run = new KeyButton(tr("Run"), tr("Enter"), ButtonSize::Tool, this);
    row->addWidget(m_field, 1);
    row->addWidget(run);
    column->addLayout(row);
    auto* counts = new QHBoxLayout;
    counts->setContentsMargins(16, 0, 16, 8);
    m_count = new Label({}, Type::Body, Tone::Text, this);
    m_newer = new KeyButton({}, u"Ctrl+Home"_s, ButtonSize::Strip, this);
    m_newer->hide();
    counts->addWidget(m_count, 1);
    counts->addWidget(m_newer);
    column->addLayout(counts);

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("Records of the journal"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new AuditDelegate(m_table));
    m_table->setRowPx(24);
    m_table->setColumnPx({120, 200, 150, 140, 110, 110, 0});
    m_table->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_detail = new AuditDetail(m_reader, splitter);
    splitter->addWidget(withFooter(splitter));
    splitter->addWidget(m_detail);
    setReadingOrder(*splitter);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({440, 300});
    column->addWidget(splitter, 1);

    connect(verify, &QPushButton::clicked, m_detail, &AuditDetail::verify);
    connect(run, &QPushButton::clicked, this, &AuditPage::runFilter);
    connect(m_newer, &QPushButton::clicked, this, [this] { select(0); });
    connect(m_field, &QLineEdit::textChanged, this, &AuditPage::checkFilter);
    connect(m_field, &QLineEdit::returnPressed, this, &AuditPage::runFilter);
    connect(m_field, &QueryField::left, this, &AuditPage::takeFocus);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &AuditPage::readVisible);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AuditPage::showSelected);
    connect(m_table, &TableView::opened, this, [this] { m_detail->setFocus(); });
    connect(m_detail, &AuditDetail::openRequested, this, &Page::openRequested);
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
    for (const QString& hint : {tr("Previous record  ["), tr("Next record  ]"), tr("Verify  V")})
        row->addWidget(new Label(hint, Type::Small, Tone::Muted, pane));
    column->addWidget(m_table, 1);
    column->addLayout(row);
    m_footer->setMinimumHeight(Theme::of(this).px(28));
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

void AuditPage::buildActions()
{
    const auto add = [this](const QString& text, std::initializer_list<QKeySequence> keys, auto&& slot) {
        auto* action = new QAction(text, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, std::forward<decltype(slot)>(slot));
        addAction(action);
    };
    add(tr("Filter"), {QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)},
        [this] { m_field->setFocus(); });
    add(tr("Verify the record"), {QKeySequence(Qt::Key_V)}, [this] { m_detail->verify(); });
    add(tr("Newest record"), {QKeySequence(Qt::CTRL | Qt::Key_Home)}, [this] { select(0); });
    add(tr("Previous record"), {QKeySequence(Qt::Key_BracketLeft)}, [this] { step(-1); });
    add(tr("Next record"), {QKeySequence(Qt::Key_BracketRight)}, [this] { step(1); });
    const QString tabs[] = {tr("Fields"), tr("Diff"), tr("Context"), tr("Links"), tr("Raw")};
    for (int i = 0; i < 5; ++i)
        add(tr("Show %1").arg(tabs[i]), {QKeySequence(Qt::Key(Qt::Key_1 + i))}, [this, i] { m_detail->showTab(i); });
}

QString AuditPage::selectedItem() const
{
    return m_detail->seq() > 0 ? QString::number(m_detail->seq()) : QString{};
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
        if (!item.isEmpty()) {
            m_field->setText(item);
            runFilter();
        }
        return;
    }
    m_model->setLast(session().state().seq);
    if (m_model->rowOf(seq) < 0 && m_model->isFiltered()) {
        m_field->clear();
        m_model->setFilter(std::nullopt);
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

void AuditPage::showSelected()
{
    m_detail->show(m_model->eventAt(m_table->currentIndex().row()), session().now());
}

void AuditPage::checkFilter()
{
    if (m_field->text().trimmed().isEmpty()) {
        m_field->setState(QueryField::State::Empty, {});
        return;
    }
    const auto filter = query::parse(m_field->text(), session().now());
    if (filter)
        m_field->setState(QueryField::State::Valid, tr("valid"));
    else
        m_field->setState(QueryField::State::Invalid, u"%1: %2"_s.arg(filter.error().where, filter.error().message));
}

void AuditPage::runFilter()
{
    m_trouble.clear();
    if (m_field->text().trimmed().isEmpty()) {
        m_model->setFilter(std::nullopt);
    } else {
        auto filter = query::parse(m_field->text(), session().now());
        if (!filter)
            return;
        m_model->setFilter(std::move(*filter));
    }
    takeFocus();
}

void AuditPage::showCount()
{
    const QString whole = format::integer(session().state().seq);
    if (!m_trouble.isEmpty())
        m_count->show(m_trouble);
    else if (!m_model->isFiltered())
        m_count->show(tr("%1 records, newest first").arg(whole));
    else if (m_model->isComplete())
        m_count->show(tr("%n match(es), exact", nullptr, m_model->rowCount()) + u' ' + tr("of %1").arg(whole));
    else
        m_count->show(
            tr("%n match(es) so far,", nullptr, m_model->rowCount()) + u' ' +
            tr("looked at %1 to %2").arg(format::integer(m_model->scannedTo()), whole));
}

} // namespace penelope::ui
