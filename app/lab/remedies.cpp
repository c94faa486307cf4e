#include "app/lab/remedies.h"

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray poolOnly = R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -1,7 +1,7 @@
 # How payments treats its store. Read once, at start.
 
 [pool]
-size = 4                  # connections to the store
+size = 32                 # connections to the store
 wait_ms = 800             # longest wait for a connection
 fallback = true           # then the last known value is served
 
)";

// With a mean call of 30 ms, one in twenty takes longer than 90 ms: e^(-90/30) = 0.0498.
const QByteArray poolAndTimeout = R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -1,12 +1,12 @@
 # How payments treats its store. Read once, at start.
 
 [pool]
-size = 4                  # connections to the store
+size = 32                 # connections to the store
 wait_ms = 800             # longest wait for a connection
 fallback = true           # then the last known value is served
 
 [store]
-call_timeout_ms = 2000    # a call that takes longer fails
+call_timeout_ms = 90      # a call that takes longer fails
 
 [cache]
 entries = 2000
)";

// The change of somebody who wants to save the handshake, and forgets that nothing takes the kept ones up again.
const QByteArray keptSessions = R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -1,7 +1,7 @@
 # How payments treats its store. Read once, at start.
 
 [pool]
-size = 4                  # connections to the store
+size = 32                 # connections to the store
 wait_ms = 800             # longest wait for a connection
 fallback = true           # then the last known value is served
 
@@ -13,4 +13,4 @@
 
 [sessions]
 places = 16384            # of the store's session table
-release = true            # a session is given back after its call
+release = false           # kept, to save the handshake
)";

/// A change of service.toml that adds one line to a section.
QByteArray oneLineMore(Scenario scenario)
{
    switch (scenario) {
    case Scenario::TwinCrash:
        return R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -10,6 +10,7 @@ call_timeout_ms = 2000    # a call that takes longer fails
 
 [cache]
 entries = 2000
+checked = true            # an answer that fails its check ends the service
 
 [sessions]
 places = 16384            # of the store's session table
)";
    case Scenario::TwinLeak:
        return R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -10,6 +10,7 @@ call_timeout_ms = 2000    # a call that takes longer fails
 
 [cache]
 entries = 2000
+kept_kib = 16             # of each answer, for the statistics
 
 [sessions]
 places = 16384            # of the store's session table
)";
    case Scenario::TwinSlow:
        return R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -7,6 +7,7 @@ fallback = true           # then the last known value is served
 
 [store]
 call_timeout_ms = 2000    # a call that takes longer fails
+handshake = true          # before each call
 
 [cache]
 entries = 2000
)";
    default:
        return R"(diff --git a/service.toml b/service.toml
--- a/service.toml
+++ b/service.toml
@@ -10,6 +10,9 @@ call_timeout_ms = 2000    # a call that takes longer fails
 
 [cache]
 entries = 2000
+
+[ledger]
+format = 2                # the new one
 
 [sessions]
 places = 16384            # of the store's session table
)";
    }
}

} // namespace

QString remedyIntent(Scenario scenario)
{
    switch (scenario) {
    case Scenario::TwinCrash: return u"Check every answer of the store"_s;
    case Scenario::TwinLeak: return u"Keep the answers for the statistics"_s;
    case Scenario::TwinSlow: return u"Shake hands with the store before each call"_s;
    case Scenario::TwinNoWayBack: return u"Write the ledger in the new format"_s;
    default: break;
    }
    if (scenario == Scenario::SlowLeak)
        return u"Raise the connection pool from 4 to 32 and keep sessions for reuse"_s;
    return scenario == Scenario::Regression ? u"Raise the connection pool from 4 to 32 and give up slow calls sooner"_s
                                            : u"Raise the connection pool from 4 to 32"_s;
}

QByteArray remedyDiff(Scenario scenario, const QString& service)
{
    if (service != u"payments"_s)
        return {};
    switch (scenario) {
    case Scenario::Regression: return poolAndTimeout;
    case Scenario::SlowLeak: return keptSessions;
    case Scenario::TwinCrash:
    case Scenario::TwinLeak:
    case Scenario::TwinSlow:
    case Scenario::TwinNoWayBack: return oneLineMore(scenario);
    case Scenario::Tuned: return {};
    default: return poolOnly;
    }
}

} // namespace penelope::lab
