#include "ui/approvals/detailpane.h"

#include "ui/approvals/decisionsheet.h"
#include "ui/approvals/diffnotes.h"
#include "ui/approvals/difftab.h"
#include "ui/approvals/requesthead.h"
#include "ui/approvals/sentences.h"
#include "ui/theme/controls.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

QString keyOfTab(int tab)
{
    return u'\t' + QString::number(tab + 1);
}

} // namespace

DetailPane::DetailPane(Session& session, HeldDecision& held, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_held(held)
    , m_unplaced(std::make_unique<DiffTab>(nullptr))
    , m_diff(m_unplaced.get())
{
    setSurface(this, Surface::Panel);
}

DetailPane::~DetailPane() = default;

void DetailPane::build()
{
    if (isBuilt())
        return;
    m_head = new RequestHead(this);
    m_stack = new QStackedWidget(this);
    m_content = new QWidget(this);
    m_tabs = new QTabBar(this);
    m_pages = new QStackedWidget(this);
    m_unplaced.release()->setParent(m_pages);
    m_raw = new QPlainTextEdit(this);
    m_trouble = new Label({}, Type::Body, Tone::Text, this);
    m_verbBar = new QWidget(this);
    m_verbs = new QHBoxLayout(m_verbBar);
    m_sheet = new DecisionSheet(m_session, m_held, this);
    buildContent();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_stack, 1);
    m_stack->addWidget(m_content);
    m_sheet->hide();
    connect(m_sheet, &Sheet::closeRequested, this, &DetailPane::closeSheet);
    connect(m_sheet, &DecisionSheet::committed, this, &DetailPane::closeSheet);
    connect(&m_diff->view(), &DiffView::seenChanged, this, [this] {
        if (m_stack->currentWidget() == m_sheet)
            m_sheet->setSeen(seen(), m_diff->view().index().isReadable());
    });
    m_head->hide();
    m_stack->hide();
}

void DetailPane::buildContent()
{
    m_tabs->setAccessibleName(tr("Parts of the request"));
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    const QStringList names{tr("Why"), tr("Diff"), tr("Evidence"), tr("Twin"), tr("History"), tr("Raw")};
    for (int at = 0; at < names.size(); ++at)
        m_tabs->addTab(names.at(at) + keyOfTab(at));
    const std::array kinds{FormTab::Kind::Why, FormTab::Kind::Evidence, FormTab::Kind::Twin, FormTab::Kind::History};
    const std::array formNames{names.at(0), names.at(2), names.at(3), names.at(4)};
    for (std::size_t at = 0; at < kinds.size(); ++at) {
        m_forms[at] = new FormTab(kinds[at], m_pages);
        m_forms[at]->setAccessibleName(formNames[at]);
        connect(m_forms[at], &FormTab::openRequested, this, &DetailPane::openRequested);
        connect(m_forms[at], &FormTab::endTrialRequested, this, &DetailPane::endTrialRequested);
    }
    m_raw->setReadOnly(true);
    m_raw->setFrameShape(QFrame::NoFrame);
    m_raw->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_raw->setAccessibleName(names.at(5));
    setType(m_raw, Type::MonoBody);
    for (auto* page : std::initializer_list<QWidget*>{m_forms[0], m_diff, m_forms[1], m_forms[2], m_forms[3], m_raw})
        m_pages->addWidget(page);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    atEachZoom(this, [this](const Theme& theme) {
        m_raw->document()->setDocumentMargin(theme.px(16)); // on the edge of the other tabs
        m_trouble->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
        m_verbBar->setFixedHeight(theme.px(60));
        m_verbs->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
        m_verbs->setSpacing(theme.px(8));
    });
    m_verbs->addStretch(1);
    auto* all = new QVBoxLayout(m_content);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new HairLine(Qt::Horizontal, m_content));
    all->addWidget(m_tabs);
    all->addWidget(m_pages, 1);
    all->addWidget(new HairLine(Qt::Horizontal, m_content));
    all->addWidget(m_trouble);
    all->addWidget(m_verbBar);
    connect(m_tabs, &QTabBar::currentChanged, this, &DetailPane::showTab);
}

void DetailPane::addVerb(QAction* action, int gapPx)
{
    auto* button = new KeyButton(action, ButtonSize::Main, m_verbBar);
    if (gapPx > 0)
        addGap(m_verbs, m_verbBar, gapPx, m_verbs->count() - 1);
    m_verbs->insertWidget(m_verbs->count() - 1, button);
    m_verbButtons.push_back({.action = action, .button = button});
    connect(action, &QAction::changed, this, &DetailPane::fitVerbs);
    fitVerbs();
}

void DetailPane::showVerb(const QAction* action, bool shown)
{
    for (auto& verb : m_verbButtons) {
        if (verb.action == action)
            verb.wanted = shown;
    }
    fitVerbs();
}

void DetailPane::addVerbAtEnd(QWidget* button)
{
    m_verbs->addWidget(button);
    m_lastButton = button;
    fitVerbs();
}

void DetailPane::fitVerbs()
{
    if (!isVisible() || !isBuilt())
        return; // before it is shown it has no width to fit them into
    const auto theme = Theme::of(this);
    constexpr int gap = 16;
    int room = width() - theme.px(2 * gap) - (m_lastButton ? m_lastButton->sizeHint().width() + theme.px(gap) : 0);
    for (const auto& [action, button, wanted] : m_verbButtons) {
        const bool offered = wanted && action->isVisible();
        if (offered)
            room -= button->sizeHint().width() + theme.px(gap / 2.0);
        button->setVisible(offered && room >= 0);
    }
}

void DetailPane::fitTabs()
{
    const auto write = [this](bool keys, bool close) {
        const bool moved = m_tabs->property(controls::closeTabs).toBool() != close;
        m_tabs->setProperty(controls::closeTabs, close);
        for (int at = 0; at < m_tabs->count(); ++at) {
            const auto name = m_tabs->tabText(at).section(u'\t', 0, 0);
            const auto text = keys ? name + keyOfTab(at) : name;
            if (moved || m_tabs->tabText(at) != text)
                m_tabs->setTabText(at, text);
        }
    };
    write(true, false);
    if (m_tabs->sizeHint().width() > width())
        write(false, false);
    if (m_tabs->sizeHint().width() > width())
        write(false, true);
}

void DetailPane::fitHead()
{
    m_head->setBrief(false);
    if (!isSheetOpen())
        return;
    m_head->setBrief(m_head->heightForWidth(width()) + sheetNeeds() > height());
}

int DetailPane::sheetNeeds() const
{
    return m_stack->currentWidget()->layout()->totalMinimumHeightForWidth(width());
}

void DetailPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (!isBuilt())
        return;
    fitHead();
    fitVerbs();
    fitTabs();
    showTab();
}

void DetailPane::showTrouble(const QString& sentence)
{
    if (!isBuilt())
        return;
    m_trouble->show(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

Subjects DetailPane::find() const
{
    const auto& state = m_session.state();
    Subjects found;
    if (m_row.subject == Subject::Request) {
        found.approval = state.approvals.find(ApprovalId{m_row.id});
        found.patch = state.patches.find(found.approval ? found.approval->patch : m_row.patch);
        found.anomaly = state.anomalies.find(found.approval ? found.approval->anomaly : m_row.anomaly);
        return found;
    }
    if (m_row.subject == Subject::Patch) {
        found.patch = state.patches.find(m_row.patch);
        return found;
    }
    found.anomaly = state.anomalies.find(AnomalyId{m_row.id});
    if (found.anomaly && !found.anomaly->patches.isEmpty())
        found.patch = state.patches.find(PatchId{found.anomaly->patches.last()});
    return found;
}

void DetailPane::showRow(const Row* row)
{
    if (!isBuilt())
        return;
    const bool same = row && m_hasRow && row->id == m_row.id && row->subject == m_row.subject;
    m_hasRow = row != nullptr;
    m_head->setVisible(m_hasRow);
    m_stack->setVisible(m_hasRow);
    if (!row)
        return;
    m_row = *row;
    if (!same) {
        m_whySeen = false;
        m_twinSeen = false;
        showTrouble({});
        m_tabs->setCurrentIndex(0);
    }
    refresh();
}

void DetailPane::refresh()
{
    if (!m_hasRow)
        return;
    m_subjects = find();
    const auto now = m_session.now();
    if (m_subjects.approval)
        m_head->showRequest(*m_subjects.approval, m_session.state(), now);
    else if (m_subjects.anomaly)
        m_head->showAnomaly(*m_subjects.anomaly, now);
    else if (m_subjects.patch)
        m_head->showPatch(*m_subjects.patch, stateText(m_row, now));
    m_diff->setDiff(m_subjects.patch ? m_subjects.patch->diff.toUtf8() : QByteArray{});
    showNotes();
    m_tabs->setTabEnabled(static_cast<int>(Tab::Diff), m_subjects.patch != nullptr);
    m_tabs->setTabEnabled(static_cast<int>(Tab::Twin), m_subjects.patch != nullptr);
    showTab();
    if (m_stack->currentWidget() == m_sheet)
        m_sheet->refresh();
    // Every second: what the sheet needs may have grown. Trying the whole head again would lay all out twice.
    if (isSheetOpen() && sheetNeeds() > m_stack->height())
        m_head->setBrief(true);
}

/// Once for each patch and policy, and not with every second: the places of what was said are searched in the whole
/// diff.
void DetailPane::showNotes()
{
    const auto& policy = m_session.state().policy;
    if (m_noted == m_subjects.patch && m_notedPolicy == policy.seq)
        return;
    m_noted = m_subjects.patch;
    m_notedPolicy = policy.seq;
    if (m_noted)
        m_diff->setNotes(diffNotes(*m_noted, m_diff->view().index(), policy));
}

void DetailPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitVerbs();
    if (isBuilt())
        showTab();
}

/// Only the tab in view is made; what it shows counts as looked at.
void DetailPane::showTab()
{
    const FormTab::Look look{m_session.state(), m_session.snapshot().live, m_session.now(), m_session.canDecide()};
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    // A tab laid out before its width is known would be made twice, and precedents are counted in the whole state.
    if (!m_hasRow || !isVisible() || !m_session.isWhole())
        return;
    switch (tab()) {
    case Tab::Why:
        m_forms[0]->show(m_subjects, look);
        m_whySeen = true;
        m_twinSeen = true;
        break;
    case Tab::Diff: break;
    case Tab::Evidence: m_forms[1]->show(m_subjects, look); break;
    case Tab::Twin:
        m_forms[2]->show(m_subjects, look);
        m_twinSeen = true;
        break;
    case Tab::History: m_forms[3]->show(m_subjects, look); break;
    case Tab::Raw: {
        const auto text = rawText(m_subjects);
        if (m_raw->toPlainText() != text)
            m_raw->setPlainText(text);
        break;
    }
    }
}

void DetailPane::setTab(Tab tab)
{
    if (isBuilt() && !isSheetOpen() && m_tabs->isTabEnabled(static_cast<int>(tab)))
        m_tabs->setCurrentIndex(static_cast<int>(tab));
}

DetailPane::Tab DetailPane::tab() const
{
    return isBuilt() ? static_cast<Tab>(std::max(0, m_tabs->currentIndex())) : Tab::Why;
}

void DetailPane::takeFocus()
{
    if (m_hasRow && !isSheetOpen())
        m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

Seen DetailPane::seen() const
{
    const auto& view = m_diff->view();
    return {view.seenCount(), view.hunkCount(), m_twinSeen, m_whySeen, false};
}

bool DetailPane::isSheetOpen() const
{
    return isBuilt() && m_stack->currentWidget() != m_content;
}

void DetailPane::openDecision(Verb verb)
{
    if (isSheetOpen() || !m_subjects.approval)
        return;
    // Not before: the stack asks whatever lies in it how large it would be.
    if (m_stack->indexOf(m_sheet) < 0)
        m_stack->addWidget(m_sheet);
    m_stack->setCurrentWidget(m_sheet);
    m_sheet->open(verb, *m_subjects.approval, seen(), m_diff->view().index().isReadable());
    fitHead();
    emit sheetOpened();
}

void DetailPane::openText(TextSheet* sheet)
{
    m_textSheet = sheet;
    m_stack->addWidget(sheet);
    m_stack->setCurrentWidget(sheet);
    connect(sheet, &Sheet::closeRequested, this, &DetailPane::closeSheet);
    sheet->takeFocus();
    fitHead();
    emit sheetOpened();
}

void DetailPane::closeSheet()
{
    if (!isSheetOpen())
        return;
    m_stack->setCurrentWidget(m_content);
    if (m_textSheet) {
        m_stack->removeWidget(m_textSheet);
        m_textSheet->deleteLater();
        m_textSheet = nullptr;
    }
    fitHead();
    emit sheetClosed();
}

} // namespace penelope::ui::approvals
