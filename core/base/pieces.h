#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <functional>
#include <memory>

/// Large values are written down in pieces, each once: a later copy that still has a piece names it again, and a copy
/// that is read back reads a piece when something of it is looked at.
namespace penelope {

/// Where a piece is kept. Numbers mean something within one store only.
struct PieceId
{
    quint64 store = 0; ///< 0 = the piece was not written down
    qint64 number = 0;
};

/// Takes pieces while a value is written. One thread.
class PieceKeeper
{
public:
    virtual ~PieceKeeper() = default;
    /// The number of the piece: as it is `known`, or as the same object was kept before, else of what `bytes` makes.
    /// `piece` is not changed as long as the keeper holds it.
    virtual qint64
    keep(const std::shared_ptr<const void>& piece, const PieceId& known, const std::function<QByteArray()>& bytes) = 0;
};

/// Gives pieces back. Any thread.
class PieceSource
{
public:
    virtual ~PieceSource() = default;
    virtual quint64 store() const = 0;
    /// Empty where it cannot be read or is not what was kept.
    virtual QByteArray piece(qint64 number) const = 0;
    /// A piece is missing or makes no sense: what was read with this source is not to be relied on.
    virtual void reportDamage() const = 0;
};

} // namespace penelope
