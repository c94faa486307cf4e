#include "ui/approvals/difftab.h"

#include "ui/theme/eachzoom.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/usualkey.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

DiffTab::DiffTab(QWidget* parent)
    : QWidget(parent)
    , m_view(new DiffView(this))
    , m_file(new Label({}, Type::Mono, Tone::Text, this))
    , m_hunk(new Label({}, Type::Body, Tone::Muted, this))
    , m_split(new QAction(tr("Split"), this))
    , m_wrap(new QAction(tr("Wrap"), this))
    , m_spaces(new QAction(tr("Spaces"), this))
    , m_previous(new QAction(tr("Previous hunk"), this))
    , m_next(new QAction(tr("Next hunk"), this))
    , m_find(new QAction(tr("Find in the diff"), this))
    , m_findPrevious(new QAction(tr("Find the previous place"), this))
    , m_searchBar(new QWidget(this))
    , m_search(new QueryField(Icon::Search, tr("Text to find in the diff"), m_searchBar))
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    buildBar();
    buildSearch();
    all->addWidget(new HairLine(Qt::Horizontal, this));
    all->addWidget(m_view, 1);
    connect(m_split, &QAction::toggled, m_view, &DiffView::setSplit);
    connect(m_wrap, &QAction::toggled, m_view, &DiffView::setWrap);
    connect(m_spaces, &QAction::toggled, m_view, &DiffView::setIgnoreSpaces);
    connect(m_previous, &QAction::triggered, m_view, &DiffView::previousHunk);
    connect(m_next, &QAction::triggered, m_view, &DiffView::nextHunk);
    connect(m_view, &DiffView::currentHunkChanged, this, &DiffTab::describe);
    connect(m_view, &DiffView::seenChanged, this, &DiffTab::describe);
    connect(m_view, &DiffView::foundChanged, this, &DiffTab::showFound);
    setFocusProxy(m_view);
}

void DiffTab::buildBar()
{
    m_split->setCheckable(true);
    m_split->setShortcut(QKeySequence(u"S"_s));
    m_wrap->setCheckable(true);
    m_wrap->setShortcut(QKeySequence(u"W"_s));
    m_spaces->setCheckable(true);
    m_spaces->setShortcut(QKeySequence(u"I"_s));
    m_previous->setShortcut(QKeySequence(u"["_s));
    m_next->setShortcut(QKeySequence(u"]"_s));
    auto* bar = new QHBoxLayout;
    atEachZoom(this, [bar](const Theme& theme) {
        bar->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
        bar->setSpacing(theme.px(8));
    });
    m_file->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_file, 1);
    bar->addWidget(m_hunk);
    for (auto* action : {m_split, m_wrap, m_spaces}) {
        auto* tool = new KeyButton(action, ButtonSize::Tool, this);
        tool->setCheckable(true);
        tool->setChecked(action->isChecked());
        connect(action, &QAction::toggled, tool, &QPushButton::setChecked);
        bar->addWidget(tool);
        m_tools.push_back(tool);
    }
    for (auto* action : {m_previous, m_next}) {
        auto* step = new KeyButton(keyWords(*action), {}, ButtonSize::Tool, this);
        connect(action, &QAction::changed, step, [step, action] { step->setText(keyWords(*action)); });
        step->setAccessibleName(action->text());
        step->setToolTip(action->text());
        connect(step, &KeyButton::clicked, action, &QAction::trigger);
        bar->addWidget(step);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(bar);
}

/// A line of its own below the tools, there while something is looked for.
void DiffTab::buildSearch()
{
    m_find->setShortcut(QKeySequence(u"F3"_s));
    m_findPrevious->setShortcut(QKeySequence(u"Shift+F3"_s));
    auto* row = new QHBoxLayout(m_searchBar);
    atEachZoom(m_searchBar, [row](const Theme& theme) {
        row->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8));
    });
    row->addWidget(m_search);
    m_searchBar->hide();
    layout()->addWidget(m_searchBar);
    connect(m_find, &QAction::triggered, this, &DiffTab::findNext);
    connect(m_findPrevious, &QAction::triggered, m_view, &DiffView::findPrevious);
    connect(m_search, &QLineEdit::textChanged, m_view, &DiffView::find);
    connect(m_search, &QLineEdit::returnPressed, m_view, &DiffView::findNext);
    connect(m_search, &QueryField::left, this, &DiffTab::leaveSearch);
}

void DiffTab::findNext()
{
    if (m_searchBar->isVisible() && !m_search->text().isEmpty()) {
        m_view->findNext();
        return;
    }
    m_searchBar->show();
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void DiffTab::showFound()
{
    const auto& found = m_view->found();
    if (found.text().isEmpty())
        m_search->setState(QueryField::State::Empty, {});
    else if (found.count() == 0)
        m_search->setState(QueryField::State::Invalid, tr("not found"));
    else
        //: which of the places a text was found at: 3 of 17
        m_search->setState(QueryField::State::Valid, tr("%1 of %2").arg(found.current() + 1).arg(found.count()));
}

void DiffTab::leaveSearch()
{
    m_search->clear();
    m_searchBar->hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

/// A narrow pane leaves the tools their words and drops their keys, which the overlay still names.
void DiffTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    constexpr int leastForKeys = 560;
    const bool narrow = width() < Theme::of(this).px(leastForKeys);
    for (KeyButton* tool : m_tools)
        tool->setKeyShown(!narrow);
}

void DiffTab::setDiff(const QByteArray& diff)
{
    m_view->setDiff(diff);
    describe();
}

void DiffTab::setNotes(std::vector<DiffNote> notes)
{
    m_view->setNotes(std::move(notes));
}

void DiffTab::describe()
{
    if (!m_view->index().isReadable()) {
        m_file->show(m_view->index().text().isEmpty() ? tr("No diff") : tr("Cannot be read as text: shown as bytes"));
        m_hunk->show({});
        return;
    }
    m_file->show(visibleText(m_view->currentFile()));
    const int count = m_view->hunkCount();
    const int seen = m_view->seenCount();
    const int current = m_view->currentHunk() + 1;
    //: numbers of hunks: one alone is "seen", several are "all seen"
    m_hunk->show(
        seen == count ? tr("Hunk %1 of %n, all seen", nullptr, count).arg(current)
                      //: %n of the hunks were seen
                      : tr("Hunk %1 of %2, %n seen", nullptr, seen).arg(current).arg(count));
}

} // namespace penelope::ui::approvals
