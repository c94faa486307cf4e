#pragma once

#include "app/lab/coreprocess.h"
#include "app/lab/scenario.h"
#include "app/lab/story.h"
#include "app/lab/world.h"

#include <functional>
#include <optional>
#include <vector>

namespace penelope::lab {

/// One scene of a story: what is done at its beginning, what has to come true, and how long that may take.
struct Step
{
    QString what; ///< "the alert fires", for the sentence about a limit that is over
    std::function<void()> enter;
    std::function<bool()> done;
    std::optional<Milliseconds> limit; ///< absent = as long as it takes
};
using Steps = std::vector<Step>;

/// What the scenes act on.
struct Stage
{
    const Play& play;
    const Clock& clock;
    World& world;
    CoreProcess& core;
    Story& story;
    /// A scene that cannot go on says why here.
    QString trouble = {};
};

/// The scenes of a scenario, from the first start of a program to the moment when the outcome can be read.
Steps stepsOf(Stage& stage);

/// Goes through the scenes, one after another.
class Script final : public QObject
{
    Q_OBJECT

public:
    Script(Stage& stage, Steps steps);
    void start();

signals:
    void ended();
    void failed(const QString& sentence);

private:
    void tick();
    void begin(std::size_t index);

    Stage& m_stage;
    Steps m_steps;
    std::size_t m_index = 0;
    Tick m_began{};
    QTimer m_timer;
};

} // namespace penelope::lab
