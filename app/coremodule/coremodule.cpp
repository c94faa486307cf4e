#include "app/runtime/coreruntime.h"

using namespace penelope;

/// Answers through `opened`: a function of C has no other way to give a value of C++ back.
extern "C" Q_DECL_EXPORT void
penelopeOpenCore(runtime::Options* options, Result<std::unique_ptr<runtime::RunningCore>>* opened)
{
    *opened = runtime::CoreRuntime::open(std::move(*options)).map([](auto core) {
        return std::unique_ptr<runtime::RunningCore>(std::move(core));
    });
}
