#pragma once

#include "core/base/instant.h"
#include "ui/theme/paint.h"

#include <QFrame>
#include <QLabel>
#include <QWidget>

#include <vector>

class QFormLayout;
class QGridLayout;
class QHBoxLayout;
class QVBoxLayout;

namespace penelope::ui {

class KeyButton;

/// A hairline in `line`.
class HairLine : public QWidget
{
    Q_OBJECT

public:
    explicit HairLine(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::Orientation m_orientation;
};

/// A label with a role of text. Plain text only: what it shows may come from outside.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(const QString& text, Type type = Type::Body, Tone tone = Tone::Text, QWidget* parent = nullptr);
    /// Sets the text only if it differs.
    void show(const QString& text);
    /// What QLabel answers. It shapes the text three times for that, which is a good part of what showing a page costs;
    /// a line that does not wrap is shaped once here.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// A layout asks with the width of its cell, which a label with a greatest width does not fill.
    int heightForWidth(int width) const override;

private:
    bool isPlainLine() const;
    QSize lineHint() const;

    struct Measured
    {
        QString text;
        QFont font;
        QSize size;
    };
    mutable Measured m_measured;
};

/// Title 16/600 and the question in muted 13 on one baseline, tools at the right; 48 high (look.md 3, page head).
class PageHead : public QWidget
{
    Q_OBJECT

public:
    PageHead(const QString& title, const QString& question, QWidget* parent = nullptr);
    void addTool(QWidget* tool);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_title;
    QString m_question;
    QHBoxLayout* m_tools;
};

/// "Label  value" rows with the label column of 96 px, gap 12.
class DetailForm : public QWidget
{
    Q_OBJECT

public:
    explicit DetailForm(QWidget* parent = nullptr);
    /// Adds a row of text; answers the value's label.
    Label* addRow(const QString& label, const QString& value, Tone tone = Tone::Text);
    void addRow(const QString& label, QWidget* value);
    /// Over both columns.
    void addWide(QWidget* widget);
    void clear();

private:
    QGridLayout* m_grid;
};

/// The 8 px bar of a deadline: elapsed grey, rest base or P1 once 15 min are left; ticks and labels 50, 80, 90 %.
class CountdownBar : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownBar(QWidget* parent = nullptr);
    void show(Instant from, Instant to, Instant now);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Instant m_from{};
    Instant m_to{};
    Instant m_now{};
};

/// A banner under the strip: swatch or shape or icon, a bold first sentence, what still works, actions at the right.
class Banner : public QWidget
{
    Q_OBJECT

public:
    enum class Mark { Hatch, P0, P1, P2, P3, Clock, User, Review, Play };

    explicit Banner(QWidget* parent = nullptr);
    void show(Mark mark, const QString& bold, const QString& rest);
    void addAction(KeyButton* button);
    const QString& sentence() const { return m_bold; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int textRight() const;
    bool isTall() const;
    int restLines() const;
    void fitHeight();

    Mark m_mark = Mark::Hatch;
    QString m_bold;
    QString m_rest;
    QHBoxLayout* m_actions;
};

/// The calm or empty page: a left-aligned column of 920, its top at 28 % of the page.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    struct Fact
    {
        QString name;
        QString value;
        bool operator==(const Fact&) const = default;
    };

    explicit EmptyState(QWidget* parent = nullptr);
    void show(const QString& sentence, const QString& explanation);
    /// The decisions of the 24 h before `now`, as the thread of ticks. `caption` as "17 decisions in 24 h".
    void showThread(std::vector<Instant> decisions, Instant now, const QString& caption);
    void showFacts(std::vector<Fact> facts); ///< at most four
    void addButton(KeyButton* button);       ///< at most two

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeButtons();

    QString m_sentence;
    QString m_explanation;
    std::vector<Instant> m_decisions;
    Instant m_now{};
    QString m_caption;
    std::vector<Fact> m_facts;
    std::vector<KeyButton*> m_buttons;
};

/// The sheet that slides over a detail pane: 16 px inset on window colour, 1 px text edge with a 3 px top. Subclasses
/// fill `body()`; `Esc` asks to close. Never commits by Enter alone.
class Sheet : public QWidget
{
    Q_OBJECT

public:
    explicit Sheet(QWidget* parent = nullptr);
    QVBoxLayout* body() const { return m_body; }

signals:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int inset() const;

    QVBoxLayout* m_body;
};

/// Three boxes of a proof: before, the record, the checkpoint; arrows with the word OK or the reason why not.
class ProofStrip : public QWidget
{
    Q_OBJECT

public:
    struct Box
    {
        QString title;
        QString hash;     ///< first characters, grouped by the caller
        bool own = false; ///< the record itself: 3 px bar, 600
        bool operator==(const Box&) const = default;
    };
    enum class Link { Ok, Broken, Unknown };

    explicit ProofStrip(QWidget* parent = nullptr);
    /// `links` stand between the boxes: one less than boxes. The words go to the accessible text too.
    void show(std::vector<Box> boxes, std::vector<Link> links);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Box> m_boxes;
    std::vector<Link> m_links;
};

} // namespace penelope::ui
