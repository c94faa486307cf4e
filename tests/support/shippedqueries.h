#pragma once

#include <QString>

#include <vector>

namespace penelope::test {

/// An expression of a dashboard's panel or a rule that ships in resources/.
struct ShippedQuery
{
    QString name;
    QString expression;
};

/// The absolute path of a file of resources/, and its text; a missing one fails the running test.
QString shippedFile(const QString& path);
QString shippedText(const QString& path);
/// The queries of a Grafana dashboard, in the order of its panels.
std::vector<ShippedQuery> shippedPanels(const QString& dashboard);
/// The rules of a rule file: the expression stands on the line or, after a bar, in the deeper lines below it.
std::vector<ShippedQuery> shippedRules(const QString& file);
/// What must have a value on every system: the panels, the recording rules (as expressions and by the names that they
/// record), and what the alerts measure (without the comparison at the end, which hides every value that is fine).
std::vector<ShippedQuery> everyShippedQuery();
/// 1 where the query has at least one finite value.
QString answers(const QString& expression);

} // namespace penelope::test
