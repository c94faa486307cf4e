#include "core/adapters/system/keystore.h"

#include "core/adapters/system/paths.h"
#include "core/base/base64.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace penelope::system {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 longestFile = 4096;

void fillRandom(void* bytes, std::size_t size)
{
    static const int ready = sodium_init();
    Q_UNUSED(ready)
    randombytes_buf(bytes, size);
}

bool isSealed(const QByteArray& text)
{
    return text.startsWith('{');
}

QByteArray hexLine(const ed25519::Seed& seed)
{
    const QByteArrayView bytes(reinterpret_cast<const char*>(seed.data()), static_cast<qsizetype>(seed.size()));
    return bytes.toByteArray().toHex() + '\n';
}

Result<ed25519::Seed> seedOf(const QByteArray& text, const QString& path)
{
    auto bytes = fromHex(text);
    const auto seed = bytes ? ed25519::publicKeyFrom(*bytes) : std::nullopt;
    if (bytes)
        wipe(*bytes);
    if (!seed)
        return failure(ErrorCode::Malformed, u"%1 holds no Ed25519 seed (64 hex digits)"_s.arg(path), path);
    return *seed;
}

Failure noKey(const QString& name, const QString& path)
{
    return failure(ErrorCode::NotFound, u"there is no key of %1 (%2)"_s.arg(name, path), path);
}

} // namespace

KeyStore::KeyStore(const QString& journal, const SealCost& cost)
    : m_folder(QFileInfo(journal).absolutePath() + u"/keys"_s)
    , m_cost(cost)
{}

QString KeyStore::path(const QString& name) const
{
    return m_folder + u'/' + name + u".key"_s;
}

Result<std::optional<QByteArray>> KeyStore::read(const QString& name) const
{
    QFile file(path(name));
    // A name is a handle; anything else must not leave the folder.
    if (name.contains(u'/') || !file.exists())
        return std::optional<QByteArray>{};
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::Storage, u"the key %1 cannot be read: %2"_s.arg(file.fileName(), file.errorString()),
            file.fileName());
    return std::optional{file.read(longestFile).trimmed()};
}

Result<std::optional<ed25519::SigningKey>> KeyStore::load(const QString& name) const
{
    auto text = read(name);
    if (!text)
        return Failure{text.error()};
    if (!*text)
        return std::optional<ed25519::SigningKey>{};
    if (isSealed(**text))
        return failure(
            ErrorCode::NotPermitted, u"the key of %1 is sealed: it needs its passphrase"_s.arg(name), path(name));
    auto seed = seedOf(**text, path(name));
    wipe(**text);
    if (!seed)
        return Failure{seed.error()};
    std::optional key{ed25519::SigningKey{*seed}};
    sodium_memzero(seed->data(), seed->size());
    return key;
}

Result<ed25519::SigningKey> KeyStore::unseal(const QString& name, const Secret& passphrase) const
{
    const auto text = read(name);
    if (!text)
        return Failure{text.error()};
    if (!*text)
        return noKey(name, path(name));
    if (!isSealed(**text)) {
        auto key = load(name);
        if (!key)
            return Failure{key.error()};
        return *key ? Result<ed25519::SigningKey>{**key} : noKey(name, path(name));
    }
    const auto document = parseForeign(**text);
    if (!document)
        return failure(
            ErrorCode::Malformed, u"%1 is no sealed key: %2"_s.arg(path(name), document.error().message), path(name));
    auto seed = openSeal(*document, passphrase);
    if (!seed)
        return Failure{seed.error()};
    const ed25519::SigningKey key{*seed};
    sodium_memzero(seed->data(), seed->size());
    return key;
}

Result<std::optional<KeyForm>> KeyStore::form(const QString& name) const
{
    return read(name).map([](const std::optional<QByteArray>& text) -> std::optional<KeyForm> {
        if (!text)
            return std::nullopt;
        return isSealed(*text) ? KeyForm::Sealed : KeyForm::Plain;
    });
}

Result<ed25519::PublicKey> KeyStore::publicKey(const QString& name) const
{
    const auto text = read(name);
    if (!text)
        return Failure{text.error()};
    if (!*text)
        return noKey(name, path(name));
    if (!isSealed(**text)) {
        const auto key = load(name);
        if (!key)
            return Failure{key.error()};
        return *key ? Result<ed25519::PublicKey>{(*key)->publicKey()} : noKey(name, path(name));
    }
    const auto document = parseForeign(**text);
    const auto key = document ? publicKeyOfSealed(*document) : std::nullopt;
    if (!key)
        return failure(ErrorCode::Malformed, u"%1 states no public key"_s.arg(path(name)), path(name));
    return *key;
}

std::vector<StoredKey> KeyStore::list() const
{
    std::vector<StoredKey> keys;
    const auto files = QDir{m_folder}.entryList({u"*.key"_s}, QDir::Files, QDir::Name);
    for (const auto& file : files) {
        const auto name = file.chopped(4);
        if (name == "journal"_L1)
            continue;
        StoredKey stored{.name = name, .form = KeyForm::Plain, .publicKey = {}, .trouble = {}};
        if (const auto kept = form(name); kept && *kept)
            stored.form = **kept;
        if (const auto key = publicKey(name))
            stored.publicKey = ed25519::toBase64(*key);
        else
            stored.trouble = key.error().message;
        keys.push_back(std::move(stored));
    }
    return keys;
}

Status KeyStore::write(const QString& target, const QByteArray& text) const
{
    if (!makeFolder(m_folder))
        return failure(ErrorCode::Storage, u"%1 cannot be made"_s.arg(m_folder), m_folder);
    const int descriptor = ::open(QFile::encodeName(target).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::Storage, u"the key %1 cannot be made: %2"_s.arg(target, qt_error_string()), target);
    const bool written = ::write(descriptor, text.constData(), static_cast<std::size_t>(text.size())) ==
                             static_cast<ssize_t>(text.size()) &&
                         ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (written)
        return {};
    const auto why = qt_error_string();
    ::unlink(QFile::encodeName(target).constData());
    return failure(ErrorCode::Storage, u"the key %1 cannot be written: %2"_s.arg(target, why), target);
}

Status KeyStore::save(const QString& name, const ed25519::Seed& seed) const
{
    auto text = hexLine(seed);
    auto written = write(path(name), text);
    wipe(text);
    return written;
}

Status KeyStore::saveSealed(const QString& name, const ed25519::Seed& seed, const Secret& passphrase) const
{
    const auto sealed = sealSeed(seed, passphrase, m_cost);
    if (!sealed)
        return Failure{sealed.error()};
    return write(path(name), toJsonText(*sealed) + '\n');
}

Status KeyStore::seal(const QString& name, const Secret& passphrase) const
{
    const auto text = read(name);
    if (!text)
        return Failure{text.error()};
    if (!*text)
        return noKey(name, path(name));
    if (isSealed(**text))
        return failure(ErrorCode::Refused, u"the key of %1 is sealed already"_s.arg(name), path(name));
    auto seed = seedOf(**text, path(name));
    if (!seed)
        return Failure{seed.error()};
    const auto fresh = name + u".sealing"_s;
    QFile::remove(path(fresh)); // of a sealing that was interrupted: the plain key is still the one
    auto written = saveSealed(fresh, *seed, passphrase);
    sodium_memzero(seed->data(), seed->size());
    return written ? replace(fresh, name) : written;
}

Status KeyStore::replace(const QString& from, const QString& to) const
{
    if (std::rename(QFile::encodeName(path(from)).constData(), QFile::encodeName(path(to)).constData()) != 0)
        return failure(
            ErrorCode::Storage, u"the key %1 cannot be put in place: %2"_s.arg(path(to), qt_error_string()), path(to));
    return {};
}

Status KeyStore::remove(const QString& name) const
{
    if (!QFile::remove(path(name)))
        return failure(ErrorCode::Storage, u"the key %1 cannot be removed"_s.arg(path(name)), path(name));
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
