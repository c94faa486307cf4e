#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace penelope {

/// What the caller can do about it. The words of the control socket's `error.code` (contracts.md 9).
enum class ErrorCode {
    Malformed,    ///< the input cannot be read; `where` names the place
    NotFound,     ///< no such thing
    Conflict,     ///< somebody else was first; the message names the winner
    Refused,      ///< a rule of the domain says no; the message names rule, measured value and limit
    NotPermitted, ///< the actor's role or identity does not allow it
    Expired,      ///< too late
    Unavailable,  ///< the other side does not answer now; trying again later may help
    Storage,      ///< the journal could not be written or read
    Damaged,      ///< the journal does not prove itself
    Unsupported   ///< a newer format, a missing program
};

QString toWord(ErrorCode code);

/// A failure as a value. `message` is an English sentence a person can act on; `where` names the place (a file and
/// line, a column, a field), empty where there is none.
struct Error
{
    ErrorCode code = ErrorCode::Malformed;
    QString message;
    QString where = {};

    bool operator==(const Error&) const = default;
};

template <typename T> using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;
using Status = Result<void>;

inline Failure failure(ErrorCode code, QString message, QString where = {})
{
    return Failure{Error{code, std::move(message), std::move(where)}};
}

} // namespace penelope
