#pragma once

namespace penelope::ctl {

struct Context;

/// Signs the journal's present size where nobody else writes it and its signing key is at hand, so that what is handed
/// out next is covered by a signature. Where that cannot be done the newest signature stays the newest.
void signFirst(const Context& context);

} // namespace penelope::ctl
