find_program(CHROMIUM chromium)
if(CHROMIUM)
  add_test(NAME "fixture pages" COMMAND rastro_tests "fixture pages are written for the browser test")
  set_tests_properties("fixture pages" PROPERTIES FIXTURES_SETUP pages)
  foreach(page sample-en sample-es quiet-en)
    add_test(NAME "charts are drawn in a browser: ${page}"
             COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/browser/check_page.sh ${CHROMIUM}
                     ${RASTRO_PAGES}/${page}.html)
    set_tests_properties("charts are drawn in a browser: ${page}" PROPERTIES FIXTURES_REQUIRED pages
                         TIMEOUT 120)
  endforeach()
else()
  message(STATUS "browser tests skipped: no chromium")
endif()
