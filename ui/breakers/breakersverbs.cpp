#include "ui/breakers/breakerspage.h"

#include "ui/approvals/textsheet.h"
#include "ui/breakers/breakermodel.h"
#include "ui/breakers/tiles.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QPointer>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

/// The newest ones are named in the reset sheet; more would push its field off the screen.
constexpr std::size_t namedFailures = 3;

} // namespace

QStringList BreakersPage::resetFacts(const BreakerRow& row) const
{
    QStringList facts{tr("Failures that will be forgotten: %1.").arg(row.failures)};
    if (const auto breaker = session().state().breakers.find(row.service)) {
        const auto& failures = breaker->failures;
        const auto first = failures.size() > namedFailures ? failures.size() - namedFailures : 0;
        for (auto at = first; at < failures.size(); ++at)
            //: %1 a time, %2 a stage such as "canary", %3 the id of a patch, %4 an error
            facts.append(tr("%1 %2, patch %3: %4")
                             .arg(
                                 format::utcTime(failures[at].at), words::stage(failures[at].stage),
                                 format::shortId(failures[at].patchId), words::told(failures[at].error)));
    }
    if (row.left && row.left->count() > 0)
        facts.append(tr("%1 of cooldown will be skipped.").arg(format::countdown(*row.left)));
    if (row.criticality == Criticality::Critical) {
        const auto breaker = session().state().breakers.find(row.service);
        const bool asked = breaker && !breaker->resetAskedBy.isEmpty();
        facts.append(
            asked ? tr("This is a critical service: %1 asked for the reset, a second administrator closes it.")
                        .arg(words::actor(breaker->resetAskedBy))
                  : tr("This is a critical service: a second administrator has to reset it too."));
    }
    return facts;
}

void BreakersPage::reset()
{
    const auto* row = selectedRow();
    if (!row || m_sheet)
        return;
    const auto service = row->service.value();
    auto* sheet = new TextSheet(
        {.title = tr("Reset the breaker of %1").arg(service),
         .sentence = tr("Healing may touch this service again at once."),
         .facts = resetFacts(*row),
         .fields = {{tr("Reason"), tr("required, stays in the audit")}},
         .commit = tr("Reset breaker of %1").arg(service)},
        m_lower);
    openSheet(sheet, u"breaker_reset"_s, [service](const TextSheet& words) {
        return Json::object({{u"service"_s, Json{service}}, {u"reason"_s, Json{words.text(0).trimmed()}}});
    });
}

void BreakersPage::addNote()
{
    const auto* row = selectedRow();
    if (!row || m_sheet)
        return;
    const auto service = row->service.value();
    auto* sheet = new TextSheet(
        {.title = tr("Add a shift note about %1").arg(service),
         .sentence = tr("Everybody on the shift sees it; it stays in the audit."),
         .facts = {},
         .fields = {{tr("Note"), {}}},
         .commit = tr("Add note")},
        m_lower);
    openSheet(sheet, u"note"_s, [service](const TextSheet& words) {
        return Json::object(
            {{u"scope"_s, Json{u"shift"_s}}, {u"ref"_s, Json{service}}, {u"text"_s, Json{words.text(0).trimmed()}}});
    });
}

void BreakersPage::openSheet(TextSheet* sheet, const QString& command, std::function<Json(const TextSheet&)> args)
{
    slideOver(sheet);
    sheet->takeFocus();
    connect(sheet, &TextSheet::committed, this, [this, sheet, command, args = std::move(args)] {
        session().send(
            command, args(*sheet),
            [page = QPointer(this), shown = QPointer(sheet)](const Result<engine::Outcome>& outcome) {
                if (page && shown && outcome)
                    page->closeSheet();
                else if (shown && !outcome)
                    shown->showTrouble(tr("Not done: %1").arg(words::told(outcome.error())));
            });
    });
}

void BreakersPage::slideOver(Sheet* sheet)
{
    m_sheet = sheet;
    m_lower->addWidget(sheet);
    m_lower->setCurrentWidget(sheet);
    freeze(true);
    showSelected();
    connect(sheet, &Sheet::closeRequested, this, &BreakersPage::closeSheet);
}

void BreakersPage::closeSheet()
{
    if (!m_sheet)
        return;
    m_lower->setCurrentWidget(m_detail);
    m_lower->removeWidget(m_sheet);
    m_sheet->deleteLater();
    m_sheet = nullptr;
    freeze(false);
    takeFocus();
    showSelected();
}

/// Nothing moves while somebody decides.
void BreakersPage::freeze(bool frozen)
{
    m_table->setFrozen(frozen);
    m_tiles->setFrozen(frozen);
    m_views->setEnabled(!frozen);
    m_view->setEnabled(!frozen);
}

} // namespace penelope::ui::breakers
