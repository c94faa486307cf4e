#include "ui/settings/policymodel.h"

#include "ui/shell/sourcevalues.h"
#include "ui/text/format.h"
#include "ui/text/policywords.h"
#include "ui/text/words.h"
#include "ui/widgets/tableview.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

QString policyValue(const policy::Key& key, const Json& value)
{
    switch (key.kind) {
    case policy::Kind::Integer: return format::integer(value.toInteger());
    case policy::Kind::Ratio: return format::number(value.toDouble(), 2);
    case policy::Kind::Duration: return format::duration(Milliseconds{value.toInteger()});
    case policy::Kind::Text: return value.toString();
    case policy::Kind::Words: return value.toArray().empty() ? format::absent() : stringList(value).join(u", "_s);
    case policy::Kind::Boolean: return value.toBool() ? PolicyModel::tr("on") : PolicyModel::tr("off");
    case policy::Kind::Integers: {
        QStringList parts;
        for (const Json& each : value.toArray())
            parts << format::integer(each.toInteger());
        return parts.join(u", "_s);
    }
    }
    Q_UNREACHABLE();
}

std::vector<PolicyModel::Row> PolicyModel::rowsOf(const engine::Snapshot& snapshot)
{
    std::vector<Row> rows;
    rows.reserve(snapshot.live.sources.size() + policy::registry().size());
    for (const auto& [key, source] : snapshot.live.sources)
        rows.push_back(
            {sourceName(key),
             tr("every %1").arg(format::duration(source.interval)),
             source.lastError.isEmpty() ? tr("no error") : source.lastError,
             tr("connection, from the configuration"),
             {}});
    for (const policy::Key& key : policy::registry()) {
        const auto found = snapshot.state->policy.settings.find(key.name);
        if (found == snapshot.state->policy.settings.end())
            continue;
        const policy::Setting& setting = *found;
        QString value = policyValue(key, setting.value);
        if (key.kind == policy::Kind::Integer && !key.unit.isEmpty())
            value += u' ' + words::policyUnit(key);
        const auto set = setting.changedAt == Instant{}
                             ? tr("as it comes")
                             : u"%1, %2"_s.arg(format::utcDateTime(setting.changedAt), words::actor(setting.actor));
        rows.push_back({key.name, value, set, words::policyHelp(key), words::policyUnit(key)});
    }
    return rows;
}

void PolicyModel::show(const engine::Snapshot& snapshot, const QString& words)
{
    auto rows = rowsOf(snapshot);
    m_total = static_cast<int>(rows.size());
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    std::erase_if(rows, [&parts](const Row& row) {
        const QString all = row.name + u' ' + row.value + u' ' + row.unit + u' ' + row.help;
        return !std::all_of(parts.begin(), parts.end(), [&all](const QString& part) {
            return all.contains(part, Qt::CaseInsensitive);
        });
    });
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PolicyModel::rowOf(const QString& key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&key](const Row& row) { return row.name == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

int PolicyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PolicyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PolicyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == MutedRole)
        return column == SetColumn || column == HelpColumn;
    if (role == TypeRole)
        return column == NameColumn ? QVariant(int(Type::Body)) : QVariant{};
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn: return row.name;
    case ValueColumn: return row.value;
    case SetColumn: return row.set;
    case HelpColumn: return row.help;
    case ColumnCount: return {};
    }
    return {};
}

QVariant PolicyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case NameColumn: return tr("Name");
    case ValueColumn: return tr("Value");
    case SetColumn: return tr("Set");
    case HelpColumn: return tr("What it is for");
    case ColumnCount: return {};
    }
    return {};
}

} // namespace penelope::ui
