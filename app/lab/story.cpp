#include "app/lab/story.h"

#include "core/base/json.h"

#include <cstdio>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

Story::Story(const Clock& clock, const QString& path)
    : m_clock(clock)
    , m_file(path)
{
    if (!m_file.open(QIODevice::Append))
        std::fprintf(stderr, "%s cannot be written\n", qUtf8Printable(path));
}

void Story::tell(const QString& sentence)
{
    write(m_clock.now(), 0, sentence);
}

void Story::tell(Instant at, qint64 seq, const QString& sentence)
{
    write(at, seq, sentence);
}

void Story::write(Instant at, qint64 seq, const QString& sentence)
{
    std::printf("%sZ  %s\n", qUtf8Printable(toIso(at).section(u'T', 1).left(8)), qUtf8Printable(sentence));
    std::fflush(stdout);
    auto line = Json::object({{u"at"_s, Json{toMs(at)}}, {u"text"_s, Json{sentence}}});
    if (seq > 0)
        line.set(u"seq"_s, Json{seq});
    m_file.write(toJsonText(line) + '\n');
    m_file.flush();
}

} // namespace penelope::lab
