#include "ui/shell/helpwindow.h"

#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QShortcut>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>
#include <QUrl>
#include <QVBoxLayout>

#include <vector>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto contents = u"overview"_s;

QString fileOf(const QString& page)
{
    return u":/penelope/docs/%1.md"_s.arg(page);
}

/// Where a link of the texts leads; both empty where it leads nowhere in here.
struct Target
{
    QString page; ///< empty = the same
    QString anchor;
};

Target targetOf(const QString& link)
{
    static const QRegularExpression form(u"^(?:([a-z]+)\\.md)?(?:#([a-z0-9-]+))?$"_s);
    const auto match = form.match(link);
    if (!match.hasMatch() || (!match.captured(1).isEmpty() && !QFile::exists(fileOf(match.captured(1)))))
        return {};
    return {match.captured(1), match.captured(2)};
}

/// "The tuner" → "the-tuner", as where these texts are read on the web.
QString anchorOf(const QString& heading)
{
    static const QRegularExpression notKept(u"[^a-z0-9 -]"_s);
    return heading.toLower().remove(notKept).replace(u' ', u'-');
}

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
        const auto target = targetOf(format.anchorHref());
        if (format.isAnchor() && target.page.isEmpty() && target.anchor.isEmpty()) {
            letters.setAnchor(false); // a file beside the texts: nothing is opened from here
            letters.clearProperty(QTextFormat::AnchorHref);
            letters.setFontUnderline(false);
            letters.setForeground(theme->text);
        } else if (format.isAnchor()) {
            letters.setFontUnderline(true);
            letters.setForeground(theme->text);
        }
        pieces.push_back({fragment.position(), fragment.position() + fragment.length(), letters});
    }
    return pieces;
}

/// Lines of a command or of what it prints, which Markdown keeps as they are.
bool isCode(const QTextBlock& block)
{
    return block.isValid() && block.blockFormat().nonBreakableLines();
}

/// Paragraphs and code have lines of 20 px; what they have above their letters in a paragraph, a cell of a table has
/// around them.
QTextBlockFormat spaced(const QTextBlock& block, bool inTable, const Theme& theme)
{
    constexpr int lineHeight = 20;
    constexpr int between = 4;
    auto format = block.blockFormat();
    const int heading = format.headingLevel();
    format.setTopMargin(theme.px(heading > 1 ? 16 : 0));
    format.setBottomMargin(inTable ? 0 : theme.px(heading > 0 ? 8 : 6));
    if (isCode(block)) {
        format.setLeftMargin(theme.px(16));
        format.setBottomMargin(isCode(block.next()) ? 0 : theme.px(8));
    }
    if (inTable || isCode(block))
        format.setLineHeight(theme.px(between), QTextBlockFormat::LineDistanceHeight);
    else if (!block.text().isEmpty() && heading == 0)
        format.setLineHeight(theme.px(lineHeight), QTextBlockFormat::MinimumHeight);
    return format;
}

void dressTable(QTextTable& table, const Theme& theme)
{
    auto format = table.format();
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(theme->line);
    format.setCellPadding(theme.px(6));
    format.setCellSpacing(0);
    format.setTopMargin(theme.px(8));
    format.setBottomMargin(theme.px(8));
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    table.setFormat(format);
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            auto cell = table.cellAt(row, column);
            auto own = cell.format().toTableCellFormat();
            own.setTopPadding(theme.px(8)); // the line has 4 below its letters
            own.setBottomPadding(theme.px(4));
            cell.setFormat(own);
        }
    }
}

void dress(QTextDocument& document, const Theme& theme)
{
    QTextCursor cursor(&document);
    std::vector<std::pair<int, QTextBlockFormat>> blocks;
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        for (const auto& piece : piecesOf(block, theme)) {
            cursor.setPosition(piece.from);
            cursor.setPosition(piece.to, QTextCursor::KeepAnchor);
            cursor.setCharFormat(piece.letters);
        }
        cursor.setPosition(block.position());
        blocks.emplace_back(block.position(), spaced(block, cursor.currentTable() != nullptr, theme));
        if (auto* list = block.textList(); list && list->format().style() == QTextListFormat::ListCircle) {
            auto format = list->format();
            format.setStyle(QTextListFormat::ListDisc);
            list->setFormat(format);
        }
    }
    for (auto& [position, format] : blocks) {
        format.setNonBreakableLines(false); // no line is so long that the others have to be scrolled
        cursor.setPosition(position);
        cursor.setBlockFormat(format);
    }
    for (auto* frame : document.rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame))
            dressTable(*table, theme);
    }
}

} // namespace

HelpWindow::HelpWindow(const QString& page, QWidget* parent)
    : QDialog(parent)
    , m_text(new QTextBrowser(this))
    , m_sought(new QLineEdit(this))
    , m_found(new Label({}, Type::Small, Tone::Muted, this))
    , m_back(new QAction(tr("Back"), this))
{
    const Theme theme = Theme::of(parent);
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(760), theme.px(640)); // larger text is read in the same window
    setSurface(this, Surface::Panel);
    auto* all = new QAction(tr("Contents"), this);
    all->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Home));
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    auto* bar = new QHBoxLayout;
    atEachZoom(this, [this, bar](const Theme& now) {
        bar->setContentsMargins(now.px(16), now.px(8), now.px(16), now.px(8));
        bar->setSpacing(now.px(8));
        m_sought->setFixedSize(now.px(240), now.px(28));
    });
    for (auto* action : {m_back, all}) {
        addAction(action);
        bar->addWidget(new KeyButton(action, ButtonSize::Tool, this));
    }
    bar->addStretch(1);
    buildSearch(*bar);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(new HairLine(Qt::Horizontal, this));
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    layout->addWidget(m_text);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    connect(m_back, &QAction::triggered, this, &HelpWindow::goBack);
    connect(all, &QAction::triggered, this, [this] { turnTo(contents); });
    turnTo(page);
    m_text->setFocus();
}

void HelpWindow::buildSearch(QBoxLayout& bar)
{
    m_sought->setPlaceholderText(tr("Find in this text"));
    m_sought->setAccessibleName(tr("Find in this text"));
    bar.addWidget(m_found);
    bar.addWidget(m_sought);
    connect(m_sought, &QLineEdit::textChanged, this, [this] { m_found->show({}); });
    connect(m_sought, &QLineEdit::returnPressed, this, [this] { find(false); });
    const auto onKey = [this](const QKeySequence& keys, auto&& slot) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, std::forward<decltype(slot)>(slot));
    };
    onKey(QKeySequence::Find, [this] {
        m_sought->setFocus(Qt::ShortcutFocusReason);
        m_sought->selectAll();
    });
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_sought);
    leave->setContext(Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, m_text, qOverload<>(&QWidget::setFocus));
    onKey(QKeySequence::FindNext, [this] { find(false); });
    onKey(QKeySequence::FindPrevious, [this] { find(true); });
}

void HelpWindow::turnTo(const QString& page)
{
    const auto name = QFile::exists(fileOf(page)) ? page : contents;
    if (!m_pages.empty())
        m_pages.back().scrolled = m_text->verticalScrollBar()->value();
    if (m_pages.empty() || m_pages.back().page != name)
        m_pages.push_back({name});
    read();
}

void HelpWindow::goBack()
{
    if (m_pages.size() < 2)
        return;
    m_pages.pop_back();
    read();
}

void HelpWindow::read()
{
    m_back->setEnabled(m_pages.size() > 1);
    QFile file(fileOf(m_pages.back().page));
    if (!file.open(QIODevice::ReadOnly))
        return;
    m_text->setMarkdown(QString::fromUtf8(file.readAll()));
    const auto theme = Theme::of(this);
    m_text->document()->setDocumentMargin(theme.px(16));
    dress(*m_text->document(), theme);
    m_text->setAccessibleName(m_text->document()->begin().text()); // the heading it begins with
    m_text->moveCursor(QTextCursor::Start);
    m_text->verticalScrollBar()->setValue(m_pages.back().scrolled);
}

void HelpWindow::follow(const QUrl& link)
{
    const auto target = targetOf(link.toString());
    if (!target.page.isEmpty())
        turnTo(target.page);
    if (!target.anchor.isEmpty())
        goToHeading(target.anchor);
}

void HelpWindow::goToHeading(const QString& anchor)
{
    for (auto block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || anchorOf(block.text()) != anchor)
            continue;
        m_text->setTextCursor(QTextCursor(block));
        m_text->verticalScrollBar()->setValue(
            m_text->verticalScrollBar()->value() + m_text->cursorRect().top() - Theme::of(this).px(16));
        return;
    }
}

void HelpWindow::find(bool backwards)
{
    m_found->show(m_sought->text().isEmpty() || findOnwards(backwards) ? QString{} : tr("not in this text"));
}

/// From where the last one was found, and around the end.
bool HelpWindow::findOnwards(bool backwards)
{
    const auto way = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags{};
    if (m_text->find(m_sought->text(), way))
        return true;
    const auto before = m_text->textCursor();
    m_text->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
    if (m_text->find(m_sought->text(), way))
        return true;
    m_text->setTextCursor(before);
    return false;
}

/// Text of another size, or another theme.
void HelpWindow::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::StyleChange || m_pages.empty())
        return;
    m_pages.back().scrolled = m_text->verticalScrollBar()->value();
    read();
}

} // namespace penelope::ui
