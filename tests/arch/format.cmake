# Every source file is written as .clang-format says.
# cmake -DSOURCE=... -P format.cmake
cmake_minimum_required(VERSION 3.25)

find_program(formatter clang-format-16)
if(NOT formatter)
  message(FATAL_ERROR "clang-format-16 is not installed: apt-get install clang-format-16")
endif()

set(patterns "")
foreach(folder core ui app tests)
  list(APPEND patterns "${SOURCE}/${folder}/*.h" "${SOURCE}/${folder}/*.cpp")
endforeach()
file(GLOB_RECURSE files ${patterns})
list(LENGTH files count)
if(count LESS 50)
  message(FATAL_ERROR "only ${count} files were looked at: wrong folder?")
endif()
execute_process(
  COMMAND "${formatter}" --dry-run -Werror --style=file:${SOURCE}/.clang-format ${files}
  RESULT_VARIABLE code ERROR_VARIABLE said)
if(NOT code EQUAL 0)
  string(REGEX MATCHALL "[^\n]*: error: code should be clang-formatted" wrong "${said}")
  if(NOT wrong)
    message(FATAL_ERROR "${formatter} failed: ${said}")
  endif()
  list(TRANSFORM wrong REPLACE "^(.*):[0-9]+:[0-9]+: error.*$" "\\1")
  list(REMOVE_DUPLICATES wrong)
  list(JOIN wrong "\n  " wrong)
  message(FATAL_ERROR "not formatted (clang-format-16 -i FILE puts it right):\n  ${wrong}")
endif()
message(STATUS "${count} files are formatted")
