#include "ui/compliance/compliancepage.h"

#include "ui/compliance/principlesmodel.h"
#include "ui/compliance/scorehead.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace penelope::ui::compliance_page {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto scoreWindow = 1h;
constexpr int principleRow = 36;
constexpr int lowRow = 28; ///< in a low window the detail needs the room
constexpr int lowPage = 640;
constexpr int lowestRow = 26; ///< and in the lowest, under a banner, every line counts
constexpr int lowestPage = 580;
constexpr int widePage = 1100;
constexpr int stateRemark = 200; ///< a state, and what a low principle lacks
constexpr int principleCount = 7;
constexpr int leastCell = 160;   ///< of the polling cell, which may hold a long reason
constexpr int besidesCell = 560; ///< title, question and button in the same row

} // namespace

CompliancePage::CompliancePage(Session& session, QWidget* parent)
    : Page(session, parent)
{
    build();
    connect(&session, &Session::changed, this, &CompliancePage::refresh);
    connect(&session, &Session::ticked, this, &CompliancePage::refresh);
    refresh();
}

/// A total of one principle in seven is no reason to come and look; the page itself says how little it is.
Page::Attention CompliancePage::attentionOf(const View& view)
{
    Attention attention;
    if (!view.isTelling) {
        attention.unknown = true;
        attention.word = tr("too little measured for a score");
        return attention;
    }
    // As the word of the state the number is that of the range's low end.
    attention.severity = view.severity;
    attention.count = view.severity ? static_cast<int>(std::lround(view.low)) : 0;
    const auto standing = view.standingWord.toLower();
    attention.word = view.range.isEmpty()
                         ? view.headline + u' ' + standing
                         //: %1 is a score, %2 the range in which it lies such as "62–87", %3 a word such as "caution"
                         : tr("%1, range %2, %3").arg(view.headline, view.range, standing);
    return attention;
}

void CompliancePage::build()
{
    setSurface(this, Surface::Panel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    m_head = new ScoreHead(this);
    layout->addWidget(m_head);
    layout->addWidget(new HairLine(Qt::Horizontal, this));
    layout->addWidget(buildTable());
    m_detail = new SelectedPrinciple(session(), this);
    connect(m_detail, &SelectedPrinciple::partChanged, this, &CompliancePage::showSelected);
    connect(m_detail, &SelectedPrinciple::recordRequested, this, [this](const QString& item) {
        emit openRequested(u"audit"_s, item);
    });
    layout->addWidget(m_detail, 1);
}

QWidget* CompliancePage::buildHead()
{
    auto* head = new PageHead(title(), question(), this);
    m_poll = new Label({}, Type::Small, Tone::Muted, head);
    m_pollNow = new KeyButton(tr("Poll now"), u"Ctrl+R"_s, ButtonSize::Tool, head);
    m_setUp = new KeyButton(tr("Set up"), {}, ButtonSize::Tool, head);
    connect(m_pollNow, &KeyButton::clicked, this, [this] { session().refresh(); });
    connect(m_setUp, &KeyButton::clicked, this, [this] { emit openRequested(u"settings"_s, {}); });
    for (auto* tool : std::initializer_list<QWidget*>{m_poll, m_pollNow, m_setUp})
        head->addTool(tool);
    return head;
}

QWidget* CompliancePage::buildTable()
{
    m_model = new PrinciplesModel(this);
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("Principles"));
    m_table->setItemDelegate(new PrinciplesDelegate(m_table));
    m_table->setRowPx(principleRow);
    m_table->setModel(m_model);
    m_table->setColumnPx({232, 56, 152, 92, 88, 84, 56, 100, 92, 60, 0});
    m_table->setNarrowColumnPx({132, 56, 136, 80, 56, 84, 52, 100, 84, 52, 0}, stateRemark);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& now, const QModelIndex& before) {
            const auto* row = m_model->rowAt(now.row());
            if (!row)
                return;
            m_chosen = m_chosen || before.isValid();
            m_selected = row->principle;
            showSelected();
        });
    return m_table;
}

void CompliancePage::setPart(SelectedPrinciple::Part part)
{
    m_detail->setPart(part);
}

/// Seven rows and their head, never more: what is below them is the detail of one.
void CompliancePage::fitRows()
{
    const auto theme = Theme::of(this);
    const bool lowest = height() < theme.px(lowestPage);
    const int row = lowest ? lowestRow : height() < theme.px(lowPage) ? lowRow : principleRow;
    m_head->setRuleVisible(!lowest);
    m_table->setRowPx(row);
    m_table->setFixedHeight(theme.px(row) * principleCount + theme.px(28) + 2);
    // The chart below has the curve too.
    m_head->setTrendVisible(width() >= theme.px(widePage));
}

void CompliancePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fitRows();
    showPoll();
}

void CompliancePage::showPoll()
{
    const auto theme = Theme::of(this);
    const int room = std::max(theme.px(leastCell), width() - theme.px(besidesCell));
    m_poll->show(m_poll->fontMetrics().elidedText(m_comparison.cell, Qt::ElideRight, room));
    m_poll->setAccessibleName(m_comparison.cell);
    m_poll->setToolTip((m_comparison.trouble.isEmpty() ? m_comparison.cell : m_comparison.trouble).toHtmlEscaped());
    m_poll->setVisible(!m_comparison.cell.isEmpty());
    m_pollNow->setVisible(m_comparison.live);
    m_setUp->setVisible(!m_comparison.configured);
}

/// The score moves with events and with answers, and with the clock only as its window does: once in 15 s is enough.
bool CompliancePage::isSeen(Instant now) const
{
    const auto& live = session().snapshot().live;
    return session().state().seq == m_seen.seq && live.verified.to == m_seen.verified &&
           live.exported.exported == m_seen.exported && m_comparison.rows == m_seen.beside && now >= m_seen.at &&
           now - m_seen.at < 15s;
}

void CompliancePage::refresh()
{
    const auto now = session().now();
    const auto& live = session().snapshot().live;
    m_comparison = comparison(session());
    showPoll();
    if (isSeen(now)) {
        m_detail->showBeside(m_comparison);
        return;
    }
    m_seen = {session().state().seq, live.verified.to, live.exported.exported, m_comparison.rows, now};
    const bool running = session().isRunning();
    auto fresh = view(session().snapshot(), now, scoreWindow, running ? std::optional{live.heartbeat} : std::nullopt);
    putBeside(fresh, m_comparison);
    if (fresh != m_view || m_head->isEmpty()) {
        m_view = std::move(fresh);
        const auto attention = attentionOf(m_view);
        if (attention != m_attention) {
            m_attention = attention;
            emit attentionChanged();
        }
        showView();
    }
    showSelected();
}

void CompliancePage::showView()
{
    m_head->show(m_view);
    m_model->show(m_view.rows);
    const int row = m_chosen ? m_model->rowOf(m_selected) : 0;
    if (row >= 0 && m_table->currentIndex().row() != row)
        m_table->selectRow(row);
}

void CompliancePage::showSelected()
{
    if (isVisible())
        m_detail->show(m_selected, scoreWindow, m_comparison);
}

void CompliancePage::takeFocus()
{
    m_table->setFocus();
}

void CompliancePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    showSelected();
}

} // namespace penelope::ui::compliance_page
