# Every string that the screens show is in the Portuguese catalogue, and finished there; the plural forms of English are
# words and not "match(es)".
# cmake -DSOURCE=... -P translations.cmake
cmake_minimum_required(VERSION 3.25)

find_program(lupdate NAMES lupdate lupdate6 lupdate-qt6 PATHS /usr/lib/qt6/bin)
if(NOT lupdate)
  message(FATAL_ERROR "lupdate is not installed: apt-get install qt6-l10n-tools")
endif()

set(catalogue "${SOURCE}/translations/penelope_pt_BR.ts")
if(NOT EXISTS "${catalogue}")
  message(FATAL_ERROR "${catalogue} is missing")
endif()
# lupdate writes what it misses into a copy, as unfinished; the catalogue itself stays as it is.
string(RANDOM LENGTH 8 unique)
set(copy "${CMAKE_CURRENT_BINARY_DIR}/translations-${unique}_pt_BR.ts")
file(COPY_FILE "${catalogue}" "${copy}")
execute_process(
  COMMAND "${lupdate}" -I "${SOURCE}" -recursive "${SOURCE}/ui" "${SOURCE}/app/console" -locations none -no-obsolete
    -source-language en -ts "${copy}"
  RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT code EQUAL 0)
  file(REMOVE "${copy}")
  message(FATAL_ERROR "lupdate failed: ${said}")
endif()
file(READ "${copy}" text)
file(REMOVE "${copy}")

string(REPLACE ";" "," text "${text}")
string(REGEX MATCHALL "<source>[^<]*</source>([^<]|<(comment|extracomment|translatorcomment)>[^<]*</[a-z]+>)*<translation type=\"unfinished\"" unfinished "${text}")
if(unfinished)
  list(TRANSFORM unfinished REPLACE "^<source>([^<]*)</source>.*$" "\\1")
  list(REMOVE_DUPLICATES unfinished)
  list(JOIN unfinished "\n  " unfinished)
  message(FATAL_ERROR "not translated (`ninja update_translations`, then write them):\n  ${unfinished}")
endif()
if(text MATCHES "type=\"unfinished\"")
  message(FATAL_ERROR "an unfinished translation is left in ${catalogue}")
endif()
string(REGEX MATCHALL "<message" messages "${text}")
list(LENGTH messages count)
if(count EQUAL 0)
  message(FATAL_ERROR "no string was found: wrong folder?")
endif()
message(STATUS "${count} strings are translated")

file(READ "${SOURCE}/translations/penelope_en.ts" plurals)
string(REGEX MATCHALL "<numerusform>[^<]*\\((s|es)\\)[^<]*" unsaid "${plurals}")
if(unsaid)
  list(TRANSFORM unsaid REPLACE "<numerusform>" "")
  list(JOIN unsaid "\n  " unsaid)
  message(FATAL_ERROR "no plural form in penelope_en.ts:\n  ${unsaid}")
endif()
