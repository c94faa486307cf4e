# What is installed beside the programs, by the tools of those who will read it. The man pages against --help, and what the
# completion answers: tst_packagemanual.
set(resources ${CMAKE_SOURCE_DIR}/resources)
set(metainfo ${CMAKE_BINARY_DIR}/resources/${PENELOPE_APPLICATION_ID}.metainfo.xml)
add_test(NAME package_desktop COMMAND desktop-file-validate ${resources}/desktop/${PENELOPE_APPLICATION_ID}.desktop)
add_test(NAME package_metainfo COMMAND appstreamcli validate --no-net --pedantic --strict ${metainfo})
add_test(NAME package_completion COMMAND bash -n ${resources}/completion/penelope.bash)
file(GLOB manuals CONFIGURE_DEPENDS ${resources}/man/*.1)
add_test(NAME package_coreonly
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DWORK=${CMAKE_BINARY_DIR}/core-only -P ${CMAKE_CURRENT_LIST_DIR}/coreonly.cmake)
add_test(NAME package_manual COMMAND mandoc -T lint -W warning ${manuals})

set(identity ${CMAKE_COMMAND} -DFOLDER=${resources} -DMETAINFO=${metainfo} -DVERSION=${PROJECT_VERSION})
add_test(NAME package_identity
  COMMAND ${identity} -DID=${PENELOPE_APPLICATION_ID} -P ${CMAKE_CURRENT_LIST_DIR}/identity.cmake)
# And the check itself can fail.
add_test(NAME package_identity_probe COMMAND ${identity} -DID=another.id -P ${CMAKE_CURRENT_LIST_DIR}/identity.cmake)
set_tests_properties(package_identity_probe PROPERTIES WILL_FAIL TRUE)
