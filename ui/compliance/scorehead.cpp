#include "ui/compliance/scorehead.h"

#include "ui/compliance/scorerule.h"
#include "ui/text/format.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace penelope::ui::compliance_page {

ScoreHead::ScoreHead(QWidget* parent)
    : QWidget(parent)
    , m_headline(new Label({}, Type::Score, Tone::Text, this))
    , m_range(new Label({}, Type::Title, Tone::Muted, this))
    , m_first(new Label({}, Type::Body, Tone::Text, this))
    , m_second(new Label({}, Type::Body, Tone::Muted, this))
    , m_badge(new Badge(this))
    , m_note(new Label({}, Type::Body, Tone::Text, this))
    , m_rule(new ScoreRule(this))
{
    auto* sentences = new QVBoxLayout;
    sentences->setSpacing(0);
    sentences->addWidget(m_first);
    sentences->addWidget(m_second);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_headline);
    line->addWidget(m_range);
    line->addSpacing(8);
    line->addLayout(sentences);
    line->addSpacing(16);
    line->addWidget(m_badge);
    line->addWidget(m_note);
    line->addStretch();
    line->addWidget(buildTrend());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 8);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_rule);
}

QWidget* ScoreHead::buildTrend()
{
    m_trend = new QWidget(this);
    m_spark = new Sparkline(m_trend);
    m_change = new Label({}, Type::Strong, Tone::Text, m_trend);
    auto* trend = new QHBoxLayout(m_trend);
    trend->setContentsMargins({});
    trend->setSpacing(8);
    trend->addWidget(new Label(tr("24 h"), Type::Body, Tone::Muted, m_trend));
    trend->addWidget(m_spark);
    trend->addWidget(m_change);
    return m_trend;
}

void ScoreHead::show(const View& view)
{
    m_headline->show(view.headline);
    m_range->show(view.range);
    m_first->show(view.first);
    m_second->show(view.second);
    if (view.severity)
        m_badge->show(view.severity, view.standingWord);
    else if (!view.total)
        m_badge->showUnknown(view.standingWord);
    else
        m_badge->show(std::nullopt, view.standingWord);
    constexpr double warning = 70;
    m_note->show(view.total && *view.total >= warning && view.low < warning ? tr("may be below 70") : QString());
    m_change->show(view.change.isEmpty() ? format::absent() : view.change);
    m_spark->show(view.trend);
    m_rule->show(view.total, view.low, view.high);
}

bool ScoreHead::isEmpty() const
{
    return m_first->text().isEmpty();
}

void ScoreHead::setTrendVisible(bool visible)
{
    m_trend->setVisible(visible);
}

void ScoreHead::setRuleVisible(bool visible)
{
    m_rule->setVisible(visible);
}

} // namespace penelope::ui::compliance_page
