#include "ui/audit/auditdetail.h"
#include "ui/audit/auditoverview.h"
#include "ui/audit/auditpage.h"
#include "ui/audit/auditquerybar.h"
#include "ui/audit/exportstrip.h"
#include "ui/audit/gotofield.h"
#include "ui/widgets/filterkeys.h"
#include "ui/widgets/queryfield.h"

#include <QAction>

/// What can be done on the page, and by which keys.
namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

void AuditPage::buildActions()
{
    const auto add = [this](const QString& text, std::initializer_list<QKeySequence> keys, auto&& slot) {
        auto* action = new QAction(text, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, std::forward<decltype(slot)>(slot));
        addAction(action);
    };
    addFilterKeys(*this, *m_query->field(), tr("Filter"));
    add(tr("Bookmark"), {QKeySequence(Qt::Key_B)}, [this] { bookmark(); });
    add(tr("Go to a record or a moment"), {QKeySequence(Qt::CTRL | Qt::Key_G)},
        [this] { m_goTo->begin(session().now(), session().state().seq); });
    add(tr("Records of the same story"), {QKeySequence(Qt::Key_X)}, [this] { showStory(); });
    if (m_reader.canExport())
        add(tr("Export…"), {QKeySequence(Qt::CTRL | Qt::Key_E)},
            [this] { m_export->ask(m_query->text(), session().now()); });
    add(tr("Copy as SQL"), {}, [this] { m_query->copySql(); });
    add(tr("Save filter"), {QKeySequence(Qt::CTRL | Qt::Key_D)}, [this] { m_query->saveAs(); });
    for (int at = 0; at < static_cast<int>(AuditShelf::mostFilters); ++at)
        add(tr("Saved filter %1").arg(at + 1), {QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + at))},
            [this, at] { m_query->askSaved(at); });
    add(tr("Verify the record"), {QKeySequence(Qt::Key_V)}, [this] { m_detail->verify(); });
    add(tr("Newest record"), {QKeySequence(Qt::CTRL | Qt::Key_Home)}, [this] { select(0); });
    add(tr("Previous record"), {QKeySequence(Qt::Key_BracketLeft)}, [this] { step(-1); });
    add(tr("Next record"), {QKeySequence(Qt::Key_BracketRight)}, [this] { step(1); });
    const QString tabs[] = {tr("Fields"), tr("Diff"), tr("Context"), tr("Links"), tr("Raw")};
    for (int i = 0; i < 5; ++i)
        add(tr("Show %1").arg(tabs[i]), {QKeySequence(Qt::Key(Qt::Key_1 + i))}, [this, i] { m_detail->showTab(i); });
}

void AuditPage::showStory()
{
    const auto event = m_model->eventAt(m_table->currentIndex().row());
    if (event && !event->correlation.isEmpty())
        m_query->ask(u"correlation=%1"_s.arg(event->correlation));
}

void AuditPage::bookmark()
{
    if (const auto event = m_model->eventAt(m_table->currentIndex().row()))
        m_query->toggleBookmark(event->seq, event->time);
}

void AuditPage::showBookmarks()
{
    std::vector<Instant> moments;
    for (const auto& bookmark : m_query->shelf().bookmarks)
        moments.push_back(bookmark.time);
    m_overview->map()->showBookmarks(std::move(moments));
}

} // namespace penelope::ui
