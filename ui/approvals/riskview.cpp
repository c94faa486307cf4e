#include "ui/approvals/riskview.h"

#include "ui/approvals/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"

#include <QFontMetrics>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int barTop = 4;
constexpr int barPx = 10;
constexpr int tableTop = 42;
constexpr int factorRowPx = 24;

bool isShare(const QString& factor)
{
    return factor == "coverage"_L1;
}

QString factorValue(const sophia::Factor& factor)
{
    if (!factor.value)
        return format::absent();
    if (isShare(factor.name))
        return format::percent(*factor.value);
    return format::number(*factor.value, factor.name == "complexity"_L1 ? 2 : 0);
}

} // namespace

RiskView::RiskView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Risk"));
}

void RiskView::show(const sophia::Risk& risk, int twoApproversHundredths)
{
    if (m_risk == risk && m_twoApprovers == twoApproversHundredths)
        return;
    m_risk = risk;
    m_twoApprovers = twoApproversHundredths;
    QStringList lines{format::hundredths(risk.totalHundredths) + u", "_s + riskSentence(risk)};
    for (const auto& factor : risk.factors)
        lines.append(
            factor.value
                //: a factor, its value and what it adds to the risk
                ? tr("%1: %2, adds %3")
                      .arg(words::factor(factor.name), factorValue(factor), format::hundredths(factor.addsHundredths))
                : tr("%1: UNKNOWN, %2").arg(words::factor(factor.name), factor.source));
    setAccessibleDescription(lines.join(u'\n'));
    updateGeometry();
    update();
}

QSize RiskView::sizeHint() const
{
    const auto theme = Theme::of(this);
    return {theme.px(400), theme.px(tableTop + factorRowPx * (1 + static_cast<int>(m_risk.factors.size())))};
}

void RiskView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBar(painter);
    paintTable(painter);
}

void RiskView::paintBar(QPainter& painter) const
{
    const auto theme = Theme::of(this);
    const QRect bar(0, theme.px(barTop), width(), theme.px(barPx));
    const auto at = [&bar](int hundredths) {
        return bar.left() + static_cast<int>(std::lround((bar.width() - 1) * hundredths / 100.0));
    };
    const int total = m_risk.totalHundredths;
    const int reach = reachHundredths(m_risk);
    paintBox(painter, bar, theme->border, theme->base);
    painter.fillRect(
        QRect(bar.left() + 1, bar.top() + 1, at(total) - bar.left() - 1, bar.height() - 2), theme->elapsed);
    int sum = 0;
    for (const auto& factor : m_risk.factors) {
        sum += factor.addsHundredths;
        if (factor.addsHundredths > 0 && sum < total)
            painter.fillRect(QRect(at(sum), bar.top() + 1, 1, bar.height() - 2), theme->base);
    }
    if (reach > 0)
        paintHatch(painter, theme, QRect(at(total), bar.top() + 1, at(total + reach) - at(total), bar.height() - 2));
    QPen dashed(theme->text, 1, Qt::CustomDashLine);
    dashed.setDashPattern({3, 2});
    painter.setPen(dashed);
    painter.drawLine(
        QPointF(at(m_twoApprovers) + 0.5, bar.top() - theme.px(3)),
        QPointF(at(m_twoApprovers) + 0.5, bar.bottom() + theme.px(4)));
    painter.fillRect(QRect(at(total) - 1, bar.top() - theme.px(3), 2, bar.height() + theme.px(6)), theme->text);

    const QRect labels(0, bar.bottom() + theme.px(4), width(), theme.px(18));
    const auto small = theme.font(Type::Small);
    const auto bold = theme.font(Type::Badge);
    const auto value = format::hundredths(total);
    const auto two = tr("%1 two approvers").arg(format::hundredths(m_twoApprovers));
    const int valueWidth = QFontMetrics(bold).horizontalAdvance(value);
    const int twoWidth = QFontMetrics(small).horizontalAdvance(two);
    const int valueLeft = std::clamp(at(total) - valueWidth / 2, 0, std::max(0, width() - valueWidth));
    if (valueLeft > theme.px(16))
        paintText(painter, labels, u"0"_s, small, theme->muted);
    paintText(painter, labels.adjusted(valueLeft, 0, 0, 0), value, bold, theme->text);
    int twoLeft = std::min(at(m_twoApprovers) - theme.px(24), width() - twoWidth - theme.px(16));
    if (twoLeft < valueLeft + valueWidth + theme.px(12) && at(total) <= at(m_twoApprovers))
        twoLeft = valueLeft + valueWidth + theme.px(12);
    if (twoLeft + twoWidth < width() - theme.px(12) && at(total) <= at(m_twoApprovers))
        paintText(painter, labels.adjusted(twoLeft, 0, 0, 0), two, small, theme->muted);
    else if (valueLeft - twoWidth - theme.px(12) > theme.px(16))
        paintText(painter, labels.adjusted(valueLeft - twoWidth - theme.px(12), 0, 0, 0), two, small, theme->muted);
    if (valueLeft + valueWidth < width() - theme.px(16))
        paintText(painter, labels, u"1"_s, small, theme->muted, Qt::AlignRight | Qt::AlignVCenter);
}

void RiskView::paintTable(QPainter& painter) const
{
    const auto theme = Theme::of(this);
    const auto cell = [&](int left, int right, int row, const QString& text, const QFont& font, const QColor& color,
                          Qt::Alignment side = Qt::AlignLeft) {
        const QRect area(left, theme.px(tableTop + row * factorRowPx), right - left, theme.px(factorRowPx));
        paintText(painter, area, text, font, color, side | Qt::AlignVCenter);
    };
    const int value = theme.px(168);
    const int raises = theme.px(256);
    const int adds = theme.px(316);
    const int source = theme.px(328);
    const auto head = theme.font(Type::Label);
    cell(0, value - theme.px(56), 0, tr("Factor"), head, theme->muted);
    cell(value - theme.px(52), value, 0, tr("Value"), head, theme->muted, Qt::AlignRight);
    cell(value, raises, 0, tr("Raises if"), head, theme->muted, Qt::AlignRight);
    cell(raises, adds, 0, tr("Adds"), head, theme->muted, Qt::AlignRight);
    cell(source, width(), 0, tr("Source, age"), head, theme->muted);
    int row = 0;
    for (const auto& factor : m_risk.factors) {
        ++row;
        const QRect line(0, theme.px(tableTop + row * factorRowPx), width(), 1);
        paintLine(painter, line, Qt::TopEdge, theme->line);
        cell(0, value - theme.px(40), row, words::factor(factor.name), theme.font(Type::Body), theme->text);
        cell(
            value - theme.px(60), value, row, factorValue(factor), theme.font(Type::Body), theme->text, Qt::AlignRight);
        const auto limit =
            isShare(factor.name)
                ? tr("under %1").arg(format::percent(factor.limit))
                : tr("over %1").arg(format::number(factor.limit, factor.name == "complexity"_L1 ? 2 : 0));
        cell(value, raises, row, limit, theme.font(Type::Small), theme->muted, Qt::AlignRight);
        if (!factor.value) {
            cell(raises, adds, row, u"0.00"_s, theme.font(Type::Unknown), theme->muted, Qt::AlignRight);
            paintIcon(
                painter, QPointF(source, theme.px(tableTop + row * factorRowPx) + theme.px(6)), Icon::Unknown,
                theme->text, theme.px(12));
            cell(
                source + theme.px(18), width(), row, tr("UNKNOWN") + u"  "_s + factor.source, theme.font(Type::Unknown),
                theme->text);
            continue;
        }
        const bool raised = factor.addsHundredths > 0;
        const auto added = raised ? u"+"_s + format::hundredths(factor.addsHundredths) : u"0.00"_s;
        cell(raises, adds, row, added, theme.font(raised ? Type::Strong : Type::Body), theme->text, Qt::AlignRight);
        auto from = words::code(factor.source);
        if (factor.age)
            from += u", "_s + format::age(*factor.age);
        cell(source, width(), row, from, theme.font(Type::Small), theme->muted);
    }
}

} // namespace penelope::ui::approvals
