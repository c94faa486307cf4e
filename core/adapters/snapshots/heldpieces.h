#pragma once

#include "core/adapters/snapshots/momentstore.h"

#include <QHash>
#include <QTemporaryFile>

#include <memory>
#include <mutex>

namespace penelope::snapshots {

/// The pieces of a state as a store had them when they were read: whatever becomes of the store, one that was read once
/// can be read again. A console shows few of the rows that its state has, so they lie in a file without a name, and the
/// system has its memory for other things; where no such file can be written, in memory. Any thread.
class HeldPieces final : public PieceSource
{
public:
    /// The file is made beside the store.
    explicit HeldPieces(std::shared_ptr<const MomentStore> store);

    quint64 store() const override { return m_number; }
    QByteArray piece(qint64 number) const override;
    /// Ends the process once closed: what was whole cannot be damaged but by a disk that fails.
    void reportDamage() const override;

    /// Nothing more is read from the store: from now on there is what was read until now.
    void close();

private:
    struct Place
    {
        qint64 at = 0;
        qint64 size = 0;
    };

    QByteArray stored(qint64 number) const;
    void hold(qint64 number, const QByteArray& bytes) const;
    QByteArray read(const Place& place) const;

    quint64 m_number;
    mutable std::mutex m_mutex;
    std::shared_ptr<const MomentStore> m_store; ///< null once closed
    mutable QTemporaryFile m_file;
    mutable qint64 m_size = 0; ///< of the file
    mutable QHash<qint64, Place> m_places;
    mutable QHash<qint64, QByteArray> m_inMemory; ///< what the file did not take
};

} // namespace penelope::snapshots
