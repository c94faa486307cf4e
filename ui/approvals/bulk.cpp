#include "ui/approvals/bulk.h"

#include "ui/approvals/approvalspage.h"
#include "ui/approvals/detailpane.h"
#include "ui/approvals/queuemodel.h"
#include "ui/approvals/textsheet.h"
#include "ui/text/format.h"
#include "ui/widgets/diffindex.h"

#include <QAction>
#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

struct BulkWords
{
    Q_DECLARE_TR_FUNCTIONS(BulkWords)
};

} // namespace

QString
bulkTrouble(const approval::Approval& approval, const engine::ConsoleState& state, const Seen& seen, Instant now)
{
    if (!approval.isPending() || now >= approval.deadline)
        return BulkWords::tr("Only what waits can be marked.");
    if (approval.riskHundredths >= bulkRiskHundredths)
        //: %1 and %2 are risks
        return BulkWords::tr("Risk %1 is decided by itself: only below %2 may be marked.")
            .arg(format::hundredths(approval.riskHundredths), format::hundredths(bulkRiskHundredths));
    if (approval.level > bulkLevel)
        return BulkWords::tr("A change of level %1 is decided by itself.").arg(static_cast<int>(approval.level));
    if (approval.need > 1 || reasonRequired(Verb::Approve, approval, state.policy))
        return BulkWords::tr("It needs a reason or a second person, so it is decided by itself.");
    if (seen.hunksTotal == 0 || seen.hunks < seen.hunksTotal)
        return BulkWords::tr("Look at its diff first (key 2): %1 of %n hunks seen.", nullptr, seen.hunksTotal)
            .arg(seen.hunks);
    return {};
}

bool isStillMarked(
    const BulkMark& mark, const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    return mark.version == approval.version && mark.diffSha256 == approval.diffSha256 &&
           bulkTrouble(approval, state, mark.seen, now).isEmpty();
}

QString bulkFact(const approval::Approval& approval, const engine::ConsoleState& state)
{
    const auto patch = state.patches.find(approval.patch);
    //: %1 the id of a patch, %2 a service, %3 its intent, %4 and %5 lines added and removed, %6 a risk
    return BulkWords::tr("%1 for %2: %3, +%4 %5, risk %6")
        .arg(
            format::shortId(approval.patch.value()), approval.service.value(),
            patch ? visibleText(patch->intent) : format::absent(), QString::number(patch ? patch->linesAdded : 0),
            QString(format::minus) + QString::number(patch ? patch->linesRemoved : 0),
            format::hundredths(approval.riskHundredths));
}

HeldDecision::Request bulkRequest(const approval::Approval& approval, const BulkMark& mark)
{
    const auto seen = Json::object(
        {{u"hunks"_s, Json{mark.seen.hunks}},
         {u"hunks_total"_s, Json{mark.seen.hunksTotal}},
         {u"twin"_s, Json{mark.seen.twin}},
         {u"unknown"_s, Json{mark.seen.unknown}},
         {u"older_evidence"_s, Json{false}}});
    return {
        .kind = HeldDecision::Kind::Approve,
        .approval = approval.id,
        .patch = approval.patch,
        .service = approval.service,
        .version = mark.version,
        .diffSha256 = mark.diffSha256,
        .reason = {},
        .severity = approval.severity,
        .deadline = approval.deadline,
        .more = Json::object({{u"seen"_s, seen}})};
}

void ApprovalsPage::toggleMark()
{
    const auto approval = m_detail->subjects().approval;
    if (!approval)
        return;
    const auto id = approval->id.value();
    m_detail->showTrouble({});
    if (m_marks.erase(id) == 0) {
        const auto seen = m_detail->seen();
        const auto trouble = bulkTrouble(*approval, session().state(), seen, session().now());
        if (trouble.isEmpty())
            m_marks.emplace(id, BulkMark{approval->version, approval->diffSha256, seen});
        else
            m_detail->showTrouble(trouble);
    }
    showMarks();
    enableVerbs();
}

/// What has changed since it was looked at loses its mark.
void ApprovalsPage::showMarks()
{
    std::set<QString> ids;
    for (auto mark = m_marks.begin(); mark != m_marks.end();) {
        const auto approval = session().state().approvals.find(ApprovalId{mark->first});
        if (approval && isStillMarked(mark->second, *approval, session().state(), session().now())) {
            ids.insert(mark->first);
            ++mark;
        } else {
            mark = m_marks.erase(mark);
        }
    }
    m_model->setMarked(std::move(ids));
    const auto count = static_cast<int>(m_marks.size());
    m_bulk->setText(count > 0 ? tr("Approve %n marked…", nullptr, count) : tr("Approve marked…"));
}

void ApprovalsPage::openBulk()
{
    showMarks();
    if (m_marks.empty() || m_held.isBusy())
        return;
    QStringList facts;
    for (const auto& [id, mark] : m_marks) {
        if (const auto approval = session().state().approvals.find(ApprovalId{id}))
            facts.append(bulkFact(*approval, session().state()));
    }
    const auto count = static_cast<int>(m_marks.size());
    auto* sheet = new TextSheet(
        {.title = tr("Approve %n marked patch(es)", nullptr, count),
         .sentence =
             tr("One after the other, each held for undo by itself. An undo keeps the rest from being approved."),
         .facts = facts,
         .fields = {},
         .commit = tr("Approve %n patch(es)", nullptr, count)},
        m_detail);
    connect(sheet, &TextSheet::committed, this, [this] {
        m_approving.clear();
        for (const auto& [id, mark] : m_marks) {
            if (const auto approval = session().state().approvals.find(ApprovalId{id}))
                m_approving.insert(m_approving.begin(), bulkRequest(*approval, mark));
        }
        m_marks.clear();
        m_detail->closeSheet();
        showMarks();
        m_held.clear();
        approveNext();
    });
    m_detail->openText(sheet);
}

/// The next of a bulk approval once the one before is decided; anything but a decision ends it.
void ApprovalsPage::approveNext()
{
    if (m_approving.empty() || m_held.isBusy())
        return;
    const auto phase = m_held.phase();
    if (phase == HeldDecision::Phase::Withdrawn || phase == HeldDecision::Phase::Failed) {
        m_approving.clear();
        return;
    }
    const auto next = m_approving.back();
    m_approving.pop_back();
    const auto approval = session().state().approvals.find(next.approval);
    if (!approval || !approval->isPending() || approval->version != next.version || !m_held.commit(next))
        m_approving.clear();
}

} // namespace penelope::ui::approvals
