# A check that never fails checks nothing: each architecture check must refuse a small tree that breaks its rule.
# cmake -DCHECK=includes.cmake|calls.cmake|format.cmake|translations.cmake -DWORK=folder -P probe.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
foreach(index RANGE 60)
  file(WRITE "${WORK}/core/base/file${index}.h" "#pragma once\n")
endforeach()
get_filename_component(here "${CMAKE_SCRIPT_MODE_FILE}" DIRECTORY)
file(COPY "${here}/../../.clang-format" DESTINATION "${WORK}")

if(CHECK STREQUAL translations.cmake)
  file(WRITE "${WORK}/ui/good.cpp" "void f() { QObject::tr(\"Approve\"); }\n")
  file(MAKE_DIRECTORY "${WORK}/app/console")
  file(WRITE "${WORK}/translations/penelope_pt_BR.ts" "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE TS>\n"
    "<TS version=\"2.1\" language=\"pt_BR\"><context><name>QObject</name><message><source>Approve</source>"
    "<translation>Aprovar</translation></message></context></TS>\n")
  file(WRITE "${WORK}/translations/penelope_en.ts" "<TS><numerusform>%n match</numerusform></TS>\n")
endif()

function(expect outcome what)
  execute_process(COMMAND "${CMAKE_COMMAND}" -DSOURCE=${WORK} -P "${here}/${CHECK}" RESULT_VARIABLE code OUTPUT_QUIET ERROR_QUIET)
  if(outcome STREQUAL accepted AND NOT code EQUAL 0)
    message(FATAL_ERROR "${CHECK} refuses ${what}")
  elseif(outcome STREQUAL refused AND code EQUAL 0)
    message(FATAL_ERROR "${CHECK} accepts ${what}")
  endif()
endfunction()

expect(accepted "a clean tree")
if(CHECK STREQUAL includes.cmake)
  set(cases "core/base/bad.h|#include \"core/engine/command.h\"" "core/sophia/bad.h|#include \"core/ports/clock.h\""
    "ui/bad.cpp|#include \"core/adapters/sqlite/sqlitestore.h\"" "core/adapters/git/bad.cpp|#include \"core/adapters/sqlite/sqlitestore.h\""
    "core/engine/bad.cpp|#include <QWidget>")
elseif(CHECK STREQUAL format.cmake)
  set(cases "core/base/bad.h|int  two" "ui/bad.cpp|int* f() { return nullptr }" "app/lab/bad.cpp|extern int *pointer"
    "tests/core/bad.cpp|namespace a {\nint one(int){}\n}")
elseif(CHECK STREQUAL translations.cmake)
  set(cases "ui/bad.cpp|void f() { QObject::tr(\"Reject\") }" "app/console/bad.cpp|void f() { QObject::tr(\"Undo\") }")
else()
  set(cases "ui/bad.cpp|void f() { QCoreApplication::processEvents() }" "core/sophia/bad.cpp|auto now = QDateTime::currentDateTimeUtc()"
    "core/engine/bad.cpp|auto t = std::chrono::system_clock::now()" "ui/bad.cpp|connect(a, SIGNAL(b()), c)" "app/bad.cpp|auto* t = new QThread"
    "core/praotes/bad.cpp|return tr(1)")
endif()
if(CHECK STREQUAL translations.cmake)
  file(WRITE "${WORK}/translations/penelope_en.ts" "<TS><numerusform>%n match(es)</numerusform></TS>\n")
  expect(refused "a plural that is none")
  file(WRITE "${WORK}/translations/penelope_en.ts" "<TS><numerusform>%n match</numerusform></TS>\n")
endif()
foreach(case IN LISTS cases)
  string(REPLACE "|" ";" parts "${case}")
  list(GET parts 0 path)
  string(REGEX REPLACE "^[^|]*\\|" "" text "${case}")
  file(WRITE "${WORK}/${path}" "${text}\n")
  expect(refused "${case}")
  file(REMOVE "${WORK}/${path}")
endforeach()
file(REMOVE_RECURSE "${WORK}")
