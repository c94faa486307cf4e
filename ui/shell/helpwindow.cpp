#include "ui/shell/helpwindow.h"

#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QFile>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextTable>
#include <QUrl>
#include <QVBoxLayout>

#include <vector>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto contents = u"overview"_s;

struct Piece
{
    int from;
    int to;
    QTextCharFormat letters;
};

/// What the theme says in place of the sizes and weights of a browser. The fonts have no weight above 600, and a
/// made-up one is ugly.
std::vector<Piece> piecesOf(const QTextBlock& block, const Theme& theme)
{
    const int heading = block.blockFormat().headingLevel();
    std::vector<Piece> pieces;
    for (auto at = block.begin(); !at.atEnd(); ++at) {
        const auto fragment = at.fragment();
        const auto format = fragment.charFormat();
        auto letters = format;
        letters.clearProperty(QTextFormat::FontSizeAdjustment);
        if (heading > 0) {
            letters.setFont(theme.font(heading == 1 ? Type::Title : Type::Strong));
        } else if (format.fontFixedPitch()) {
            letters.setFont(theme.font(Type::Mono));
        } else if (format.fontWeight() > QFont::Medium) {
            letters.setFontWeight(QFont::DemiBold);
        }
        if (format.isAnchor()) {
            letters.setFontUnderline(true);
            letters.setForeground(theme->text);
        }
        pieces.push_back({fragment.position(), fragment.position() + fragment.length(), letters});
    }
    return pieces;
}

void dress(QTextDocument& document, const Theme& theme)
{
    QTextCursor cursor(&document);
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        const int heading = block.blockFormat().headingLevel();
        for (const auto& piece : piecesOf(block, theme)) {
            cursor.setPosition(piece.from);
            cursor.setPosition(piece.to, QTextCursor::KeepAnchor);
            cursor.setCharFormat(piece.letters);
        }
        cursor.setPosition(block.position());
        auto format = block.blockFormat();
        format.setTopMargin(theme.px(heading > 1 ? 16 : 0));
        format.setBottomMargin(cursor.currentTable() ? 0 : theme.px(heading > 0 ? 8 : 6));
        if (!block.text().isEmpty() && heading == 0)
            format.setLineHeight(theme.px(20), QTextBlockFormat::MinimumHeight);
        cursor.setBlockFormat(format);
    }
    for (auto* frame : document.rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        auto format = table->format();
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(theme->line);
        format.setCellPadding(theme.px(6));
        format.setCellSpacing(0);
        format.setTopMargin(theme.px(8));
        format.setBottomMargin(theme.px(8));
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        table->setFormat(format);
    }
}

} // namespace

HelpWindow::HelpWindow(const QString& page, QWidget* parent)
    : QDialog(parent)
    , m_text(new QTextBrowser(this))
    , m_back(new QAction(tr("Back"), this))
{
    const Theme theme = Theme::of(parent);
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(760), theme.px(640));
    setSurface(this, Surface::Panel);
    auto* all = new QAction(tr("Contents"), this);
    all->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Home));
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
    bar->setSpacing(theme.px(8));
    for (auto* action : {m_back, all}) {
        addAction(action);
        bar->addWidget(new KeyButton(action, ButtonSize::Tool, this));
    }
    bar->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(new HairLine(Qt::Horizontal, this));
    m_text->setAccessibleName(windowTitle());
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(theme.px(16));
    layout->addWidget(m_text);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    connect(m_back, &QAction::triggered, this, &HelpWindow::goBack);
    connect(all, &QAction::triggered, this, [this] { turnTo(contents); });
    turnTo(page);
    m_text->setFocus();
}

void HelpWindow::turnTo(const QString& page)
{
    const bool known = QFile::exists(u":/penelope/docs/%1.md"_s.arg(page));
    const auto name = known ? page : contents;
    if (m_pages.isEmpty() || m_pages.back() != name)
        m_pages.append(name);
    read();
}

void HelpWindow::goBack()
{
    if (m_pages.size() < 2)
        return;
    m_pages.removeLast();
    read();
}

void HelpWindow::read()
{
    m_back->setEnabled(m_pages.size() > 1);
    QFile file(u":/penelope/docs/%1.md"_s.arg(m_pages.back()));
    if (!file.open(QIODevice::ReadOnly))
        return;
    m_text->setMarkdown(QString::fromUtf8(file.readAll()));
    dress(*m_text->document(), Theme::of(this));
    m_text->moveCursor(QTextCursor::Start);
}

void HelpWindow::follow(const QUrl& link)
{
    static const QRegularExpression text(u"^([a-z]+)\\.md$"_s);
    const auto match = text.match(link.toString());
    if (match.hasMatch() && QFile::exists(u":/penelope/docs/%1.md"_s.arg(match.captured(1))))
        turnTo(match.captured(1));
}

} // namespace penelope::ui
