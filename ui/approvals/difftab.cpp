#include "ui/approvals/difftab.h"

#include "ui/widgets/diffview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

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
{
    const auto theme = Theme::of(this);
    m_split->setCheckable(true);
    m_split->setShortcut(QKeySequence(u"S"_s));
    m_wrap->setCheckable(true);
    m_wrap->setShortcut(QKeySequence(u"W"_s));
    m_spaces->setCheckable(true);
    m_spaces->setShortcut(QKeySequence(u"I"_s));
    m_previous->setShortcut(QKeySequence(u"["_s));
    m_next->setShortcut(QKeySequence(u"]"_s));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
    bar->setSpacing(theme.px(8));
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
        auto* step = new KeyButton(action->shortcut().toString(), {}, ButtonSize::Tool, this);
        step->setAccessibleName(action->text());
        step->setToolTip(action->text());
        connect(step, &KeyButton::clicked, action, &QAction::trigger);
        bar->addWidget(step);
    }
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(bar);
    all->addWidget(new HairLine(Qt::Horizontal, this));
    all->addWidget(m_view, 1);
    connect(m_split, &QAction::toggled, m_view, &DiffView::setSplit);
    connect(m_wrap, &QAction::toggled, m_view, &DiffView::setWrap);
    connect(m_spaces, &QAction::toggled, m_view, &DiffView::setIgnoreSpaces);
    connect(m_previous, &QAction::triggered, m_view, &DiffView::previousHunk);
    connect(m_next, &QAction::triggered, m_view, &DiffView::nextHunk);
    connect(m_view, &DiffView::currentHunkChanged, this, &DiffTab::describe);
    connect(m_view, &DiffView::seenChanged, this, &DiffTab::describe);
    setFocusProxy(m_view);
}

/// A narrow pane leaves the tools their words and drops their keys, which the overlay still names.
void DiffTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    constexpr int leastForKeys = 560;
    const bool narrow = width() < Theme::of(this).px(leastForKeys);
    const QAction* actions[] = {m_split, m_wrap, m_spaces};
    for (std::size_t at = 0; at < m_tools.size(); ++at)
        m_tools[at]->setKey(narrow ? QString{} : actions[at]->shortcut().toString());
}

void DiffTab::setDiff(const QByteArray& diff)
{
    m_view->setDiff(diff);
    describe();
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
    //: numbers of hunks
    m_hunk->show(
        seen == count ? tr("Hunk %1 of %2, all seen").arg(m_view->currentHunk() + 1).arg(count)
                      : tr("Hunk %1 of %2, %3 seen").arg(m_view->currentHunk() + 1).arg(count).arg(seen));
}

} // namespace penelope::ui::approvals
