#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

#include <memory>
#include <string>
#include <string_view>

namespace penelope::journal {

/// Codes of small columns.
constexpr quint8 noCode = 255;    ///< the event has no such field
constexpr quint8 otherCode = 254; ///< it has a value that the column cannot say: the event itself must be asked

enum FactFlag : quint8 {
    RiskIsExact = 1, ///< the risk is the hundredths of the column, not only near
    HasComment = 2,
    HasCause = 4,
    HasSignature = 8,
    AskText = 16, ///< a text of the event cannot stand in the text column as it is
    AskAll = 32   ///< the columns say nothing of this event
};

/// What separates texts of one event in the text column, and stands for a line break within a text.
constexpr char textSeparator = '\x1F';
constexpr char textLineBreak = '\x1E';
/// Alone in a line: the event itself must be asked.
constexpr char textUnknown = '\x1D';

/// What columns keep of one event (journal.md 7). Texts live until the next event is read.
struct Facts
{
    qint64 seq = 0;
    qint64 time = 0; ///< ms
    std::string_view kind;
    std::string_view stream;
    std::string_view actor;
    std::string_view correlation; ///< empty = none
    std::string_view service;     ///< as query::serviceOf
    std::string_view decision;    ///< as query::decisionOf
    quint8 severity = noCode;     ///< 0 for P0 …
    quint8 risk = noCode;         ///< nearest hundredths, 0 … 253
    quint8 level = noCode;        ///< whole, 0 … 253
    quint8 flags = 0;
    std::string texts; ///< folded, textSeparator between them, no line break: every text that is not opaque

    std::string_view streamKind() const { return stream.substr(0, stream.find('/')); }
};

/// Takes facts out of canonical bytes, without the checks of `decode`: what reads them has compared the hash. One
/// thread.
class FactReader
{
public:
    FactReader();
    ~FactReader();
    FactReader(const FactReader&) = delete;
    FactReader& operator=(const FactReader&) = delete;

    /// Malformed for bytes that are no event.
    Result<const Facts*> read(QByteArrayView body);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace penelope::journal
