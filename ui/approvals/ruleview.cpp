#include "ui/approvals/ruleview.h"

#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/parts.h"

#include <QGridLayout>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

enum RuleColumn { NumberColumn, AsksColumn, DecidesColumn, ResultColumn };

Label* wrapped(const QString& text, Type type, Tone tone, QWidget* parent)
{
    auto* label = new Label(text, type, tone, parent);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

/// "✓ similar episodes 6, needs at least 5; journal, 20 s"
QString comparisonLine(const sophia::Comparison& comparison)
{
    auto text = (comparison.holds ? u"✓ "_s : u"✕ "_s) + words::comparison(comparison);
    QStringList origin;
    if (!comparison.source.isEmpty())
        origin.append(words::source(comparison.source));
    if (comparison.age)
        origin.append(format::age(*comparison.age));
    return origin.isEmpty() ? text : text + u"; "_s + origin.join(u", "_s);
}

} // namespace

RuleView::RuleView(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    atEachZoom(this, [this](const Theme& theme) {
        m_grid->setHorizontalSpacing(theme.px(12));
        m_grid->setVerticalSpacing(theme.px(2));
    });
    m_grid->setColumnStretch(AsksColumn, 1);
    setAccessibleName(tr("Rules"));
}

void RuleView::show(const sophia::Explanation& explanation)
{
    const std::pair<RuleColumn, QString> heads[] = {
        {NumberColumn, tr("Rule")},
        {AsksColumn, tr("Asks for, and what was measured")},
        {DecidesColumn, tr("Decides")},
        {ResultColumn, tr("Result")}};
    for (const auto& [column, name] : heads)
        m_grid->addWidget(
            column == AsksColumn ? wrapped(name, Type::Label, Tone::Muted, this)
                                 : new Label(name, Type::Label, Tone::Muted, this),
            0, column, Qt::AlignBottom);
    bool reached = true;
    QStringList spoken;
    for (const auto& line : explanation.rules) {
        addRule(line, reached);
        spoken.append(
            //: %1 the number of a rule, %2 what it asks for
            tr("Rule %1: %2").arg(line.rule).arg(words::ruleAsks(line.rule)) +
            (line.fired ? u", "_s + tr("decided") : QString{}));
        reached = reached && !line.fired;
    }
    setAccessibleDescription(spoken.join(u'\n'));
}

/// What stands after the rule that decided was never asked: it is there, muted, to be compared.
void RuleView::addRule(const sophia::RuleLine& line, bool reached)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(new HairLine(Qt::Horizontal, this), row, 0, 1, 4);
    const auto type = line.fired ? Type::Strong : Type::Body;
    const auto tone = reached ? Tone::Text : Tone::Muted;
    m_grid->addWidget(new Label(QString::number(line.rule), type, tone, this), row + 1, NumberColumn, Qt::AlignTop);
    m_grid->addWidget(wrapped(words::ruleAsks(line.rule), type, tone, this), row + 1, AsksColumn, Qt::AlignTop);
    m_grid->addWidget(new Label(words::decision(line.decides), type, tone, this), row + 1, DecidesColumn, Qt::AlignTop);
    const auto result = line.fired ? tr("decided") : !reached ? tr("not asked") : tr("does not fit");
    m_grid->addWidget(new Label(result, type, tone, this), row + 1, ResultColumn, Qt::AlignTop);
    int below = row + 2;
    for (const auto& comparison : line.comparisons)
        m_grid->addWidget(
            wrapped(comparisonLine(comparison), Type::Small, Tone::Muted, this), below++, AsksColumn, 1, 3,
            Qt::AlignTop);
}

} // namespace penelope::ui::approvals
