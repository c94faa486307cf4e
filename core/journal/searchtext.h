#pragma once

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>

/// What a word of a query is looked for in, and how (core/query/filter.h).
namespace penelope::journal {

/// Whether a text is an identifier, a hash, a key or a signature: its part after the last stroke is at least 8
/// hexadecimal letters with a digit among them, or it is at least 40 letters of base64 without a blank. Short words
/// stand in such texts by accident, so that only a word that can be a part of one is looked for in them.
bool isOpaque(QStringView text);
bool isOpaque(std::string_view utf8);
/// Whether a word can be meant as a part of an opaque text: hexadecimal letters with a digit, or 16 letters of base64.
bool mayMeanOpaque(QStringView word);

/// UTF-8 of the text with each letter's case folded, as a comparison that does not mind the case sees it.
std::string foldedText(std::string_view utf8);
QByteArray foldedText(const QString& text);

/// Letters that a text was found to have.
struct LettersSeen
{
    bool digit = false;
    bool control = false; ///< below the blank
};
/// Appends foldedText(utf8), with `to` in place of each `from`, and says what was seen on the way: one pass over the
/// millions of texts that are indexed.
LettersSeen appendFolded(std::string& text, std::string_view utf8, char from, char to);
/// A number for the folded text; 0 only for an empty one. Other texts may share it.
quint32 foldedHash(std::string_view utf8);

} // namespace penelope::journal
