#include "ui/compliance/principlesmodel.h"

#include "ui/text/format.h"
#include "ui/widgets/badge.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace penelope::ui::compliance_page {

namespace {

bool isNumber(PrinciplesModel::Column column)
{
    using Column = PrinciplesModel::Column;
    return column == Column::Weight || column == Column::Points || column == Column::ExportedPoints ||
           column == Column::MayLose || column == Column::Age;
}

/// Words that explain are drawn whole or not at all: half of them would say something else.
void paintIfWhole(QPainter& painter, const RowDelegate::Cell& cell, const QRect& area, const QString& text)
{
    const auto font = cell.theme.font(Type::Body);
    if (QFontMetrics(font).horizontalAdvance(text) <= area.width())
        paintText(painter, area, text, font, cell.muted);
}

} // namespace

void PrinciplesModel::show(std::vector<Row> rows)
{
    if (m_rows == rows)
        return;
    const bool sameOrder =
        std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), [](const Row& left, const Row& right) {
            return left.principle == right.principle;
        });
    if (!sameOrder) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Row* PrinciplesModel::rowAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int PrinciplesModel::rowOf(compliance::Principle principle) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.principle == principle; });
    return found != m_rows.end() ? static_cast<int>(std::distance(m_rows.begin(), found)) : -1;
}

int PrinciplesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PrinciplesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::State) + 1;
}

QVariant PrinciplesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& row = *rowAt(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Column::Principle: return row.name;
        case Column::Weight: return row.weight;
        case Column::Measured: return row.measured;
        case Column::Points: return row.points;
        case Column::Score: return {};
        case Column::Exported: return row.beside.value;
        case Column::ExportedPoints: return row.beside.points;
        case Column::Compared: return row.beside.word;
        case Column::MayLose: return row.mayLose;
        case Column::Age: return row.age;
        case Column::State: return row.state;
        }
        return {};
    case Qt::AccessibleTextRole:
        if (column == Column::Principle)
            return row.name + QStringLiteral(", ") + row.meaning;
        if (row.beside.stale && (column == Column::Exported || column == Column::ExportedPoints))
            //: %1 is a value that is no longer fresh
            return tr("%1, stale").arg(column == Column::Exported ? row.beside.value : row.beside.points);
        return {};
    case TypeRole:
        if (column == Column::Age && row.stale)
            return static_cast<int>(Type::Unknown);
        return column == Column::Principle                ? QVariant{static_cast<int>(Type::Strong)}
               : column == Column::Measured && !row.share ? QVariant{static_cast<int>(Type::Unknown)}
                                                          : QVariant{};
    case MutedRole: return column == Column::Weight || column == Column::Age;
    case BesideStateRole: return static_cast<int>(row.beside.state);
    case StaleRole: return row.beside.stale;
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant{int(Qt::AlignRight | Qt::AlignVCenter)}
                                : QVariant{int(Qt::AlignLeft | Qt::AlignVCenter)};
    case ShareRole: return row.share ? QVariant{*row.share} : QVariant{};
    case StateSeverityRole: return row.severity ? QVariant{static_cast<int>(*row.severity)} : QVariant{};
    case RemarkRole: return column == Column::Principle ? row.meaning : row.remark;
    default: return {};
    }
}

QVariant PrinciplesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return isNumber(column) ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Principle: return tr("Principle");
    case Column::Weight: return tr("Weight");
    case Column::Measured: return tr("Measured");
    case Column::Points: return tr("Points");
    case Column::Score: return tr("Score");
    case Column::Exported: return tr("Prometheus");
    case Column::ExportedPoints: return tr("Points");
    case Column::Compared: return tr("Compared");
    case Column::MayLose: return tr("May lose ↓");
    case Column::Age: return tr("Age");
    case Column::State: return tr("State");
    }
    return {};
}

void PrinciplesDelegate::paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    switch (static_cast<PrinciplesModel::Column>(index.column())) {
    case PrinciplesModel::Column::Principle: {
        const auto name = index.data(Qt::DisplayRole).toString();
        const int used = paintText(painter, cell.area, name, cell.theme.font(Type::Strong), cell.text);
        paintIfWhole(
            painter, cell, cell.area.adjusted(used + 8, 0, 0, 0), index.data(PrinciplesModel::RemarkRole).toString());
        return;
    }
    case PrinciplesModel::Column::Score: paintBar(painter, cell, index.data(PrinciplesModel::ShareRole)); return;
    case PrinciplesModel::Column::State: paintState(painter, cell, index); return;
    case PrinciplesModel::Column::Exported:
    case PrinciplesModel::Column::ExportedPoints: paintExported(painter, cell, index); return;
    case PrinciplesModel::Column::Compared: paintCompared(painter, cell, index); return;
    case PrinciplesModel::Column::Weight:
    case PrinciplesModel::Column::Measured:
    case PrinciplesModel::Column::Points:
    case PrinciplesModel::Column::MayLose:
    case PrinciplesModel::Column::Age: break;
    }
    paintCell(painter, cell, index);
}

void PrinciplesDelegate::paintBar(QPainter& painter, const Cell& cell, const QVariant& share)
{
    const int barWidth = std::min(cell.theme.px(120), cell.area.width());
    constexpr int barHeight = 8;
    const QRect bar(cell.area.left(), cell.area.center().y() - barHeight / 2, barWidth, barHeight);
    paintBox(painter, bar, cell.theme->border, cell.theme->base);
    const auto inside = bar.adjusted(1, 1, -1, -1);
    if (!share.isValid())
        paintHatch(painter, cell.theme, inside);
    else
        painter.fillRect(
            QRect(inside.topLeft(), QSize(static_cast<int>(inside.width() * share.toDouble()), inside.height())),
            cell.theme->elapsed);
}

/// What is no longer fresh is hatched, its number on a plate (look.md 4).
void PrinciplesDelegate::paintExported(QPainter& painter, const Cell& cell, const QModelIndex& index)
{
    const auto text = index.data(Qt::DisplayRole).toString();
    const bool stale = index.data(PrinciplesModel::StaleRole).toBool();
    const auto font = cell.theme.font(stale ? Type::Unknown : Type::Body);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    if (stale) {
        constexpr int inset = 8;
        const auto area = cell.area.adjusted(0, inset, 0, -inset);
        paintHatch(painter, cell.theme, area);
        constexpr int air = 4;
        const int plate = std::min(area.width(), QFontMetrics(font).horizontalAdvance(text) + 2 * air);
        const bool right = alignment.testFlag(Qt::AlignRight);
        painter.fillRect(
            QRect(right ? area.right() + 1 - plate : area.left(), area.top(), plate, area.height()), cell.theme->base);
        paintText(
            painter, cell.area.adjusted(right ? 0 : air, 0, right ? -air : 0, 0), text, font, cell.theme->text,
            alignment);
        return;
    }
    paintText(painter, cell.area, text, font, text == format::absent() ? cell.muted : cell.text, alignment);
}

void PrinciplesDelegate::paintCompared(QPainter& painter, const Cell& cell, const QModelIndex& index)
{
    const auto& theme = cell.theme;
    const auto word = index.data(Qt::DisplayRole).toString();
    const int half = badgeHeight(theme) / 2;
    const QPointF corner(cell.area.left(), cell.area.center().y() - half);
    if (index.data(PrinciplesModel::StaleRole).toBool()) {
        paintUnknownBadge(painter, theme, corner, word, Icon::Clock);
        return;
    }
    switch (static_cast<Beside::State>(index.data(PrinciplesModel::BesideStateRole).toInt())) {
    case Beside::State::Differs: paintSeverityBadge(painter, theme, corner, Severity::P2, word, cell.frozen); return;
    case Beside::State::NoData: paintUnknownBadge(painter, theme, corner, word, Icon::Unknown); return;
    case Beside::State::Agrees: {
        const int side = theme.px(16);
        paintIcon(
            painter, QPointF(cell.area.left(), cell.area.center().y() - side / 2.0), Icon::Check, cell.muted, side);
        paintText(painter, cell.area.adjusted(side + 4, 0, 0, 0), word, theme.font(Type::Body), cell.muted);
        return;
    }
    case Beside::State::NotAsked:
    case Beside::State::Waiting: paintText(painter, cell.area, word, theme.font(Type::Unknown), cell.muted); return;
    }
}

void PrinciplesDelegate::paintState(QPainter& painter, const Cell& cell, const QModelIndex& index)
{
    const auto& theme = cell.theme;
    const auto word = index.data(Qt::DisplayRole).toString();
    const auto remark = index.data(PrinciplesModel::RemarkRole).toString();
    const int half = badgeHeight(theme) / 2;
    const QPointF corner(cell.area.left(), cell.area.center().y() - half);
    int used = 0;
    const auto severity = index.data(PrinciplesModel::StateSeverityRole);
    if (!index.data(PrinciplesModel::ShareRole).isValid())
        used = paintUnknownBadge(painter, theme, corner, word, Icon::Unknown);
    else if (severity.isValid())
        used = paintSeverityBadge(painter, theme, corner, static_cast<Severity>(severity.toInt()), word);
    else
        used = paintText(painter, cell.area, word, theme.font(Type::Body), cell.muted);
    paintIfWhole(painter, cell, cell.area.adjusted(used + 8, 0, 0, 0), remark);
}

} // namespace penelope::ui::compliance_page
