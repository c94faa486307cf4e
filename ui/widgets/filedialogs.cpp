#include "ui/widgets/filedialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

namespace {

const QString lastKey = u"files/folder"_s;

QFileDialog* dialogIn(QWidget* parent, const QString& title)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto* folder = FileFolder::of(parent);
    dialog->setDirectory(folder ? folder->folder() : FileFolder::documents());
    if (folder)
        QObject::connect(dialog, &QFileDialog::fileSelected, folder, &FileFolder::keep);
    return dialog;
}

} // namespace

FileFolder::FileFolder(QWidget& window, OpenSettings settings)
    : QObject(&window)
    , m_settings(std::move(settings))
{}

const FileFolder* FileFolder::of(const QWidget* widget)
{
    return widget ? widget->window()->findChild<const FileFolder*>(QString{}, Qt::FindDirectChildrenOnly) : nullptr;
}

QString FileFolder::documents()
{
    const auto path = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(path).isDir() ? path : QDir::homePath();
}

QString FileFolder::folder() const
{
    const auto last = m_settings()->value(lastKey).toString();
    return !last.isEmpty() && QFileInfo(last).isDir() ? last : documents();
}

void FileFolder::keep(const QString& file) const
{
    m_settings()->setValue(lastKey, QFileInfo(file).absolutePath());
}

QFileDialog* saveDialog(QWidget* parent, const QString& title, const std::vector<FileForm>& forms, const QString& name)
{
    auto* dialog = dialogIn(parent, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const auto& form : forms)
        filters << form.words;
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(forms.front().suffix);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, forms](const QString& filter) {
        for (const auto& form : forms) {
            if (form.words == filter)
                dialog->setDefaultSuffix(form.suffix);
        }
    });
    return dialog;
}

QFileDialog* openDialog(QWidget* parent, const QString& title, const QStringList& filters)
{
    auto* dialog = dialogIn(parent, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(filters);
    return dialog;
}

} // namespace penelope::ui
