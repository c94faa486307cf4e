#pragma once

#include "core/adapters/sqlite/connection.h"

#include <QStringList>

/// The tables of journal.md section 5, byte for byte.
namespace penelope::sqlite {

constexpr int applicationId = 0x504E4C50; // 'PNLP'
constexpr int formatVersion = 1;

/// Pragmas before the first table, tables, triggers. On an empty file only.
void createSchema(Connection& connection);
/// The same in two steps, for a bulk writer: what rows stand in, and then, inside no transaction, index and triggers.
void createTables(Connection& connection);
void createRest(Connection& connection);
/// Whether the file is a journal that this program can read. Malformed for another program's file, Unsupported for a
/// newer format.
Status checkFormat(Connection& connection);
/// Objects that are missing, changed or added, by name; white space and comments do not count.
QStringList schemaDifferences(Connection& connection);

} // namespace penelope::sqlite
