#include "core/adapters/keyring/keyring.h"

#include "core/base/secret.h"

#include <qt6keychain/keychain.h>

namespace penelope::keyring {
namespace {

using namespace Qt::Literals::StringLiterals;

QString serviceName()
{
    return u"penelope"_s;
}

QString entryName(const QString& journalId, const QString& name)
{
    return journalId + u'/' + name;
}

Answer answerOf(const QKeychain::ReadPasswordJob& job)
{
    Answer answer{foundOf(job.error()), std::nullopt, job.error() ? job.errorString() : QString{}};
    if (answer.found != Found::Key)
        return answer;
    auto bytes = job.binaryData();
    const auto seed = ed25519::publicKeyFrom(bytes);
    wipe(bytes);
    if (!seed)
        return {Found::NoKeyring, std::nullopt, u"the keyring's entry is no key"_s};
    answer.key = ed25519::SigningKey{*seed};
    return answer;
}

} // namespace

Found foundOf(int error)
{
    switch (error) {
    case QKeychain::NoError: return Found::Key;
    case QKeychain::EntryNotFound: return Found::Absent;
    case QKeychain::AccessDeniedByUser: return Found::Refused;
    default: return Found::NoKeyring;
    }
}

void read(QObject& context, const QString& journalId, const QString& name, std::function<void(Answer)> done)
{
    auto* job = new QKeychain::ReadPasswordJob(serviceName(), &context);
    job->setKey(entryName(journalId, name));
    QObject::connect(job, &QKeychain::Job::finished, &context, [job, done = std::move(done)] { done(answerOf(*job)); });
    job->start();
}

void store(
    QObject& context, const QString& journalId, const QString& name, const ed25519::Seed& seed,
    std::function<void(Status)> done)
{
    auto* job = new QKeychain::WritePasswordJob(serviceName(), &context);
    job->setKey(entryName(journalId, name));
    job->setBinaryData(QByteArray(reinterpret_cast<const char*>(seed.data()), static_cast<qsizetype>(seed.size())));
    QObject::connect(job, &QKeychain::Job::finished, &context, [job, done = std::move(done)] {
        const auto found = foundOf(job->error());
        if (found == Found::Key)
            done({});
        else if (found == Found::Refused)
            done(failure(ErrorCode::NotPermitted, u"the keyring was not allowed to take the key"_s));
        else
            done(failure(ErrorCode::Unavailable, u"there is no keyring in this session: %1"_s.arg(job->errorString())));
    });
    job->start();
}

} // namespace penelope::keyring
