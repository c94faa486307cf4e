#include "ui/compliance/competencestrip.h"

#include "ui/text/format.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace penelope::ui::compliance_page {

namespace {

/// Without anything counted it is unmeasured: neither 0 nor all.
QString rateText(const tapeinophrosyne::Rate& rate)
{
    if (!rate.value())
        return CompetenceStrip::tr("— nothing counted yet");
    //: %1 is a share such as "12 %", %2 of %3 things
    return CompetenceStrip::tr("%1, %2 of %3")
        .arg(format::percent(*rate.value()), format::integer(rate.count), format::integer(rate.of));
}

} // namespace

CompetenceStrip::CompetenceStrip(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 0);
    layout->setSpacing(32);
    m_levels = addFact(tr("Patches by competence"));
    m_falseConfidence = addFact(tr("False confidence"));
    m_escalations = addFact(tr("Escalations that were needed"));
    layout->addStretch();
}

Label* CompetenceStrip::addFact(const QString& name)
{
    auto* fact = new QVBoxLayout;
    fact->setSpacing(0);
    auto* value = new Label({}, Type::Body, Tone::Text, this);
    value->setAccessibleName(name);
    fact->addWidget(new Label(name, Type::Small, Tone::Muted, this));
    fact->addWidget(value);
    static_cast<QHBoxLayout*>(layout())->addLayout(fact);
    return value;
}

void CompetenceStrip::show(const tapeinophrosyne::Statistics& statistics)
{
    //: numbers of patches
    m_levels->show(tr("%1 autonomous, %2 assisted, %3 deferred to people")
                       .arg(
                           format::integer(statistics.autonomous), format::integer(statistics.assisted),
                           format::integer(statistics.deferred)));
    m_falseConfidence->show(rateText(statistics.falseConfidence));
    m_escalations->show(rateText(statistics.appropriateEscalations));
}

} // namespace penelope::ui::compliance_page
