#pragma once

#include "app/lab/labclock.h"
#include "app/lab/labfolder.h"
#include "app/lab/operators.h"
#include "app/lab/ports.h"
#include "app/lab/script.h"

#include <memory>

namespace penelope::lab {

/// One lab: its folder, its world, the core, the script, from the first file to the last child's end. Main thread.
class Lab final : public QObject
{
    Q_OBJECT

public:
    Lab(Play play, LabFolder folder, Ports ports, const Programs& programs);

    Status begin();
    /// Ends everything in order, then leaves the event loop with the code.
    void end(int code);
    /// By a signal: with the story's own code once it has been told, else 130.
    void interrupt() { end(m_outcome.value_or(130)); }

private:
    void take(const Json& envelope, const Facts& before);
    void finishStory();
    void fail(const QString& sentence);
    void coreEnded(int code);
    void writeLabFile();
    void stopNext();

    LabClock m_clock;
    Play m_play;
    LabFolder m_folder;
    Ports m_ports;
    Programs m_programs;
    Layout m_layout;
    Story m_story;
    World m_world;
    CoreProcess m_core;
    Stage m_stage;
    std::unique_ptr<ScriptedOperator> m_operator;
    std::unique_ptr<Script> m_script;
    QTimer m_stopping;
    QString m_firstCommit;
    std::optional<int> m_outcome; ///< the exit code that the story's end decided
    std::optional<int> m_exitCode;
    bool m_worldStopped = false;
};

/// Plays one scenario; answers the exit code: 0 only if the outcome was read back as it should be.
int runLab(const Play& play);

} // namespace penelope::lab
