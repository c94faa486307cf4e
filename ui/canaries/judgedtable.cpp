#include "ui/canaries/judgedtable.h"

#include "ui/canaries/canaryview.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <algorithm>

namespace penelope::ui::canaries {
namespace {

constexpr int leading = 3;   // time, share, verdict
constexpr int perMetric = 2; // canary, control

} // namespace

void JudgedTableModel::show(std::shared_ptr<const canary::Canary> canary)
{
    if (m_canary == canary)
        return;
    const bool grew = m_canary && canary && m_canary->id == canary->id &&
                      m_canary->metrics.size() == canary->metrics.size() &&
                      canary->analyses.size() >= m_canary->analyses.size();
    if (!grew) {
        beginResetModel();
        m_canary = std::move(canary);
        endResetModel();
        return;
    }
    const auto added = static_cast<int>(canary->analyses.size() - m_canary->analyses.size());
    if (added > 0)
        beginInsertRows({}, 0, added - 1);
    m_canary = std::move(canary);
    if (added > 0)
        endInsertRows();
}

int JudgedTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_canary ? 0 : static_cast<int>(m_canary->analyses.size());
}

int JudgedTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_canary ? 0 : leading + perMetric * static_cast<int>(m_canary->metrics.size());
}

QString JudgedTableModel::cell(const canary::Analysis& analysis, int column) const
{
    switch (column) {
    case 0: return format::utcTime(analysis.to);
    case 1: return format::percent(analysis.percent / 100.0);
    case 2: return words::verdict(analysis.verdict);
    default: break;
    }
    const auto& metric = m_canary->metrics[static_cast<std::size_t>((column - leading) / perMetric)];
    const auto found = std::find_if(analysis.interval.begin(), analysis.interval.end(), [&](const auto& result) {
        return result.metric == metric.name;
    });
    if (found == analysis.interval.end())
        return format::absent();
    return shown(look(metric), (column - leading) % perMetric == 0 ? found->canary : found->control);
}

QVariant JudgedTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& analyses = m_canary->analyses;
    const auto& analysis = *analyses[analyses.size() - 1 - static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return cell(analysis, index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(int(index.column() == 2 ? Qt::AlignLeft : Qt::AlignRight) | int(Qt::AlignVCenter));
    return {};
}

QVariant JudgedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_canary)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(int(section == 2 ? Qt::AlignLeft : Qt::AlignRight) | int(Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case 0: return tr("Time UTC");
    case 1: return tr("Share");
    case 2: return tr("Verdict");
    default: break;
    }
    const auto& metric = m_canary->metrics[static_cast<std::size_t>((section - leading) / perMetric)];
    //: %1 is a metric
    return (section - leading) % perMetric == 0 ? tr("%1, canary").arg(look(metric).name) : tr("control");
}

} // namespace penelope::ui::canaries
