#pragma once

#include "core/source/tokenizer.h"

#include <QSet>

namespace penelope::source {

/// What the line reader must know of a language.
struct Syntax
{
    QSet<QString> keywords;
    QString lineComment;        ///< empty = none
    bool blockComments = false; ///< /* … */
    bool nestedComments = false;
    QString quotes;            ///< characters that begin a text of one line
    QString longQuotes;        ///< characters that begin a text of many lines, also where doubled backwards
    bool tripleQuotes = false; ///< """ (and ''' where ' is a quote)
    bool lifetimes = false;    ///< 'a is no text (Rust)
};

const Syntax& syntaxOf(Language language);

} // namespace penelope::source
