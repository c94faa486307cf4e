# What the canary judge must show (judge.md): made by the target "benches" only.
add_executable(bench_canary_judge EXCLUDE_FROM_ALL
  bench/canary/main.cpp bench/canary/worlds.cpp bench/canary/worlds.h bench/canary/rivals.cpp bench/canary/rivals.h)
set_target_properties(bench_canary_judge PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
target_link_libraries(bench_canary_judge PRIVATE penelope-core)
# The target may be made later in this folder's file.
function(penelope_bench_canary)
  if(NOT TARGET benches)
    add_custom_target(benches)
  endif()
  add_dependencies(benches bench_canary_judge)
endfunction()
cmake_language(DEFER CALL penelope_bench_canary)
