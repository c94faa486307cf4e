#pragma once

#include "core/base/result.h"

namespace penelope::lab {

/// A block of ports on loopback that no other lab uses and that no outgoing connection is given (below the kernel's
/// ephemeral range): a canary's port has to be free minutes after it was chosen.
class Ports
{
public:
    static constexpr int count = 16;

    static Result<Ports> take();
    Ports(Ports&& other) noexcept;
    Ports& operator=(Ports&&) = delete;
    ~Ports();

    int at(int index) const { return m_first + index; }

private:
    Ports(int first, int lock)
        : m_first(first)
        , m_lock(lock)
    {}

    int m_first = 0;
    int m_lock = -1;
};

} // namespace penelope::lab
