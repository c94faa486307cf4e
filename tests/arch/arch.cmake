set(checks includes calls format)
if(PENELOPE_CONSOLE)
  list(APPEND checks translations)
endif()
foreach(check IN LISTS checks)
  add_test(NAME arch_${check} COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -P ${CMAKE_CURRENT_LIST_DIR}/${check}.cmake)
  add_test(NAME arch_${check}_probe COMMAND ${CMAKE_COMMAND} -DCHECK=${check}.cmake -DWORK=${CMAKE_BINARY_DIR}/probe-${check}
    -P ${CMAKE_CURRENT_LIST_DIR}/probe.cmake)
endforeach()
# Every header compiles alone.
add_test(NAME arch_headers COMMAND ${CMAKE_COMMAND} --build ${CMAKE_BINARY_DIR} --target all_verify_interface_header_sets)
set_tests_properties(arch_headers PROPERTIES TIMEOUT 1800 RUN_SERIAL TRUE)
