#include "ui/breakers/armsheet.h"
#include "ui/breakers/breakermodel.h"
#include "ui/breakers/breakerspage.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/tableview.h"

#include <QStackedWidget>

#include <map>

/// How the selected service is armed, and the sheet that arms it.
namespace penelope::ui::breakers {

using namespace Qt::Literals::StringLiterals;

void BreakersPage::showArming(const ServiceName& service)
{
    const auto found = session().state().services.find(service);
    m_arming->show(found ? words::arming(found->arming) : format::absent());
    const auto now = session().now();
    const auto score = shadow::score(session().state().shadow, service, now - shadow::month, now);
    m_shadow->show(
        score.graded.empty() ? tr("No would-be act in the last 30 days")
                             : tr("If it had been armed in the last 30 days: %1.").arg(shadowText(score.all)));
}

QString BreakersPage::armingCounts() const
{
    std::map<Arming, int> counts;
    session().state().services.forEach([&counts](const ServiceName&, const auto& service) {
        if (!service->retired)
            ++counts[service->arming];
    });
    QString text;
    // Armed is what is expected; only the rest is worth a word.
    if (counts[Arming::Shadow] > 0)
        text += u" · "_s + tr("%n in shadow", nullptr, counts[Arming::Shadow]);
    if (counts[Arming::Off] > 0)
        text += u" · "_s + tr("%n off", nullptr, counts[Arming::Off]);
    return text;
}

void BreakersPage::arm()
{
    const auto* row = m_model->rowAt(m_table->currentIndex().row());
    if (!row || m_sheet)
        return;
    auto* sheet = new ArmSheet(session(), row->service, m_lower);
    slideOver(sheet);
    sheet->takeFocus();
    connect(sheet, &ArmSheet::evidenceRequested, this, [this](qint64 seq) {
        emit openRequested(u"audit"_s, QString::number(seq));
    });
}

} // namespace penelope::ui::breakers
