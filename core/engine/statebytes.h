#pragma once

#include "core/engine/consolestate.h"

/// A state as bytes and back, for snapshots. Binary and not JSON: a state of a long journal has some hundred thousand
/// values, which JSON makes four times as large and reads ten times as slowly; nobody but the same build reads it.
namespace penelope::engine {

/// Equal states give equal bytes. Any thread.
QByteArray stateToBytes(const ConsoleState& state);
/// Malformed for what no state gives: cut short, changed, of another build. Never crashes on it, and allocates in
/// proportion to the bytes only.
Result<ConsoleState> stateFromBytes(QByteArrayView bytes);

/// 32 hex digits that differ between builds whose states differ in structure, or that fold events in another way: of
/// all sources that say what a state is and what folds it (foldstamp.h).
QByteArray stateFormat();

} // namespace penelope::engine
