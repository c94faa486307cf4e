// What a very long diff costs: opened and painted in colours, and scrolled (performance.md "Diff").
// links: penelope-ui penelope-axes
#include "tests/bench/rounds.h"
#include "ui/theme/theme.h"
#include "ui/widgets/diffview.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSyntaxHighlighter>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int hunks = 1'250;
constexpr QSize viewSize{900, 700};

/// 50,000 lines of Python: forty a hunk, of which six change.
QByteArray longDiff()
{
    QByteArray text = "--- a/payments/pool.py\n+++ b/payments/pool.py\n";
    for (int hunk = 0; hunk < hunks; ++hunk) {
        const auto first = QByteArray::number(hunk * 50 + 1);
        text += "@@ -" + first + ",37 +" + first + ",37 @@ def handler_" + QByteArray::number(hunk) + "(request):\n";
        for (int line = 0; line < 34; ++line)
            text += " " + QByteArray(4 * (line % 4), ' ') + "if request.size > " + QByteArray::number(line) +
                    " and not request.closed:  # the usual case\n";
        for (int line = 0; line < 3; ++line)
            text += "-    return pool.acquire(timeout=" + QByteArray::number(line) +
                    ", size=\"small\")\n+    return pool." + "acquire(timeout=" + QByteArray::number(line + 30) +
                    ", size=\"large\")\n";
    }
    return text;
}

/// The same marks with Qt's own means.
class Highlighter : public QSyntaxHighlighter
{
public:
    explicit Highlighter(QTextDocument* document)
        : QSyntaxHighlighter(document)
    {
        m_strong.setFontWeight(QFont::Bold);
        m_faint.setForeground(Qt::darkGray);
        m_added.setBackground(QColor(215, 231, 220));
        m_removed.setBackground(QColor(240, 218, 218));
    }

protected:
    void highlightBlock(const QString& text) override
    {
        if (text.startsWith(u'+') || text.startsWith(u'-'))
            setFormat(0, static_cast<int>(text.size()), text.startsWith(u'+') ? m_added : m_removed);
        static const QRegularExpression words(u"\\b(if|and|not|return|def|for|while|import|from|class)\\b|#.*$"_s);
        for (auto found = words.globalMatch(text); found.hasNext();) {
            const auto match = found.next();
            setFormat(
                static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()),
                match.captured().startsWith(u'#') ? m_faint : m_strong);
        }
    }

private:
    QTextCharFormat m_strong;
    QTextCharFormat m_faint;
    QTextCharFormat m_added;
    QTextCharFormat m_removed;
};

void paint(QWidget& widget)
{
    widget.repaint();
    QCoreApplication::sendPostedEvents();
}

/// A view with something to scroll, that starts over at its end.
template <typename View> struct Scrolled
{
    View view;
    void by(int value)
    {
        auto* bar = view.verticalScrollBar();
        bar->setValue(bar->value() + value > bar->maximum() ? 0 : bar->value() + value);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        QCoreApplication::processEvents();
    }
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Theme::apply(application, Theme{Scheme::Light, 1});
    const auto bytes = longDiff();
    const auto text = QString::fromUtf8(bytes);
    const auto mono = Theme::of(nullptr).font(Type::MonoBody);

    const auto openPlain = [&] {
        QPlainTextEdit edit;
        edit.setFont(mono);
        const Highlighter highlighter(edit.document());
        edit.resize(viewSize);
        edit.setPlainText(text);
        edit.show();
        paint(edit);
    };
    const auto openOurs = [&] {
        DiffView view;
        view.resize(viewSize);
        view.setDiff(bytes);
        view.show();
        paint(view);
    };
    Scrolled<QPlainTextEdit> plain;
    const Highlighter highlighter(plain.view.document());
    plain.view.setFont(mono);
    plain.view.resize(viewSize);
    plain.view.setPlainText(text);
    plain.view.show();
    Scrolled<DiffView> ours;
    ours.view.resize(viewSize);
    ours.view.setDiff(bytes);
    ours.view.show();
    const int line = ours.view.verticalScrollBar()->singleStep();
    const int page = ours.view.verticalScrollBar()->pageStep();
    const int lines = page / line;

    return bench::run(
        u"bench_diffview"_s, {{.work = u"a diff of 50,000 lines opened and painted"_s,
                               .against = u"QPlainTextEdit with a QSyntaxHighlighter"_s,
                               .baseline = openPlain,
                               .measured = openOurs,
                               .perRound = 3,
                               .ratioBudget = 0.05,
                               .p99BudgetUs = 12'000},
                              {.work = u"scrolled by 3 lines"_s,
                               .against = u"the same in QPlainTextEdit"_s,
                               .baseline =
                                   [&] {
                                       for (int step = 0; step < 50; ++step)
                                           plain.by(3);
                                   },
                               .measured =
                                   [&] {
                                       for (int step = 0; step < 50; ++step)
                                           ours.by(3 * line);
                                   },
                               .ratioBudget = 1},
                              {.work = u"scrolled by a page"_s,
                               .against = u"the same in QPlainTextEdit"_s,
                               .baseline = [&] { plain.by(lines); },
                               .measured = [&] { ours.by(page); },
                               .perRound = 20,
                               .ratioBudget = 1,
                               .p99BudgetUs = 5'000}});
}
