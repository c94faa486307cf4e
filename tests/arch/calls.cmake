# Calls that the design refuses, checked on the text of every source file.
# cmake -DSOURCE=... -P calls.cmake
cmake_minimum_required(VERSION 3.25)

set(everywhere
  "processEvents[ ]*[(]" "SIGNAL[ ]*[(]" "SLOT[ ]*[(]" "[^a-zA-Z_]sender[ ]*[(][ ]*[)]" "singleShot[ ]*[(][ ]*0[ ,]"
  "this_thread::sleep" "QThread::(m|u)?sleep" "setStyleSheet[ ]*[(]" "QSortFilterProxyModel" "system[ ]*[(][ ]*\"")
set(clocks "currentDateTime" "system_clock::now" "steady_clock::now" "QElapsedTimer" "[^a-z_]time[ ]*[(][ ]*(nullptr|NULL|0)[ ]*[)]")
set(threads "new QThread" "std::j?thread[ ]+[a-z]" "QtConcurrent::run" "QThreadPool")

set(wrong "")
function(refuse file text)
  foreach(pattern IN LISTS ARGN)
    if(text MATCHES "${pattern}")
      set(wrong "${wrong}\n  ${file}: ${CMAKE_MATCH_0}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/core/*.h" "${SOURCE}/core/*.cpp" "${SOURCE}/ui/*.h"
  "${SOURCE}/ui/*.cpp" "${SOURCE}/app/*.h" "${SOURCE}/app/*.cpp")
foreach(file IN LISTS files)
  file(READ "${SOURCE}/${file}" text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  refuse(${file} "${text}" ${everywhere})
  if(NOT file MATCHES "^(core/adapters/system/|app/lab/)")
    refuse(${file} "${text}" ${clocks})
  endif()
  if(NOT file MATCHES "^core/base/")
    refuse(${file} "${text}" ${threads})
  endif()
  if(file MATCHES "^core/" AND NOT file MATCHES "^core/adapters/")
    refuse(${file} "${text}" "[^a-zA-Z_]tr[ ]*[(]")
  endif()
endforeach()
if(wrong)
  message(FATAL_ERROR "calls that the design refuses:${wrong}")
endif()
list(LENGTH files count)
if(count LESS 50)
  message(FATAL_ERROR "only ${count} files were looked at: wrong folder?")
endif()
message(STATUS "${count} files call only what they may")
