#pragma once

#include "ui/attention/ports.h"

#include <vector>

namespace penelope::test {

/// A desktop that keeps the bubbles it was given.
class RecordingNotifier : public ui::attention::Notifier
{
public:
    State state() const override { return m_state; }
    void show(const ui::attention::Bubble& bubble) override { shown.push_back(bubble); }
    void close(const QString& id) override { closed << id; }
    void setState(State state)
    {
        m_state = state;
        emit stateChanged();
    }
    void click(const QString& id) { emit opened(id); }
    void dismiss(const QString& id) { emit this->Notifier::closed(id); }

    std::vector<ui::attention::Bubble> shown;
    QStringList closed;

private:
    State m_state = State::Works;
};

/// A loudspeaker that keeps what it was to play.
class RecordingSound : public ui::attention::SoundPlayer
{
public:
    State state() const override { return m_state; }
    void play(ui::attention::Sound sound, double volume) override
    {
        played.push_back(sound);
        volumes.push_back(volume);
    }
    void setState(State state)
    {
        m_state = state;
        emit stateChanged();
    }

    std::vector<ui::attention::Sound> played;
    std::vector<double> volumes;

private:
    State m_state = State::Works;
};

} // namespace penelope::test
