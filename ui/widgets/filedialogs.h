#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

class QFileDialog;
class QSettings;
class QWidget;

namespace penelope::ui {

/// Where people keep their files: the folder of the last one that was chosen, else their documents; never the folder
/// that the program happens to be started in. Kept beside the layout. The dialogs below find it in their window; one
/// without it begins with the documents. GUI thread.
class FileFolder : public QObject
{
    Q_OBJECT

public:
    using OpenSettings = std::function<std::unique_ptr<QSettings>()>;

    FileFolder(QWidget& window, OpenSettings settings);
    /// Of the window that the widget is in.
    static const FileFolder* of(const QWidget* widget);

    QString folder() const;
    /// `file` was chosen.
    void keep(const QString& file) const;
    /// Where a person's own files go.
    static QString documents();

private:
    OpenSettings m_settings;
};

/// One of the forms that a file can be written in.
struct FileForm
{
    QString words; ///< with its pattern: "Spreadsheet (*.csv)"
    QString suffix;
};

/// Asks where to write; the first form is the usual one, and `name` what the file is called if nobody says otherwise.
/// To be connected and opened; it deletes itself.
QFileDialog* saveDialog(QWidget* parent, const QString& title, const std::vector<FileForm>& forms, const QString& name);
/// Asks for a file that is there.
QFileDialog* openDialog(QWidget* parent, const QString& title, const QStringList& filters);

} // namespace penelope::ui
