#include "ui/review/lanesview.h"
#include "ui/review/notespane.h"
#include "ui/review/reportpane.h"
#include "ui/review/reviewpage.h"
#include "ui/review/scrubber.h"
#include "ui/review/stateview.h"
#include "ui/review/stretchpreview.h"
#include "ui/review/whatifpane.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>

/// What the page is made of and how its parts are connected.
namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;

QWidget* ReviewPage::buildEmpty()
{
    auto* pane = new QWidget(this);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_head = new PageHead(title(), question(), pane);
    column->addWidget(m_head);
    auto* row = new QHBoxLayout;
    spaceAtEachZoom(pane, row, {16, 0, 16, 8}, 8);
    m_field = new QueryField(Icon::Clock, tr("Moment"), pane);
    m_field->setPlaceholderText(tr("2026-08-22T03:41:20Z or -2h"));
    auto* go = new KeyButton(tr("Go to moment"), tr("Enter"), ButtonSize::Tool, pane);
    row->addWidget(m_field, 1);
    row->addWidget(go);
    column->addLayout(row);
    m_trouble = new Label({}, Type::Body, Tone::Text, pane);
    insetAtEachZoom(m_trouble, {16, 0, 16, 8});
    m_trouble->setWordWrap(true);
    column->addWidget(m_trouble);
    m_suggested = new TextTable(this);
    m_suggested->setHead({tr("When (UTC)"), tr("Worth looking at"), tr("From"), tr("To")});
    m_suggestedView = new TableView(pane);
    m_suggestedView->setAccessibleName(tr("Suggested stretches"));
    m_suggestedView->setModel(m_suggested);
    m_suggestedView->setItemDelegate(new RowDelegate(m_suggestedView));
    m_suggestedView->setRowPx(36);
    m_suggestedView->setColumnPx({200, 0, 120, 120});
    m_none = new EmptyState(pane);
    m_none->show(
        tr("Nothing stands out in the last 30 days"),
        tr("P0 anomalies, rollbacks and breakers that opened would be suggested here. Any other moment can be typed "
           "above."));
    m_found = new QStackedWidget(pane);
    m_found->addWidget(m_none);
    m_found->addWidget(m_suggestedView);
    column->addWidget(m_found, 1);
    m_preview = new StretchPreview(m_replay, pane);
    column->addWidget(m_preview);
    connect(m_suggestedView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReviewPage::preview);
    connect(m_preview, &StretchPreview::enterRequested, &m_replay, &ReplaySession::enter);
    connect(go, &QPushButton::clicked, this, [this] { goTo(m_field->text().trimmed()); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (m_field->text().trimmed().isEmpty() && m_suggestedView->currentIndex().isValid())
            emit m_suggestedView->opened(m_suggestedView->currentIndex());
        else
            goTo(m_field->text().trimmed());
    });
    connect(m_field, &QueryField::left, this, &ReviewPage::takeFocus);
    connect(m_suggestedView, &TableView::opened, this, [this](const QModelIndex& index) {
        const auto chosen = static_cast<std::size_t>(index.row());
        if (chosen < m_suggestions.size())
            m_replay.enter(m_suggestions[chosen].span, m_suggestions[chosen].at);
    });
    return pane;
}

QWidget* ReviewPage::buildTransport()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    spaceAtEachZoom(bar, row, {16, 8, 16, 8}, 8);
    row->addWidget(new KeyButton(m_play, ButtonSize::Main, bar));
    for (const int times : {1, 10, 60}) {
        //: %1 is how many times as fast
        auto* speed = new KeyButton(tr("%1×").arg(times), {}, ButtonSize::Main, bar);
        speed->setAccessibleName(tr("Play %n times as fast", nullptr, times));
        speed->setCheckable(true);
        speed->setChecked(times == 1);
        connect(speed, &QPushButton::clicked, this, [this, speed, times] {
            for (auto* each : m_speeds)
                each->setChecked(each == speed);
            m_player.setSpeed(times);
        });
        row->addWidget(speed);
        m_speeds.push_back(speed);
    }
    m_scrubber = new Scrubber(bar);
    connect(m_scrubber, &Scrubber::chosen, &m_player, &Player::setMoment);
    row->addWidget(m_scrubber, 1);
    row->addWidget(new KeyButton(m_previous, ButtonSize::Main, bar));
    row->addWidget(new KeyButton(m_next, ButtonSize::Main, bar));
    return bar;
}

QWidget* ReviewPage::buildReplay()
{
    auto* pane = new QWidget(this);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildTransport());
    column->addWidget(new HairLine(Qt::Horizontal, pane));
    m_lanes = new LanesView(pane);
    connect(m_lanes, &LanesView::chosen, &m_player, &Player::setMoment);
    column->addWidget(m_lanes);
    buildTabs(column);
    return pane;
}

void ReviewPage::buildTabs(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    spaceAtEachZoom(this, row, {0, 0, 16, 0}, 8);
    m_tabs = new QTabBar(this);
    m_tabs->setAccessibleName(tr("Parts of the review"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_cut = new Label(tr("right of the line: not yet known"), Type::Small, Tone::Muted, this);
    m_cut->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_cut->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_tabs);
    row->addWidget(m_cut, 1);
    column->addLayout(row);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    m_parts = new QStackedWidget(this);
    m_state = new StateView(m_parts);
    m_events = new TextTable(this);
    m_events->setHead({tr("Time (UTC)"), tr("Seq"), tr("Kind"), tr("Who"), tr("Reason")}, {1});
    m_eventsView = new TableView(m_parts);
    m_eventsView->setAccessibleName(tr("Events of the stretch"));
    m_eventsView->setModel(m_events);
    m_eventsView->setItemDelegate(new RowDelegate(m_eventsView));
    m_eventsView->setRowPx(24);
    m_eventsView->setColumnPx({120, 110, 180, 140, 0});
    m_notes = new NotesPane(m_replay, m_player, m_parts);
    m_whatIf = new WhatIfPane(m_replay, m_parts);
    m_report = new ReportPane(m_replay, m_export, m_parts);
    const std::pair<QWidget*, QString> parts[] = {
        {m_state, tr("State")},
        {m_eventsView, tr("Events")},
        {m_notes, tr("Notes")},
        {m_whatIf, tr("What if")},
        {m_report, tr("Report preview")}};
    for (const auto& [part, words] : parts) {
        m_parts->addWidget(part);
        m_tabs->addTab(words);
    }
    column->addWidget(m_parts, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &ReviewPage::showPart);
    connect(m_eventsView, &TableView::opened, this, [this](const QModelIndex& index) {
        if (m_shown && index.row() < static_cast<int>(m_shown->events.size()))
            m_player.setMoment(m_shown->events[static_cast<std::size_t>(index.row())].time);
    });
    connect(m_notes, &NotesPane::left, this, &ReviewPage::takeFocus);
    connect(m_whatIf, &WhatIfPane::recordRequested, this, [this](const QString& seq) {
        emit openRequested(u"audit"_s, seq);
    });
}

} // namespace penelope::ui::review
