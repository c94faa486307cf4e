#pragma once

#include "core/base/pieces.h"

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace penelope::test {

/// Keeps pieces in memory.
class Shelf final : public PieceKeeper, public PieceSource
{
public:
    qint64 keep(
        const std::shared_ptr<const void>& piece, const PieceId& known,
        const std::function<QByteArray()>& bytes) override
    {
        if (known.store == store())
            return known.number;
        const auto seen =
            std::find_if(m_held.begin(), m_held.end(), [&](const auto& each) { return each.first == piece; });
        if (seen != m_held.end())
            return seen->second;
        pieces.push_back(bytes());
        m_held.emplace_back(piece, std::ssize(pieces) - 1);
        return std::ssize(pieces) - 1;
    }
    quint64 store() const override { return 7; }
    QByteArray piece(qint64 number) const override
    {
        ++reads;
        return pieces.at(static_cast<std::size_t>(number));
    }
    void reportDamage() const override { ++damages; }

    std::vector<QByteArray> pieces;
    mutable std::atomic<int> reads = 0;
    mutable int damages = 0;

private:
    std::vector<std::pair<std::shared_ptr<const void>, qint64>> m_held;
};

} // namespace penelope::test
