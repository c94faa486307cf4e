#pragma once

#include <QByteArray>

namespace penelope::test {

struct Identity
{
    QByteArray certificate; ///< PEM
    QByteArray key;         ///< PEM
};

/// An authority, a server of 127.0.0.1 and a client, made anew: nothing secret is kept in the tree.
struct Certificates
{
    Certificates();
    Identity authority;
    Identity server;
    Identity client;
};

} // namespace penelope::test
