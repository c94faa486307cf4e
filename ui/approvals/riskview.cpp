#include "ui/approvals/riskview.h"

#include "ui/approvals/sentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/widgets/diffindex.h"

#include <QFontMetrics>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int barTop = 4;
constexpr int barPx = 10;
constexpr int tableTop = 42;
constexpr int factorRowPx = 24;
constexpr int addsPx = 324; ///< where the column of what is added ends
constexpr int gapPx = 12;
constexpr int whyPx = 16; ///< second line of an unknown factor: why it is unknown

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

/// Where a factor was read: of a path the file's name, the whole is in the tool tip.
QString sourceName(const sophia::Factor& factor)
{
    return factor.source.contains(u'/') ? visibleText(factor.source.section(u'/', -1)) : words::source(factor.source);
}

QString origin(const sophia::Factor& factor)
{
    const auto source = sourceName(factor);
    return factor.age ? source + u", "_s + format::age(*factor.age) : source;
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
                : tr("%1: UNKNOWN, %2").arg(words::factor(factor.name), words::source(factor.source)));
    setAccessibleDescription(lines.join(u'\n'));
    QStringList sources;
    for (const auto& factor : risk.factors)
        sources.append(words::factor(factor.name) + u": "_s + words::source(factor.source));
    setToolTip(sources.join(u'\n'));
    updateGeometry();
    update();
}

QSize RiskView::sizeHint() const
{
    const auto theme = Theme::of(this);
    int height = tableTop + factorRowPx;
    for (const auto& factor : m_risk.factors)
        height += rowPx(factor);
    return {theme.px(400), theme.px(height)};
}

QSize RiskView::minimumSizeHint() const
{
    return {Theme::of(this).px(320), sizeHint().height()};
}

bool RiskView::isNarrow() const
{
    constexpr int leastForSources = 460;
    return width() < Theme::of(this).px(leastForSources);
}

void RiskView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateGeometry(); // the sources go below their factors, or come back
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

int RiskView::rowPx(const sophia::Factor& factor) const
{
    return goesBelow(factor) && !factor.source.isEmpty() ? factorRowPx + whyPx : factorRowPx;
}

/// A source that has no room beside its factor, or a reason why there is no value, has a line of its own.
bool RiskView::goesBelow(const sophia::Factor& factor) const
{
    if (isNarrow() || !factor.value)
        return true;
    const auto theme = Theme::of(this);
    return QFontMetrics(theme.font(Type::Small)).horizontalAdvance(origin(factor)) > width() - theme.px(addsPx + gapPx);
}

void RiskView::paintCell(
    QPainter& painter, Column column, int top, const QString& text, const QFont& font, const QColor& color) const
{
    const auto theme = Theme::of(this);
    constexpr int value = 168;
    constexpr int raises = 268;
    int left = 0;
    int right = 0;
    auto side = Qt::AlignRight;
    switch (column) {
    case Column::Factor:
        right = theme.px(value - 32);
        side = Qt::AlignLeft;
        break;
    case Column::Value:
        left = theme.px(value - 52);
        right = theme.px(value);
        break;
    case Column::Raises:
        left = theme.px(value);
        right = theme.px(raises);
        break;
    case Column::Adds:
        left = theme.px(raises);
        right = theme.px(addsPx);
        break;
    case Column::Source:
        left = theme.px(addsPx + gapPx);
        right = width();
        side = Qt::AlignLeft;
        break;
    }
    paintText(
        painter, QRect(left, theme.px(top), right - left, theme.px(factorRowPx)), text, font, color,
        side | Qt::AlignVCenter);
}

void RiskView::paintTable(QPainter& painter) const
{
    const auto theme = Theme::of(this);
    const auto head = theme.font(Type::Label);
    for (const auto& [column, title] :
         {std::pair{Column::Factor, tr("Factor")},
          {Column::Value, tr("Value")},
          {Column::Raises, tr("Raises if")},
          {Column::Adds, tr("Adds")},
          {Column::Source, tr("Source, age")}}) {
        if (column != Column::Source || !isNarrow())
            paintCell(painter, column, tableTop, title, head, theme->muted);
    }
    int top = tableTop + factorRowPx;
    for (const auto& factor : m_risk.factors) {
        paintFactor(painter, factor, top);
        top += rowPx(factor);
    }
}

void RiskView::paintFactor(QPainter& painter, const sophia::Factor& factor, int top) const
{
    const auto theme = Theme::of(this);
    const auto body = theme.font(Type::Body);
    const auto small = theme.font(Type::Small);
    paintLine(painter, QRect(0, theme.px(top), width(), 1), Qt::TopEdge, theme->line);
    paintCell(painter, Column::Factor, top, words::factor(factor.name), body, theme->text);
    paintCell(painter, Column::Value, top, factorValue(factor), body, theme->text);
    const auto limit = isShare(factor.name)
                           ? tr("under %1").arg(format::percent(factor.limit))
                           : tr("over %1").arg(format::number(factor.limit, factor.name == "complexity"_L1 ? 2 : 0));
    paintCell(painter, Column::Raises, top, limit, small, theme->muted);
    const QRect below(0, theme.px(top + factorRowPx - 4), width(), theme.px(whyPx));
    if (!factor.value) {
        const auto unknown = theme.font(Type::Unknown);
        paintCell(painter, Column::Adds, top, format::hundredths(0), unknown, theme->muted);
        const auto word = u"?  "_s + tr("UNKNOWN");
        if (isNarrow()) {
            const int used = paintText(painter, below, word, unknown, theme->text);
            paintText(
                painter, below.adjusted(used + theme.px(8), 0, 0, 0), words::source(factor.source), small,
                theme->muted);
        } else {
            paintCell(painter, Column::Source, top, word, unknown, theme->text);
            paintText(painter, below, words::source(factor.source), small, theme->muted);
        }
        return;
    }
    const bool raised = factor.addsHundredths > 0;
    const auto added = raised ? u"+"_s + format::hundredths(factor.addsHundredths) : format::hundredths(0);
    paintCell(painter, Column::Adds, top, added, theme.font(raised ? Type::Strong : Type::Body), theme->text);
    if (goesBelow(factor))
        paintText(painter, below, origin(factor), small, theme->muted);
    else
        paintCell(painter, Column::Source, top, origin(factor), small, theme->muted);
}

} // namespace penelope::ui::approvals
