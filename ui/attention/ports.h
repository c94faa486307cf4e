#pragma once

#include "ui/attention/bundler.h"

#include <QObject>

namespace penelope::ui::attention {

/// Where bubbles go: the notification service of the desktop. GUI thread; never blocks.
class Notifier : public QObject
{
    Q_OBJECT

public:
    enum class State { Unknown, Works, NoService };

    using QObject::QObject;
    virtual State state() const = 0;
    /// A bubble with the same id takes the place of the one before. Without a service nothing happens.
    virtual void show(const Bubble& bubble) = 0;
    virtual void close(const QString& id) = 0;

signals:
    void stateChanged();
    /// The person clicked the bubble.
    void opened(const QString& id);
    /// It is gone from the screen.
    void closed(const QString& id);
};

/// What makes the tones. GUI thread; never blocks.
class SoundPlayer : public QObject
{
    Q_OBJECT

public:
    enum class State { Unknown, Works, NoLibrary, NoDevice };

    using QObject::QObject;
    virtual State state() const = 0;
    /// `volume` is 0 to 1. A tone that is under way goes on.
    virtual void play(Sound sound, double volume) = 0;

signals:
    void stateChanged();
};

} // namespace penelope::ui::attention
