#include "app/desktop/canberrasound.h"

#include <QFile>
#include <QLibrary>

#include <canberra.h>

#include <cmath>

namespace penelope::desktop {

using namespace Qt::Literals::StringLiterals;
using ui::attention::Sound;

/// The library and its connection to a device. One thread.
struct CanberraSound::Library
{
    ~Library() { disconnect(); }

    State play(const QString& file, double volume)
    {
        if (!resolve())
            return State::NoLibrary;
        if (!m_context && m_create(&m_context) != CA_SUCCESS)
            return State::NoDevice;
        m_describe(
            m_context, CA_PROP_APPLICATION_NAME, "Penelope", CA_PROP_APPLICATION_ID, PENELOPE_APPLICATION_ID,
            static_cast<void*>(nullptr));
        const QByteArray path = QFile::encodeName(file);
        const QByteArray decibels = QByteArray::number(20 * std::log10(std::max(volume, 0.001)), 'f', 1);
        const int code = m_play(
            m_context, 1, CA_PROP_MEDIA_FILENAME, path.constData(), CA_PROP_MEDIA_ROLE, "event",
            CA_PROP_CANBERRA_VOLUME, decibels.constData(), CA_PROP_CANBERRA_CACHE_CONTROL, "never",
            static_cast<void*>(nullptr));
        if (code == CA_SUCCESS)
            return State::Works;
        disconnect(); // the next tone looks for a device anew
        return State::NoDevice;
    }

private:
    bool resolve()
    {
        if (!m_library.isLoaded() && !m_library.load())
            return false;
        m_create = reinterpret_cast<decltype(m_create)>(m_library.resolve("ca_context_create"));
        m_destroy = reinterpret_cast<decltype(m_destroy)>(m_library.resolve("ca_context_destroy"));
        m_describe = reinterpret_cast<decltype(m_describe)>(m_library.resolve("ca_context_change_props"));
        m_play = reinterpret_cast<decltype(m_play)>(m_library.resolve("ca_context_play"));
        return m_create && m_destroy && m_describe && m_play;
    }

    void disconnect()
    {
        if (m_context)
            m_destroy(m_context);
        m_context = nullptr;
    }

    QLibrary m_library{u"canberra"_s, 0};
    decltype(&ca_context_create) m_create = nullptr;
    decltype(&ca_context_destroy) m_destroy = nullptr;
    decltype(&ca_context_change_props) m_describe = nullptr;
    decltype(&ca_context_play) m_play = nullptr;
    ca_context* m_context = nullptr;
};

CanberraSound::CanberraSound(QObject* parent)
    : SoundPlayer(parent)
    , m_library(std::make_shared<Library>())
    , m_worker(u"sound"_s)
{}

CanberraSound::~CanberraSound() = default;

void CanberraSound::play(Sound sound, double volume)
{
    const QString file = fileOf(sound);
    if (file.isEmpty() || volume <= 0)
        return;
    m_playing[static_cast<int>(sound)] = m_worker.run(
        m_mailbox, [library = m_library, file, volume](const std::stop_token&) { return library->play(file, volume); },
        [this](State state) { setState(state); });
}

QString CanberraSound::fileOf(Sound sound)
{
    const QString name = toWord(sound) + u".wav"_s;
    QString file = m_folder.filePath(name);
    if (!QFile::exists(file) && !QFile::copy(u":/penelope/sounds/"_s + name, file))
        return {};
    return file;
}

void CanberraSound::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace penelope::desktop
