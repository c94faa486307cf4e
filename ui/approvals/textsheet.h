#pragma once

#include "ui/widgets/parts.h"

#include <vector>

class QPlainTextEdit;

namespace penelope::ui {

class KeyButton;

/// A sheet that asks for words: a reason, a note, a patch. Ctrl+Enter commits once every required field has text.
class TextSheet : public Sheet
{
    Q_OBJECT

public:
    struct Field
    {
        QString label;
        QString hint; ///< muted, after the label
        bool required = true;
        bool mono = false;
        int heightPx = 60;
    };
    struct Words
    {
        QString title;
        QString sentence;
        QStringList facts; ///< one line each, below the sentence
        std::vector<Field> fields;
        QString commit;
    };

    TextSheet(const Words& words, QWidget* parent);
    QString text(int field) const;
    /// Shown above the buttons; the sheet stays open.
    void showTrouble(const QString& sentence);
    void takeFocus();

signals:
    void committed();

private:
    void check();

    std::vector<Field> m_fields;
    std::vector<QPlainTextEdit*> m_edits;
    Label* m_trouble;
    KeyButton* m_back;
    KeyButton* m_commit;
};

} // namespace penelope::ui
