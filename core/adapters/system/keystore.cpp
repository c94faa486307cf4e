#include "core/adapters/system/keystore.h"

#include "core/adapters/system/paths.h"
#include "core/base/base64.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace penelope::system {
namespace {

using namespace Qt::Literals::StringLiterals;

void fillRandom(void* bytes, std::size_t size)
{
    static const int ready = sodium_init();
    Q_UNUSED(ready)
    randombytes_buf(bytes, size);
}

} // namespace

KeyStore::KeyStore(const QString& journal)
    : m_folder(QFileInfo(journal).absolutePath() + u"/keys"_s)
{}

QString KeyStore::path(const QString& name) const
{
    return m_folder + u'/' + name + u".key"_s;
}

Result<std::optional<ed25519::SigningKey>> KeyStore::load(const QString& name) const
{
    QFile file(path(name));
    if (!file.exists())
        return std::optional<ed25519::SigningKey>{};
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::Storage, u"the key %1 cannot be read: %2"_s.arg(file.fileName(), file.errorString()),
            file.fileName());
    const auto bytes = fromHex(file.read(4096).trimmed());
    const auto seed = bytes ? ed25519::publicKeyFrom(*bytes) : std::nullopt;
    if (!seed)
        return failure(
            ErrorCode::Malformed, u"%1 holds no Ed25519 seed (64 hex digits)"_s.arg(file.fileName()), file.fileName());
    return std::optional{ed25519::SigningKey{*seed}};
}

Status KeyStore::save(const QString& name, const ed25519::Seed& seed) const
{
    const auto target = path(name);
    if (!makeFolder(m_folder))
        return failure(ErrorCode::Storage, u"%1 cannot be made"_s.arg(m_folder), m_folder);
    const int descriptor = ::open(QFile::encodeName(target).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Storage, u"the key %1 cannot be made: %2"_s.arg(target, qt_error_string()), target);
    const QByteArrayView bytes(reinterpret_cast<const char*>(seed.data()), static_cast<qsizetype>(seed.size()));
    const auto text = bytes.toByteArray().toHex() + '\n';
    const bool written = ::write(descriptor, text.constData(), static_cast<std::size_t>(text.size())) ==
                             static_cast<ssize_t>(text.size()) &&
                         ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written)
        return failure(
            ErrorCode::Storage, u"the key %1 cannot be written: %2"_s.arg(target, qt_error_string()), target);
    return {};
}

Result<ed25519::SigningKey> KeyStore::loadOrMake(const QString& name) const
{
    auto stored = load(name);
    if (!stored)
        return Failure{stored.error()};
    if (*stored)
        return **stored;
    const auto seed = randomSeed();
    if (auto saved = save(name, seed); !saved)
        return Failure{saved.error()};
    return ed25519::SigningKey{seed};
}

ed25519::Seed randomSeed()
{
    ed25519::Seed seed{};
    fillRandom(seed.data(), seed.size());
    return seed;
}

QString randomJournalId()
{
    QByteArray bytes(16, '\0');
    fillRandom(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return QString::fromLatin1(bytes.toHex());
}

} // namespace penelope::system
