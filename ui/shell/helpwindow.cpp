#include "ui/shell/helpwindow.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

HelpWindow::HelpWindow(const QString& page, QWidget* parent)
    : QDialog(parent)
    , m_text(new QTextBrowser(this))
{
    const Theme theme = Theme::of(parent);
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(640), theme.px(600));
    auto* layout = new QVBoxLayout(this);
    m_text->setAccessibleName(windowTitle());
    m_text->setOpenLinks(false);
    layout->addWidget(m_text);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    read(page);
}

void HelpWindow::read(const QString& page)
{
    QFile own(u":/penelope/docs/%1.md"_s.arg(page));
    QFile overview(u":/penelope/docs/overview.md"_s);
    QFile& file = own.exists() ? own : overview;
    if (file.open(QIODevice::ReadOnly))
        m_text->setMarkdown(QString::fromUtf8(file.readAll()));
}

void HelpWindow::follow(const QUrl& link)
{
    static const QRegularExpression text(u"^([a-z]+)\\.md$"_s);
    if (const auto match = text.match(link.toString()); match.hasMatch())
        read(match.captured(1));
}

} // namespace penelope::ui
