#include "eventlog/recognise_log.h"

#include <catch2/catch.hpp>

#include "eventlog/made_sqlite.h"
#include "eventlog/memory_bytes.h"

using namespace rastro;
using Catch::Contains;

namespace {

/// The format as text; the name of the file is misleading on purpose.
std::string recognised(std::string_view content) {
  TestFolder folder;
  const auto format = recognise_log(folder.write("orders.csv", content));
  return format ? std::string(to_string(*format)) : "none";
}

}  // namespace

TEST_CASE("an event log is recognised by its content") {
  CHECK(recognised(R"({"events": [], "objects": []})") == "OCEL 2.0 (JSON)");
  CHECK(recognised("\xEF\xBB\xBF \n{\"x\": {\"events\": 1}, \"eventTypes\": [[[1]]], "
                   "\"objectTypes\": [") == "OCEL 2.0 (JSON)");
  CHECK(recognised("<log><object-types/></log>") == "OCEL 2.0 (XML)");
  CHECK(recognised("<?xml version='1.0'?><!-- x --><log><events>") == "OCEL 2.0 (XML)");
  CHECK(recognised("<log><extension/><trace/></log>") == "XES");
  CHECK(recognised("<log xes.version='1.0'/>") == "XES");
  CHECK(recognised("<log><float key='a' value='1'/></log>") == "XES");
  TestFolder folder;
  CHECK(recognise_log(made_sqlite(folder, small_sqlite_log)) == LogFormat::ocel_sqlite);
}

TEST_CASE("what is no event log is not taken for one") {
  for (const char* content :
       {"", "id,time\n1,2\n", "{", "{\"events\": []}", "{\"a\": {\"events\": [], \"objects\": []}}",
        "[{\"events\": [], \"objects\": []}]", "{\"id\": 1}\n{\"id\": 2}\n", "<log/>", "<html>",
        "<log><a/></log>", "<a><log><trace/></log></a>", "<", "\xFF\xFE", "   "}) {
    INFO(content);
    CHECK(recognised(content) == "none");
  }
  CHECK(recognised("<!DOCTYPE log [<!ENTITY a 'b'>]><log><trace/></log>") == "none");
  TestFolder folder;
  CHECK_FALSE(recognise_log(made_sqlite(folder, "CREATE TABLE event (x)")));
}

TEST_CASE("a file that cannot be opened is an error") {
  TestFolder folder;
  CHECK_THAT(fault_of([&] { recognise_log(folder.path() + "/none"); }),
             Contains("cannot be opened"));
  CHECK_THAT(fault_of([&] { recognise_log(folder.path()); }), Contains("this is not a file"));
  CHECK_THAT(fault_of([&] { read_log(folder.write("a.csv", "a,b\n")); }),
             Contains("this is no event log that could be recognised"));
}
