#pragma once

#include "core/base/worker.h"
#include "ui/attention/ports.h"

#include <QTemporaryDir>

namespace penelope::desktop {

/// The tones through libcanberra, which speaks to PulseAudio, PipeWire and ALSA. The library is opened with the first
/// tone, on a thread of its own, because finding a device may take its time.
class CanberraSound : public ui::attention::SoundPlayer
{
    Q_OBJECT

public:
    explicit CanberraSound(QObject* parent = nullptr);
    ~CanberraSound() override;

    State state() const override { return m_state; }
    void play(ui::attention::Sound sound, double volume) override;

private:
    struct Library;

    QString fileOf(ui::attention::Sound sound);
    void setState(State state);

    State m_state = State::Unknown;
    QTemporaryDir m_folder; ///< the library plays files, not resources
    Mailbox m_mailbox;
    std::shared_ptr<Library> m_library; ///< touched by the worker only
    Worker m_worker;
    std::map<int, Task> m_playing; ///< by sound: the newest wish
};

} // namespace penelope::desktop
