# cmake -DSOURCE=<repository> -DWORK=<folder> -P coreonly.cmake
# The preset "core-only" configures, and nothing in it links a library that only the console's build makes: CMake passes
# the name of a target that it does not know on to the linker.
file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} --preset core-only -B ${WORK}
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
file(STRINGS ${WORK}/build.ninja unknown REGEX " -lpenelope-")
file(REMOVE_RECURSE ${WORK})
if(unknown)
  list(JOIN unknown "\n" unknown)
  message(FATAL_ERROR "Linked, but not made without the console:\n${unknown}")
endif()
