#pragma once

#include "core/base/json.h"

#include <QStringList>

#include <functional>
#include <vector>

/// What the strict reading of a JSON document is made of: checks of one value each, put together. A check names the
/// place of what it refuses, "metrics[2].limit", and what was expected there. Pure; for any thread.
namespace penelope::patch::document {

/// Refuses a value; `path` is its place in the document.
using Check = std::function<penelope::Status(const Json& value, const QString& path)>;

struct Member
{
    QString name;
    bool required = false;
    Check check;
};

Failure expected(const QString& what, const Json& value, const QString& path);
Failure faulty(const QString& what, const QString& path);

/// A text of at least one letter.
penelope::Status isText(const Json& value, const QString& path);
penelope::Status isFlag(const Json& value, const QString& path);
/// Both ends belong to the range.
Check number(double least, double most);
Check oneOf(const QStringList& words);
Check listOf(const Check& each);
Check mapOf(const Check& each);
/// No other members than these, and all that are required.
Check object(const std::vector<Member>& members);

} // namespace penelope::patch::document
