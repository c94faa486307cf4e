#pragma once

#include "core/base/json.h"

namespace penelope::canonical {

/// Writes canonical bytes (journal.md 2) behind what a buffer holds already. The buffer is its owner's, who may use its
/// memory again. After a refusal the buffer holds something unfinished.
class Writer
{
public:
    /// `shift`: added to the byte that a refusal names; without it bytes count from where this writer began.
    explicit Writer(QByteArray& out, qsizetype shift = 0)
        : m_out(out)
        , m_begin(out.size() - shift)
    {}

    /// `level`: at which depth the value stands.
    Status write(const Json& value, int level);
    Status string(const QString& text);
    /// Within ±(2⁵³ − 1).
    void whole(qint64 value);
    /// What is canonical already.
    void raw(QByteArrayView bytes) { m_out.append(bytes); }

private:
    Status array(const Json& value, int level);
    Status object(const Json& value, int level);
    Status number(double value);
    qsizetype at() const { return m_out.size() - m_begin; }

    QByteArray& m_out;
    qsizetype m_begin;
};

} // namespace penelope::canonical
