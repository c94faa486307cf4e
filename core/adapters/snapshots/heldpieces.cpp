#include "core/adapters/snapshots/heldpieces.h"

#include "core/adapters/snapshots/packed.h"

namespace penelope::snapshots {

using namespace Qt::Literals::StringLiterals;

HeldPieces::HeldPieces(std::shared_ptr<const MomentStore> store)
    : m_number(store->store())
    , m_store(std::move(store))
    , m_file(m_store->folder() + u"/held-XXXXXX"_s)
{
    // Where it cannot be opened nothing can be written to it either.
    [[maybe_unused]] const bool opened = m_file.open();
}

QByteArray HeldPieces::piece(qint64 number) const
{
    return unpacked(stored(number)).value_or(QByteArray{});
}

QByteArray HeldPieces::stored(qint64 number) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto place = m_places.constFind(number); place != m_places.constEnd())
        return read(*place);
    if (const auto bytes = m_inMemory.constFind(number); bytes != m_inMemory.constEnd())
        return *bytes;
    if (!m_store)
        return {};
    auto bytes = m_store->storedPiece(number);
    hold(number, bytes);
    return bytes;
}

void HeldPieces::hold(qint64 number, const QByteArray& bytes) const
{
    if (!m_file.isOpen() || !m_file.seek(m_size) || m_file.write(bytes) != bytes.size() || !m_file.flush()) {
        m_inMemory.insert(number, bytes);
        return;
    }
    m_places.insert(number, {m_size, bytes.size()});
    m_size += bytes.size();
}

QByteArray HeldPieces::read(const Place& place) const
{
    return m_file.seek(place.at) ? m_file.read(place.size) : QByteArray{};
}

void HeldPieces::reportDamage() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_store) // as memory that cannot be read: with rows missing nothing may be shown or decided
        qFatal(
            "A part of the state, which was whole, cannot be read back from the disk. Start again: it is read anew.");
    m_store->reportDamage();
}

void HeldPieces::close()
{
    const std::lock_guard lock(m_mutex);
    m_store.reset();
}

} // namespace penelope::snapshots
