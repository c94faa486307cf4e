#include "app/runtime/journalwatch.h"

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Some tens of milliseconds of hashing, so that a stop never waits long and the pages see it grow.
constexpr qint64 rowsAtOnce = 50'000;

struct Looked
{
    compliance::Verified verified;
    bool more = false;
};

} // namespace

JournalWatch::JournalWatch(const QString& journal, const Mailbox& home, Listener listener)
    : m_home(home)
    , m_listener(std::move(listener))
    , m_verifier(std::make_shared<sqlite::TailVerifier>(journal))
    , m_worker(u"verifier"_s)
{}

void JournalWatch::look(qint64 signedTo)
{
    if (!m_busy && signedTo > m_verifiedTo)
        goOn();
}

void JournalWatch::goOn()
{
    m_busy = true;
    m_task = m_worker.run(
        m_home,
        [verifier = m_verifier](const std::stop_token& stop) {
            const auto more = verifier->goOn(rowsAtOnce, stop);
            Looked looked{verifier->verified(), more && *more};
            if (!more)
                looked.verified.trouble = more.error().message;
            return looked;
        },
        [this](const Looked& looked) {
            m_busy = false;
            m_verifiedTo = looked.verified.to;
            m_listener(looked.verified);
            if (looked.more)
                goOn();
        });
}

} // namespace penelope::runtime
