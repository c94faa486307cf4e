#pragma once

#include "core/adapters/index/columnfiles.h"
#include "core/adapters/index/linerows.h"
#include "core/adapters/index/recentlines.h"
#include "core/journal/facts.h"
#include "core/journal/textsign.h"

#include <QFile>

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace penelope::index {

/// Appends to the arrays. What was added counts from `commit` on. One thread; the caller holds the folder's lock.
class ColumnWriter
{
public:
    /// Goes on where an index of this journal stands; else, or where that has another window, begins anew.
    static Result<std::unique_ptr<ColumnWriter>>
    open(const QString& folder, const Identity& identity, qint64 textWindow);

    qint64 size() const { return m_size; }
    void add(const journal::Facts& facts);
    /// An event of which nothing is known but its place.
    void addUnknown();
    /// On the disk; `root` is the journal's at size().
    Status commit(const Digest& root);

private:
    struct Words
    {
        struct Hash : std::hash<std::string_view>
        {
            using is_transparent = void; // a word is looked up without a copy of it
        };
        QStringList list;
        std::unordered_map<std::string, quint16, Hash, std::equal_to<>> codes = {};
        quint16 codeOf(std::string_view word, quint16 other);
        void take(const QStringList& words);
    };

    ColumnWriter(QString folder, qint64 window);
    Status begin(const Identity& identity);
    template <typename T> void put(Array array, const T& value);
    void putWord(Array low, Array high, quint16 code);
    void beginLines();
    void addText(std::string_view texts);
    void addLine(std::string_view line);
    bool goOn(const journal::Columns& columns);
    void sign(std::string_view line);
    QFile& fileOf(Array array) { return m_files[static_cast<std::size_t>(array)]; }
    void writeWaiting();
    void writeOpenLines();
    Status flush();

    QString m_folder;
    qint64 m_window;
    QString m_journalId;
    qint64 m_size = 0;
    quint8 m_zoneFlags = 0; ///< of the rows behind the last whole zone
    qint64 m_textBytes = 0;
    qint64 m_textLines = 0;
    journal::textsign::Signer m_signer;
    RecentLines m_recent{0};
    LineRows m_lineRows{0, {}};
    std::array<QFile, arrayCount> m_files;
    /// What the files do not have yet. The memory is used again: a page that is touched for the first time costs more
    /// than what is put into it.
    std::array<std::string, arrayCount> m_waiting;
    Status m_trouble; ///< of a writing before the commit
    Words m_kinds, m_services, m_actors, m_decisions, m_streamKinds;
};

} // namespace penelope::index
