# The pages in a real browser: playwright-core drives Debian's Chromium.
find_program(CHROMIUM NAMES chromium google-chrome)
find_program(NODE NAMES node nodejs)
if(CHROMIUM AND NODE AND EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/browser/node_modules/playwright-core)
  add_test(NAME "fixture pages" COMMAND rastro_tests "fixture pages are written for the browser test")
  # They take longest, and so they start first (COST), or one processor waits for them at the end.
  set_tests_properties("fixture pages" PROPERTIES FIXTURES_SETUP pages COST 200)
  file(GLOB browser_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/browser
       ${CMAKE_CURRENT_SOURCE_DIR}/browser/*.test.mjs)
  foreach(file ${browser_tests})
    string(REPLACE ".test.mjs" "" name ${file})
    add_test(NAME "browser: ${name}"
             COMMAND ${NODE} --test ${CMAKE_CURRENT_SOURCE_DIR}/browser/${file})
    set_tests_properties("browser: ${name}" PROPERTIES FIXTURES_REQUIRED pages TIMEOUT 300 COST 100
                         ENVIRONMENT "RASTRO_PAGES=${RASTRO_PAGES};CHROMIUM=${CHROMIUM}")
  endforeach()
else()
  message(STATUS "browser tests skipped: './dev setup' installs Chromium, node and playwright-core")
endif()
