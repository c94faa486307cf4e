#include "ui/widgets/texttable.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tableview.h"

namespace penelope::ui {

void TextTable::setHead(QStringList names, std::set<int> numbers)
{
    if (m_head == names && m_numbers == numbers)
        return;
    beginResetModel();
    m_head = std::move(names);
    m_numbers = std::move(numbers);
    m_lines.clear();
    endResetModel();
}

void TextTable::show(std::vector<Line> lines)
{
    if (m_lines == lines)
        return;
    if (m_lines.size() == lines.size()) {
        m_lines = std::move(lines);
        if (!m_lines.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int TextTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int TextTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_head.size());
}

QVariant TextTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return line.cells.value(index.column());
    case Qt::TextAlignmentRole:
        return int(
            m_numbers.contains(index.column()) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case IdRole: return line.id;
    case TypeRole: return int(line.current ? Type::Strong : Type::Body);
    default: return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(m_numbers.contains(section) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant{m_head.value(section)} : QVariant{};
}

} // namespace penelope::ui
