#include "ui/audit/auditmodel.h"

#include "core/engine/consolestate.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/tableview.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t blocksKept = 64;
constexpr int matchesAtOnce = 500;
constexpr qint64 scanAtOnce = 131'072;

bool isNumber(AuditModel::Column column)
{
    return column == AuditModel::SeqColumn || column == AuditModel::RiskColumn;
}

/// A code such as "within_limits" as words; a sentence stays as it is.
QString readable(const QString& text)
{
    return text.contains(u' ') ? words::told(text) : words::judged(text);
}

/// The sequential judge names its rules by number (judge.md); what other judges find is a word.
QString ruleOf(qint64 rule)
{
    const auto word = words::judgeRule(rule);
    //: %1 is the number of a rule
    const auto number = AuditModel::tr("rule %1").arg(rule);
    //: %1 is the number of a rule, %2 its meaning such as "worse than stable"
    return word.isEmpty() ? number : AuditModel::tr("rule %1: %2").arg(rule).arg(word);
}

} // namespace

QString reasonOf(const journal::Event& event)
{
    const Json& payload = event.payload;
    for (const auto key : {u"reasoning", u"reason", u"rule", u"text", u"intent", u"error", u"lesson", u"result"}) {
        const Json* value = payload.find(key);
        if (!value)
            continue;
        if (value->isString())
            return event.kind == "PatchQueued"_L1 ? words::queueReason(value->toString()) : readable(value->toString());
        if (value->isNumber() && event.kind == "CanaryAnalysed"_L1)
            return ruleOf(value->toInteger());
        if (const auto text = value->text(u"text"))
            return words::told(*text);
    }
    if (const auto key = payload.text(u"key"))
        return u"%1 = %2"_s.arg(*key, QString::fromUtf8(toJsonText(payload[u"to"])));
    if (const auto percent = payload.integer(u"percent"))
        return format::integer(*percent) + format::thinSpace + u'%';
    if (const auto type = payload.text(u"type"))
        return words::anomalyType(*type);
    if (const auto source = payload.text(u"source"))
        return u"%1: %2"_s.arg(*source, payload[u"to"].toString());
    return {};
}

QString serviceNamed(const engine::ConsoleState& state, const journal::Event& event)
{
    const auto serviceOfRow = [](const auto& row) { return row ? row->service.value() : QString{}; };
    const QString kind = event.streamKind();
    const QString id = event.subject();
    if (kind == "canary"_L1)
        return serviceOfRow(state.canaries.find(CanaryId{id}));
    if (kind == "patch"_L1)
        return serviceOfRow(state.patches.find(PatchId{id}));
    if (kind == "approval"_L1)
        return serviceOfRow(state.approvals.find(ApprovalId{id}));
    if (kind == "anomaly"_L1)
        return serviceOfRow(state.anomalies.find(AnomalyId{id}));
    return {};
}

AuditModel::AuditModel(AuditReader& reader, QObject* parent)
    : QAbstractTableModel(parent)
    , m_reader(reader)
{}

void AuditModel::setLast(qint64 seq)
{
    if (seq <= m_last)
        return;
    // The block of the old end is no longer whole.
    m_blocks.erase(m_last / blockSize);
    m_recent.remove(m_last / blockSize);
    if (m_filter) {
        const qint64 before = std::exchange(m_last, seq);
        follow(before);
        return;
    }
    const int shown = rowCount();
    const int after = static_cast<int>(std::min<qint64>(seq, maxRows));
    if (shown == 0 || after == shown) {
        beginResetModel();
        m_last = seq;
        endResetModel();
        return;
    }
    beginInsertRows({}, 0, after - shown - 1);
    m_last = seq;
    endInsertRows();
}

void AuditModel::setFilter(std::optional<query::Filter> filter)
{
    beginResetModel();
    m_filter = std::move(filter);
    m_matches.clear();
    m_scannedTo = m_last + 1;
    m_search = Task{};
    m_tail = Task{};
    m_searching = false;
    endResetModel();
    if (m_filter)
        search();
    emit matchesChanged();
}

qint64 AuditModel::seqAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return 0;
    return m_filter ? m_matches[static_cast<std::size_t>(row)] : m_last - row;
}

int AuditModel::rowOf(qint64 seq) const
{
    if (!m_filter) {
        const qint64 row = m_last - seq;
        return row >= 0 && row < rowCount() ? static_cast<int>(row) : -1;
    }
    const auto found = std::lower_bound(m_matches.begin(), m_matches.end(), seq, std::greater<>{});
    return found != m_matches.end() && *found == seq ? static_cast<int>(std::distance(m_matches.begin(), found)) : -1;
}

std::shared_ptr<const journal::Event> AuditModel::eventAt(int row) const
{
    const qint64 seq = seqAt(row);
    const auto block = m_blocks.find(seq / blockSize);
    if (seq == 0 || block == m_blocks.end())
        return nullptr;
    const auto found = std::find_if(
        block->second.begin(), block->second.end(), [seq](const auto& event) { return event->seq == seq; });
    return found != block->second.end() ? *found : nullptr;
}

int AuditModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return m_filter ? static_cast<int>(m_matches.size()) : static_cast<int>(std::min<qint64>(m_last, maxRows));
}

int AuditModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AuditModel::text(const journal::Event& event, Column column) const
{
    switch (column) {
    case SeqColumn: return format::integer(event.seq);
    case TimeColumn: return format::utcDateTimeMs(event.time);
    case KindColumn: return words::eventKind(event.kind);
    case ServiceColumn: {
        const QString service = query::serviceOf(event);
        return service.isEmpty() && m_services ? m_services(event) : service;
    }
    case DecisionColumn: {
        const QString decision = query::decisionOf(event);
        return decision.isEmpty() ? QString{} : words::decision(decision);
    }
    case ActorColumn: return words::actor(event.actor);
    case RiskColumn: {
        const auto risk = query::riskOf(event);
        return risk ? format::number(*risk, 2) : QString{};
    }
    case ReasonColumn: return reasonOf(event);
    case ColumnCount: return {};
    }
    Q_UNREACHABLE();
}

/// The whole record: who hears a table steps from row to row.
QString AuditModel::spoken(int row) const
{
    const auto event = eventAt(row);
    QStringList parts{format::integer(seqAt(row))};
    for (int column = TimeColumn; event && column < ColumnCount; ++column) {
        const auto part = text(*event, static_cast<Column>(column)).toString();
        if (!part.isEmpty()) // a number without its column's name would say nothing
            parts.append(column == RiskColumn ? tr("risk %1").arg(part) : part);
    }
    return parts.join(u", "_s);
}

QVariant AuditModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: {
        if (column == SeqColumn)
            return format::integer(seqAt(index.row()));
        const auto event = eventAt(index.row());
        return event ? text(*event, column) : QVariant{};
    }
    case Qt::TextAlignmentRole: return isNumber(column) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant{};
    case MutedRole: return column == TimeColumn || column == KindColumn || column == ReasonColumn;
    case Qt::AccessibleTextRole: return column == SeqColumn ? spoken(index.row()) : data(index, Qt::DisplayRole);
    case IdRole: return seqAt(index.row());
    default: return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(static_cast<Column>(section)) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case SeqColumn: return tr("Seq");
    case TimeColumn: return tr("Time UTC");
    case KindColumn: return tr("Kind");
    case ServiceColumn: return tr("Service");
    case DecisionColumn: return tr("Decision");
    case ActorColumn: return tr("Actor");
    case RiskColumn: return tr("Risk");
    case ReasonColumn: return tr("Reason");
    case ColumnCount: return {};
    }
    return {};
}

bool AuditModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_filter && !m_searching && m_scannedTo > 1 &&
           static_cast<int>(m_matches.size()) < maxRows;
}

void AuditModel::fetchMore(const QModelIndex&)
{
    search();
}

void AuditModel::search()
{
    if (m_searching || !m_filter)
        return;
    m_searching = true;
    m_search = m_reader.find(
        *m_filter, m_scannedTo, matchesAtOnce, scanAtOnce, [this](const Result<AuditReader::Matches>& found) {
            m_searching = false;
            if (!found) {
                emit failed(words::told(found.error()));
                return;
            }
            m_scannedTo = found->scannedTo;
            if (!found->seqs.empty()) {
                const int from = rowCount();
                beginInsertRows({}, from, from + static_cast<int>(found->seqs.size()) - 1);
                m_matches.insert(m_matches.end(), found->seqs.begin(), found->seqs.end());
                endInsertRows();
            }
            emit matchesChanged();
            // A rare match: look on until a first page is there or the end is reached.
            if (m_scannedTo > 1 && static_cast<int>(m_matches.size()) < matchesAtOnce)
                search();
        });
}

void AuditModel::follow(qint64 before)
{
    query::Filter newer = *m_filter;
    newer.firstSeq = std::max(newer.firstSeq, before + 1);
    m_tail =
        m_reader.find(newer, m_last + 1, matchesAtOnce, scanAtOnce, [this](const Result<AuditReader::Matches>& found) {
            if (!found || found->seqs.empty())
                return;
            // What a slower look already brought is not brought again.
            std::vector<qint64> fresh = found->seqs;
            if (!m_matches.empty())
                std::erase_if(fresh, [top = m_matches.front()](qint64 seq) { return seq <= top; });
            if (fresh.empty())
                return;
            beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
            m_matches.insert(m_matches.begin(), fresh.begin(), fresh.end());
            endInsertRows();
            emit matchesChanged();
        });
}

void AuditModel::wantRows(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const qint64 seq = seqAt(row);
        if (seq > 0)
            wantBlock(seq / blockSize);
    }
}

void AuditModel::wantBlock(qint64 block)
{
    const auto held = m_blocks.find(block);
    const qint64 end = std::min(m_last, block * blockSize + blockSize - 1);
    if (held != m_blocks.end() && !held->second.empty() && held->second.back()->seq >= end) {
        m_recent.remove(block);
        m_recent.push_front(block);
        return;
    }
    if (m_reading.contains(block))
        return;
    const qint64 from = std::max<qint64>(1, block * blockSize);
    const int limit = static_cast<int>(block * blockSize + blockSize - from);
    m_reading[block] = m_reader.read(
        from, limit, [this, block](const Result<std::vector<journal::Event>>& events) { take(block, events); });
}

void AuditModel::take(qint64 block, const Result<std::vector<journal::Event>>& events)
{
    m_reading.erase(block);
    if (!events) {
        emit failed(words::told(events.error()));
        return;
    }
    auto& rows = m_blocks[block];
    rows.clear();
    for (const auto& event : *events)
        rows.push_back(std::make_shared<const journal::Event>(event));
    m_recent.remove(block);
    m_recent.push_front(block);
    while (m_recent.size() > blocksKept) {
        m_blocks.erase(m_recent.back());
        m_recent.pop_back();
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::DisplayRole});
}

} // namespace penelope::ui
