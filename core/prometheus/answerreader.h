#pragma once

#include "core/prometheus/answer.h"

#include <memory>

namespace penelope::prometheus {

/// Reads answers, one after the other, with buffers that stay: making them takes longer than reading a small answer.
/// One thread at a time. What it answers is what `parseAnswer` answers.
class AnswerReader
{
public:
    AnswerReader();
    ~AnswerReader();
    Q_DISABLE_COPY(AnswerReader)

    Result<Answer> read(const QByteArray& body, int httpStatus, const QString& contentType);

private:
    struct Buffers;
    std::unique_ptr<Buffers> m_buffers;
};

} // namespace penelope::prometheus
