#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <tuple>

namespace penelope {

/// A name that cannot be mistaken for another kind of name.
template <typename Tag> class Id
{
public:
    Id() = default;
    explicit Id(QString value)
        : m_value(std::move(value))
    {}

    const QString& value() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend auto operator<=>(const Id& left, const Id& right)
    {
        const int order = left.m_value.compare(right.m_value);
        return order < 0   ? std::strong_ordering::less
               : order > 0 ? std::strong_ordering::greater
                           : std::strong_ordering::equal;
    }
    template <typename Self> static auto parts(Self& self) { return std::tie(self.m_value); }
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHash(id.m_value, seed); }

private:
    QString m_value;
};

using AnomalyId = Id<struct AnomalyTag>;
using PatchId = Id<struct PatchTag>;
using ApprovalId = Id<struct ApprovalTag>;
using CanaryId = Id<struct CanaryTag>;
using NoteId = Id<struct NoteTag>;
using ServiceName = Id<struct ServiceTag>;
using OperatorName = Id<struct OperatorTag>;

/// Ids made by us: the seq of the stream's first event as at least eight lower-case hex digits (contracts.md 4).
inline QString idFromSeq(qint64 seq)
{
    return QString::number(seq, 16).rightJustified(8, QLatin1Char('0'));
}

} // namespace penelope
