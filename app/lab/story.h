#pragma once

#include "core/ports/clock.h"

#include <QFile>
#include <QString>

namespace penelope::lab {

/// What happened and when: one line for people on standard output, one in story.jsonl.
class Story
{
public:
    Story(const Clock& clock, const QString& path);
    /// Of now.
    void tell(const QString& sentence);
    /// Of an event.
    void tell(Instant at, qint64 seq, const QString& sentence);

private:
    void write(Instant at, qint64 seq, const QString& sentence);

    const Clock& m_clock;
    QFile m_file;
};

} // namespace penelope::lab
