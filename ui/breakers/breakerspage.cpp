#include "ui/breakers/breakerspage.h"

#include "ui/approvals/filterfield.h"
#include "ui/breakers/breakermodel.h"
#include "ui/breakers/ribbon.h"
#include "ui/breakers/tiles.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/filterkeys.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

BreakersPage::BreakersPage(Session& session, QWidget* parent)
    : Page(session, parent)
    , m_model(new BreakerModel(this))
    , m_views(new QStackedWidget(this))
    , m_table(new TableView(this))
    , m_tiles(new TilesView(this))
    , m_filter(new FilterField(this))
    , m_count(new Label({}, Type::Body, Tone::Muted, this))
    , m_empty(new Label({}, Type::Body, Tone::Muted, this))
    , m_lower(new QStackedWidget(this))
    , m_detail(new QWidget(this))
    , m_badge(new Badge(this))
    , m_name(new Label({}, Type::Title, Tone::Text, this))
    , m_sentence(new Label({}, Type::Body, Tone::Muted, this))
    , m_ribbon(new Ribbon(this))
    , m_lastFailure(new Label({}, Type::Body, Tone::Text, this))
    , m_criticality(new Label({}, Type::Body, Tone::Text, this))
    , m_arming(new Label({}, Type::Body, Tone::Text, this))
    , m_shadow(new Label({}, Type::Body, Tone::Text, this))
    , m_still(new Stillness(*this))
    , m_reset(new QAction(tr("Reset…"), this))
    , m_note(new QAction(tr("Add note"), this))
    , m_arm(new QAction(tr("Arming…"), this))
    , m_view(new QAction(tr("Show tiles"), this))
{
    setSurface(this, Surface::Panel);
    m_reset->setShortcut(QKeySequence(u"R"_s));
    m_note->setShortcut(QKeySequence(u"N"_s));
    m_arm->setShortcut(QKeySequence(u"A"_s));
    m_view->setShortcut(QKeySequence(u"V"_s));
    for (auto* action : {m_reset, m_arm, m_note, m_view}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connect(m_reset, &QAction::triggered, this, &BreakersPage::reset);
    connect(m_note, &QAction::triggered, this, &BreakersPage::addNote);
    connect(m_arm, &QAction::triggered, this, &BreakersPage::arm);
    connect(m_view, &QAction::triggered, this, &BreakersPage::toggleView);
    buildTop();
    buildDetail();
    connect(&session, &Session::changed, this, &BreakersPage::refresh);
    connect(&session, &Session::ticked, this, &BreakersPage::refresh);
    connect(m_still, &Stillness::over, this, &BreakersPage::refresh);
    refresh();
}

void BreakersPage::buildTop()
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto* head = new PageHead(title(), question(), this);
    head->addTool(new KeyButton(m_view, ButtonSize::Tool, head));
    all->addWidget(head);
    auto* row = new QHBoxLayout;
    m_filter->setPlaceholderText(tr("All breakers"));
    row->addWidget(m_filter);
    row->addWidget(m_count, 1);
    all->addLayout(row);
    all->addWidget(m_empty);
    atEachZoom(this, [this, row](const Theme& theme) {
        row->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8));
        row->setSpacing(theme.px(12));
        m_empty->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16));
        m_table->horizontalHeader()->setFixedHeight(theme.px(28));
    });
    m_table->setAccessibleName(tr("Circuit breakers"));
    m_table->setModel(m_model);
    m_table->setRowHeights([this](int at) {
        const auto* found = m_model->rowAt(at);
        return found && found->isAbnormal() ? 36 : 28;
    });
    m_table->setItemDelegate(new BreakerDelegate(m_table));
    m_table->setColumnPx({140, 136, 124, 0, 120, 132});
    m_views->addWidget(m_table);
    m_views->addWidget(m_tiles);
    all->addWidget(m_views, 1);
    all->addWidget(new HairLine(Qt::Horizontal, this));
    all->addWidget(m_lower);
    m_lower->addWidget(m_detail);
    addFilterKeys(*this, *m_filter, tr("Filter"));
    connect(m_filter, &QLineEdit::textChanged, this, &BreakersPage::showFilter);
    connect(m_filter, &FilterField::left, this, &BreakersPage::takeFocus);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        applyHeights();
        select(m_selected);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (const auto* found = m_model->rowAt(index.row()))
            m_selected = found->service;
        showSelected();
    });
    const auto toggle = [this](const QModelIndex& index) {
        if (m_model->isHead(index.row()))
            m_model->setClosedShown(!m_model->isClosedShown());
    };
    connect(m_table, &TableView::opened, this, [this, toggle](const QModelIndex& index) {
        if (m_model->isHead(index.row()))
            toggle(index);
        else
            m_ribbon->setFocus(Qt::OtherFocusReason);
    });
    connect(m_ribbon, &Ribbon::left, this, &BreakersPage::takeFocus);
    connect(m_tiles, &TilesView::opened, this, [this] { m_ribbon->setFocus(Qt::OtherFocusReason); });
    connect(m_tiles, &TilesView::chosen, this, [this](const ServiceName& service) {
        if (showsTiles())
            select(service);
    });
    connect(m_table, &QAbstractItemView::clicked, this, toggle);
}

void BreakersPage::buildDetail()
{
    auto* all = new QVBoxLayout(m_detail);
    auto* head = new QHBoxLayout;
    head->addWidget(m_badge);
    head->addWidget(m_name);
    head->addWidget(m_sentence, 1);
    head->addWidget(new Label(tr("× failure   | blocked"), Type::Small, Tone::Muted, m_detail));
    all->addLayout(head);
    addGap(all, m_detail, 8);
    all->addWidget(m_ribbon);
    auto* form = new DetailForm(m_detail);
    m_lastFailure->setWordWrap(true);
    form->addRow(tr("Last failure"), m_lastFailure);
    form->addRow(tr("Criticality"), m_criticality);
    form->addRow(tr("Arming"), m_arming);
    m_shadow->setWordWrap(true);
    form->addRow(tr("Shadow score"), m_shadow);
    all->addWidget(form);
    auto* verbs = new QHBoxLayout;
    verbs->addWidget(new KeyButton(m_reset, ButtonSize::Main, m_detail));
    verbs->addWidget(new KeyButton(m_arm, ButtonSize::Main, m_detail));
    verbs->addWidget(new KeyButton(m_note, ButtonSize::Main, m_detail));
    verbs->addStretch(1);
    auto* approvals = new KeyButton(tr("Open approvals"), {}, ButtonSize::Main, m_detail);
    auto* audit = new KeyButton(tr("Open audit"), {}, ButtonSize::Main, m_detail);
    approvals->setFlatLook(true);
    audit->setFlatLook(true);
    connect(approvals, &KeyButton::clicked, this, [this] { emit openRequested(u"approvals"_s, {}); });
    connect(audit, &KeyButton::clicked, this, [this] {
        emit openRequested(u"audit"_s, u"stream:breaker/"_s + m_selected.value());
    });
    verbs->addWidget(approvals);
    verbs->addWidget(audit);
    addGap(all, m_detail, 4);
    all->addLayout(verbs);
    atEachZoom(m_detail, [all, head, verbs](const Theme& theme) {
        all->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        for (QBoxLayout* layout : std::initializer_list<QBoxLayout*>{all, head, verbs})
            layout->setSpacing(theme.px(8));
    });
}

QString BreakersPage::ownName()
{
    return u"breakers"_s;
}

QString BreakersPage::ownTitle()
{
    return tr("Breakers");
}

QString BreakersPage::question() const
{
    return tr("What may healing not touch, and why?");
}

void BreakersPage::takeFocus()
{
    if (m_sheet)
        return;
    if (showsTiles())
        m_tiles->setFocus();
    else
        m_table->setFocus();
}

bool BreakersPage::showsTiles() const
{
    return m_views->currentWidget() == m_tiles;
}

void BreakersPage::toggleView()
{
    const bool tiles = !showsTiles();
    const bool hadFocus = m_table->hasFocus() || m_tiles->hasFocus();
    m_views->setCurrentWidget(tiles ? static_cast<QWidget*>(m_tiles) : m_table);
    m_view->setText(tiles ? tr("Show table") : tr("Show tiles"));
    refresh();
    select(m_selected);
    if (hadFocus)
        takeFocus();
}

void BreakersPage::showFilter()
{
    const auto text = m_filter->text();
    const auto filter = parseBreakerFilter(text);
    if (text.trimmed().isEmpty())
        m_filter->setVerdict({});
    else if (filter)
        m_filter->setVerdict(u"✓ "_s + tr("valid"));
    else
        m_filter->setVerdict(u"✕ "_s + filter.error().where + u' ' + filter.error().message);
    if (!filter)
        return;
    m_model->setFilter(*filter);
    refresh();
}

void BreakersPage::showCount()
{
    const auto total = static_cast<int>(m_model->total());
    if (!m_filter->text().trimmed().isEmpty()) {
        //: numbers of breakers
        m_count->show(tr("%1 of %2").arg(m_model->matching().size()).arg(total));
        return;
    }
    m_count->show(
        tr("%1 breakers, %2 not closed, %3 never used")
            .arg(total)
            .arg(m_model->refusingCount())
            .arg(m_model->neverUsedCount()) +
        armingCounts());
}

/// "Empty" is said with what it is empty of: an empty table alone would not tell calm from lost.
void BreakersPage::showEmpty()
{
    const auto total = static_cast<int>(m_model->total());
    const auto matching = m_model->matching();
    const bool quiet = m_model->refusingCount() == 0;
    m_empty->setVisible(quiet || matching.empty());
    if (total == 0) {
        m_empty->show(tr("No service is registered, so there is no breaker."));
        return;
    }
    if (matching.empty() && !m_filter->text().trimmed().isEmpty()) {
        m_empty->show(tr("No breaker matches the filter; %n are left out.", nullptr, total));
        return;
    }
    std::optional<Instant> opening;
    for (const auto& row : matching) {
        if (row.lastOpening)
            opening = std::max(opening.value_or(*row.lastOpening), *row.lastOpening);
    }
    m_empty->show(
        tr("All %1 breakers closed.").arg(total) + u' ' +
        (opening ? tr("Last opening %1 ago.").arg(format::duration(session().now() - *opening))
                 : tr("None has ever opened.")));
}

void BreakersPage::open(const QString& item)
{
    const ServiceName service{item};
    if (m_model->rowOf(service) < 0)
        m_model->setClosedShown(true);
    select(service);
    takeFocus();
}

void BreakersPage::refresh()
{
    const auto now = session().now();
    auto all = rows(session().state(), now, session().snapshot().live);
    Attention attention;
    for (const auto& row : all) {
        attention.count += row.isRefusing();
        if (row.view == breaker::View::Open)
            attention.severity = Severity::P0;
        else if (row.view == breaker::View::HalfOpen && !attention.severity)
            attention.severity = Severity::P2;
    }
    if (attention.count > 0)
        attention.word = tr("%n not closed", nullptr, attention.count);
    m_model->setRows(std::move(all), now, !m_sheet && !m_still->isActive());
    m_tiles->tiles().setRows(m_model->matching(), now);
    showCount();
    showEmpty();
    if (m_table->currentIndex().row() < 0)
        select(m_selected);
    showSelected();
    if (attention == m_attention)
        return;
    m_attention = attention;
    emit attentionChanged();
}

const BreakerRow* BreakersPage::selectedRow() const
{
    return showsTiles() ? m_tiles->tiles().rowAt(m_tiles->currentIndex().row())
                        : m_model->rowAt(m_table->currentIndex().row());
}

void BreakersPage::select(const ServiceName& service)
{
    if (showsTiles()) {
        m_selected = service;
        m_tiles->select(service);
        showSelected();
        return;
    }
    int row = m_model->rowOf(service);
    if (row < 0 && m_model->rowCount() > 0)
        row = 0;
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    showSelected();
}

void BreakersPage::showSelected()
{
    const auto* row = selectedRow();
    m_lower->setVisible(row != nullptr || m_sheet);
    m_reset->setVisible(session().canDecide());
    m_note->setVisible(session().canDecide());
    m_arm->setVisible(session().canDecide());
    m_reset->setEnabled(row && row->isRefusing() && !m_sheet && session().canDecide());
    m_note->setEnabled(row && !m_sheet && session().canDecide());
    m_arm->setEnabled(
        row && !m_sheet && session().canDecide() && session().role() >= Role::Approver &&
        session().state().services.contains(row->service));
    if (!row)
        return;
    const auto found = session().state().breakers.find(row->service);
    const breaker::Breaker none;
    const auto& breaker = found ? *found : none;
    const auto word = stateWord(*row);
    if (row->isUnknown())
        m_badge->showUnknown(word);
    else
        m_badge->show(
            row->view == breaker::View::Open       ? std::optional{Severity::P0}
            : row->view == breaker::View::HalfOpen ? std::optional{Severity::P2}
                                                   : std::nullopt,
            word);
    m_name->show(row->service.value());
    if (row->view == breaker::View::Open && row->openUntil)
        m_sentence->show(tr("Healing is refused until %1").arg(format::utcTime(*row->openUntil)));
    else
        m_sentence->show(row->isAbnormal() ? cooldownText(*row) : tr("Healing may act"));
    m_ribbon->show(breaker, session().now());
    m_ribbon->setToolTip(m_ribbon->accessibleDescription());
    if (breaker.failures.empty())
        m_lastFailure->show(tr("None since the last success or reset"));
    else
        //: %1 an error, %2 a stage such as "canary", %3 a time, %4 the id of a patch
        m_lastFailure->show(
            tr("%1 (%2) at %3, patch %4")
                .arg(
                    words::told(breaker.failures.back().error), words::stage(breaker.failures.back().stage),
                    format::utcTime(breaker.failures.back().at), format::shortId(breaker.failures.back().patchId)));
    showArming(row->service);
    m_criticality->show(
        row->criticality == Criticality::Critical ? tr("Critical service; a reset needs a second person")
        : row->criticality == Criticality::Low    ? tr("Low")
                                                  : tr("Normal"));
}

void BreakersPage::applyHeights()
{
    m_table->layOutRows();
}

} // namespace penelope::ui::breakers
