set(checks includes calls format)
if(PENELOPE_CONSOLE)
  list(APPEND checks translations)
endif()
foreach(check IN LISTS checks)
  add_test(NAME arch_${check} COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -P ${CMAKE_CURRENT_LIST_DIR}/${check}.cmake)
  add_test(NAME arch_${check}_probe COMMAND ${CMAKE_COMMAND} -DCHECK=${check}.cmake -DWORK=${CMAKE_BINARY_DIR}/probe-${check}
    -P ${CMAKE_CURRENT_LIST_DIR}/probe.cmake)
endforeach()
if(PENELOPE_CONSOLE)
  add_test(NAME arch_lean COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:penelope> -P ${CMAKE_CURRENT_LIST_DIR}/lean.cmake)
endif()
# Every header compiles alone: minutes of compiling, begun first and done in what others leave of the machine.
add_test(NAME arch_headers
  COMMAND nice -n 19 ${CMAKE_COMMAND} --build ${CMAKE_BINARY_DIR} --target all_verify_interface_header_sets --parallel 2)
set_tests_properties(arch_headers PROPERTIES TIMEOUT 2400 COST 10000)
