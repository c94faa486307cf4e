#pragma once

#include "app/ctl/context.h"
#include "app/ctl/passphrase.h"
#include "core/base/ed25519.h"

namespace penelope::ctl {

/// Who acts: the name given, else the login name as a handle.
QString operatorOf(const QString& given);

/// The public key that the journal has for an operator, in base64; empty = none. NotFound: no such operator.
Result<QString> registeredKey(const Context& context, const QString& name);

/// The key of an operator from the files beside the journal, asking for its passphrase where it is sealed. NotFound:
/// none is here.
Result<ed25519::SigningKey> openKey(const Context& context, const QString& name, PassphraseSource& passphrases);

/// approve, reject or review as `operator` of the arguments sends it: with decided_at and signature. Where the journal
/// knows no key of that operator it goes out by name alone. Errors: the key is not here, or is not the journal's.
Result<Json> signedHere(const Context& context, const QString& command, Json args);

} // namespace penelope::ctl
