#pragma once

#include "core/base/result.h"
#include "core/engine/document.h"

#include <memory>

class QTextDocument;

/// A report on a screen, on paper and in files.
namespace penelope::ui::review {

/// Laid out for reading, its pictures drawn. Nothing is loaded from anywhere.
std::unique_ptr<QTextDocument> textOf(const engine::Document& document);

/// Writes by the suffix of `path`: md (its pictures in a folder beside it), html or pdf. Each file is whole or not
/// there. Malformed: another suffix; Storage: it could not be written.
Status writeReport(const engine::Document& document, const QString& path);

} // namespace penelope::ui::review
