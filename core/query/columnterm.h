#pragma once

#include "core/query/columnfilter.h"

/// How single terms are asked of columns. See columnfilter.h.
namespace penelope::query {

/// What no column answers of this term; empty where one does.
QString unindexedPart(const Term& term);
/// Whether its judge reads texts.
bool readsTexts(const Term& term);
/// Only of some terms it is known which rows need no judgement.
using JudgeAndSkip = std::pair<ColumnFilter::Judge, ColumnFilter::Skip>;
JudgeAndSkip judgeOf(const Term& term, const journal::Columns& columns);
/// Of Field::Word, which columns answer.
JudgeAndSkip wordJudge(const Term& term, const journal::Columns& columns);

} // namespace penelope::query
