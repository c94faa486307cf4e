#pragma once

#include "core/base/pieces.h"
#include "core/engine/consolestate.h"

/// A state as bytes and back, for snapshots. Binary and not JSON: a state of a long journal has some hundred thousand
/// values, which JSON makes four times as large and reads ten times as slowly; nobody but the same build reads it.
namespace penelope::engine {

/// Equal states give equal bytes. Any thread.
QByteArray stateToBytes(const ConsoleState& state);
/// Malformed for what no state gives: cut short, changed, of another build. Never crashes on it, and allocates in
/// proportion to the bytes only.
Result<ConsoleState> stateFromBytes(QByteArrayView bytes);

/// The same with what is shared between states in pieces: few bytes, and few pieces that the keeper does not have.
QByteArray stateToBytes(const ConsoleState& state, PieceKeeper& keeper);
/// Reads a piece when something of it is looked at, on whatever thread that is.
Result<ConsoleState> stateFromBytes(QByteArrayView bytes, std::shared_ptr<const PieceSource> source);
/// Reads every piece that was not read yet.
void readWhole(const ConsoleState& state);
/// Reads every piece once, which tells its source of damage, and keeps nothing of them.
void checkWhole(const ConsoleState& state);

/// 32 hex digits that differ between builds whose states differ in structure, or that fold events in another way: of
/// all sources that say what a state is and what folds it (foldstamp.h).
QByteArray stateFormat();

} // namespace penelope::engine
