# What the console links is what its first picture waits for (performance.md, "Start-up"): these are opened later.
# cmake -DPROGRAM=... -P lean.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE linked RESULT_VARIABLE code)
if(NOT code EQUAL 0 OR NOT linked MATCHES "libQt6Widgets")
  message(FATAL_ERROR "ldd does not say what ${PROGRAM} links")
endif()
foreach(late Qt6Charts Qt6Network qt6keychain canberra asound pulse Qt6Multimedia Qt6PrintSupport gstreamer avcodec git2 ssh2 microhttpd gnutls yaml prometheus)
  if(linked MATCHES "lib${late}[^ \n]*")
    message(SEND_ERROR "${PROGRAM} links ${CMAKE_MATCH_0}, which belongs behind the first paint")
  endif()
endforeach()
string(REGEX MATCHALL "\n" lines "${linked}")
list(LENGTH lines count)
message(STATUS "${count} libraries are linked, none of those that can wait")
