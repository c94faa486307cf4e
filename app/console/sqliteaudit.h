#pragma once

#include "ui/audit/auditjournal.h"

#include <QString>

namespace penelope::console {

/// Opens a journal file for the Audit page: rows and proofs through one read-only connection.
ui::OpenAuditJournal openSqliteAudit(const QString& file);
/// Builds the index of a journal file in the cache folder, through a connection of its own.
ui::BuildAuditIndex buildSqliteIndex(const QString& file);
ui::ExportAudit exportSqlite(const QString& file);

} // namespace penelope::console
