#pragma once

#include "core/base/result.h"

#include <QString>

namespace penelope::player {

/// One tree as either version: only what tells them apart is exchanged, so that no second copy is needed and the way
/// back meets all that the patched version left.
class Versions
{
public:
    /// `change`: a folder whose old/ and new/ hold those files of each version that the other has not, or has
    /// otherwise. `data`: a folder of the tree, relative to it, that lies elsewhere and is left alone; empty = none.
    Versions(QString change, QString data);

    /// Nothing to do where the tree is that version already; at first it is the former one. Unavailable: a file cannot
    /// be put in place.
    Status make(const QString& tree, bool patched);

private:
    QString m_change;
    QString m_data;
    bool m_patched = false;
};

} // namespace penelope::player
