#include "ui/shell/helpwindow.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

HelpWindow::HelpWindow(const QString& page, QWidget* parent)
    : QDialog(parent)
{
    const Theme theme = Theme::of(parent);
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(640), theme.px(600));
    auto* layout = new QVBoxLayout(this);
    auto* text = new QTextBrowser(this);
    text->setAccessibleName(windowTitle());
    text->setOpenLinks(false);
    layout->addWidget(text);
    QFile own(u":/penelope/docs/%1.md"_s.arg(page));
    QFile overview(u":/penelope/docs/overview.md"_s);
    QFile& file = own.exists() ? own : overview;
    if (file.open(QIODevice::ReadOnly))
        text->setMarkdown(QString::fromUtf8(file.readAll()));
}

} // namespace penelope::ui
