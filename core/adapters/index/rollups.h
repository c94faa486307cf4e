#pragma once

#include "core/adapters/index/identity.h"
#include "core/journal/facts.h"
#include "core/journal/rollup.h"

#include <array>
#include <map>
#include <memory>
#include <vector>

namespace SQLite {
class Database;
}

namespace penelope::index {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 86'400'000;

/// The tables `minute` and `day` of index.db: counts by bucket and class of event. One thread.
class Rollups
{
public:
    enum class Mode { Read, Write };
    ~Rollups();

    /// Write: goes on where one of this journal stands, else begins anew. Read: NotFound where there is none of it.
    static Result<std::unique_ptr<Rollups>> open(const QString& file, const Identity& identity, Mode mode);

    qint64 size() const { return m_mark.size; }
    void add(const journal::Facts& facts);
    void addUnknown() { ++m_added; }
    /// What was added since the last one, in one transaction.
    Status commit(const Digest& root);

    /// Buckets with from ≤ start < to (ms), ascending; all classes together. Empty buckets are left out.
    Result<std::vector<journal::Bucket>> minutes(qint64 from, qint64 to);
    Result<std::vector<journal::Bucket>> days(qint64 from, qint64 to);

private:
    using Key = std::pair<qint64, journal::EventClass>;
    /// The buckets of one table that wait for the commit.
    struct Waiting
    {
        qint64 length; ///< ms
        std::map<Key, journal::Bucket> buckets = {};
        qint64 present = -1; ///< start of the bucket of the last event: the next one mostly falls into it too
        std::array<journal::Bucket*, journal::eventClasses> ofPresent = {};
        journal::Bucket& at(qint64 time, journal::EventClass eventClass);
        void clear();
    };
    Rollups(QString file, std::unique_ptr<SQLite::Database> database);
    Status begin(const Identity& identity, Mode mode);
    Result<std::vector<journal::Bucket>> buckets(const char* sql, qint64 from, qint64 to);
    void write(const char* sql, const std::map<Key, journal::Bucket>& buckets);
    std::optional<Mark> storedMark();

    QString m_file;
    std::unique_ptr<SQLite::Database> m_database;
    Mark m_mark;
    qint64 m_added = 0;
    Waiting m_minutes{minuteMs};
    Waiting m_days{dayMs};
};

} // namespace penelope::index
