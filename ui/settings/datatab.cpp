#include "ui/settings/datatab.h"

#include "ui/settings/preferences.h"
#include "ui/shell/keymap.h"
#include "ui/text/coresentences.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/texttable.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

DataTab::DataTab(SettingsDesk& desk, Preferences& preferences, KeyMap& keys, QWidget* parent)
    : SettingsTab(parent)
    , m_desk(desk)
    , m_preferences(preferences)
    , m_keys(keys)
    , m_table(new TableView(this))
    , m_model(new TextTable(this))
    , m_outcome(new Label({}, Type::Body, Tone::Text, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(8);
    auto* kept = new Label(
        tr("Records of the journal are never deleted. The log keeps five files of 10 MiB; the cache can be removed at "
           "any "
           "time and is made again."),
        Type::Body, Tone::Text, this);
    kept->setContentsMargins(16, 0, 16, 0);
    kept->setWordWrap(true);
    column->addWidget(kept);
    m_table->setAccessibleName(tr("Places and sizes"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRowPx(28);
    m_table->setColumnPx({200, 0, 112});
    m_model->setHead({tr("What"), tr("Where"), tr("Size")}, {2});
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(8);
    auto* save = new KeyButton(tr("Export settings…"), {}, ButtonSize::Tool, this);
    save->setToolTip(tr("Connections, theme, language and keys, without any secret"));
    auto* load = new KeyButton(tr("Import settings…"), {}, ButtonSize::Tool, this);
    connect(save, &KeyButton::clicked, this, [this] { askForFile(true); });
    connect(load, &KeyButton::clicked, this, [this] { askForFile(false); });
    m_outcome->setWordWrap(true);
    row->addWidget(save);
    row->addWidget(load);
    row->addWidget(m_outcome, 1);
    column->addLayout(row);
}

QString DataTab::name() const
{
    return u"data"_s;
}

QString DataTab::title() const
{
    return tr("Data and retention");
}

void DataTab::enter()
{
    m_desk.measure([self = QPointer(this)](std::vector<DeskFact> places) {
        if (!self)
            return;
        self->m_places = std::move(places);
        self->show();
        emit self->edited();
    });
}

void DataTab::show()
{
    const auto parts = m_words.split(u' ', Qt::SkipEmptyParts);
    std::vector<TextTable::Line> lines;
    for (const auto& place : m_places) {
        const auto all = place.name + u' ' + place.value;
        if (std::all_of(parts.begin(), parts.end(), [&all](const QString& part) {
                return all.contains(part, Qt::CaseInsensitive);
            }))
            lines.push_back({{place.name, place.value, place.more}, {}, false});
    }
    m_model->show(std::move(lines));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

std::pair<int, int> DataTab::filter(const QString& words)
{
    m_words = words;
    show();
    return {m_model->rowCount(), static_cast<int>(m_places.size())};
}

void DataTab::takeFocus()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void DataTab::askForFile(bool save)
{
    const auto form = tr("Settings (*.toml)");
    auto* dialog = save ? saveDialog(this, tr("Export settings"), {{form, u"toml"_s}}, u"penelope-settings.toml"_s)
                        : openDialog(this, tr("Import settings"), {form});
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString& path) {
        save ? exportTo(path) : importFrom(path);
    });
    dialog->open();
}

void DataTab::exportTo(const QString& path)
{
    const auto written = m_desk.exportTo(path, m_preferences.portable());
    //: %1 is a file
    m_outcome->show(written ? tr("Written to %1, without secrets.").arg(path) : words::told(written.error()));
}

void DataTab::importFrom(const QString& path)
{
    const auto view = m_desk.importFrom(path);
    if (!view) {
        const auto& error = view.error();
        m_outcome->show(
            tr("Nothing was changed: %1")
                .arg(error.where.isEmpty() ? words::told(error) : error.where + u": "_s + words::told(error)));
        return;
    }
    const auto unknown = m_preferences.take(*view);
    auto keys = m_keys.changes();
    for (const auto& [id, key] : keysIn(*view))
        keys[id] = key;
    const auto leftOut = m_keys.apply(keys);
    m_preferences.saveKeys(m_keys);
    QString said = tr("Taken over. Connections and language hold from the next start; secrets are to be given again.");
    if (!unknown.isEmpty())
        //: %1 lists names of settings
        said += u' ' + tr("Left out, since no setting has that name: %1.").arg(visibleText(unknown.join(u", "_s)));
    if (!leftOut.isEmpty()) // a sentence each
        said += u' ' + leftOut.join(u' ');
    m_outcome->show(said);
    emit edited();
}

} // namespace penelope::ui
