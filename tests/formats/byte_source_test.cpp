#include "formats/byte_source.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "formats/spooled_file.h"
#include "intake/loading.h"

using namespace rastro;
using Catch::Contains;

namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// With a check sum, as the zstd tool writes it.
std::string zstd(std::string_view text, int window_log = 0) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (window_log > 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string packed(ZSTD_compressBound(text.size()) + 64, '\0');
  ZSTD_inBuffer input{text.data(), text.size(), 0};
  ZSTD_outBuffer output{packed.data(), packed.size(), 0};
  // In two steps, so that the frame does not name its size and with it a smaller window.
  ZSTD_compressStream2(context, &output, &input, ZSTD_e_continue);
  REQUIRE(ZSTD_compressStream2(context, &output, &input, ZSTD_e_end) == 0);
  packed.resize(output.pos);
  ZSTD_freeCCtx(context);
  return packed;
}

std::string read_all(ByteSource& source, std::size_t chunk = 1000) {
  std::string all, part(chunk, '\0');
  while (const std::size_t got = source.read(part.data(), part.size())) {
    all.append(part, 0, got);
  }
  return all;
}

std::string read_bytes(std::string_view bytes, std::size_t chunk = 1000) {
  TestFolder folder;
  return read_all(*open_bytes(folder.write("log.csv", bytes)), chunk);
}

std::string error_of_bytes(std::string_view bytes) {
  TestFolder folder;
  try {
    read_all(*open_bytes(folder.write("log.csv", bytes)));
  } catch (const Error& error) {
    CHECK_THAT(error.place().file, Contains("log.csv"));
    CHECK_FALSE(error.help().empty());
    return error.what();
  }
  return "no error";
}

std::string long_text() {
  std::string text;
  for (int line = 0; line < 50000; ++line) text += std::to_string(line * 7919) + ",Málaga\r\n";
  return text;
}

}  // namespace

TEST_CASE("plain bytes are read as they are") {
  CHECK(read_bytes("id,note\n1,\xBA\n") == "id,note\n1,\xBA\n");
  CHECK(read_bytes("").empty());
  CHECK(read_bytes("P").size() == 1);
}

TEST_CASE("gzip and zstd are recognised by their bytes, whatever the name") {
  const std::string text = long_text();
  for (const std::size_t chunk : {std::size_t{7}, std::size_t{4096}, std::size_t{10'000'000}}) {
    CHECK(read_bytes(gzip(text), chunk) == text);
    CHECK(read_bytes(zstd(text), chunk) == text);
  }
  TestFolder folder;
  const std::string packed = gzip(text);
  const auto source = open_bytes(folder.write("log.csv", packed));
  CHECK(source->compression() == "gzip");
  CHECK(source->size() == static_cast<std::int64_t>(packed.size()));
  CHECK(source->position() == 0);
  read_all(*source);
  CHECK(source->position() == source->size());
  CHECK(open_bytes(folder.write("b.csv", zstd("x")))->compression() == "zstd");
  CHECK(open_bytes(folder.write("c.csv", "x"))->compression().empty());
}

TEST_CASE("packed nothing is nothing") {
  CHECK(read_bytes(gzip("")).empty());
  CHECK(read_bytes(zstd("")).empty());
}

TEST_CASE("gzip members and zstd frames one behind the other are one file") {
  const std::string text = long_text();
  CHECK(read_bytes(gzip(text) + gzip("") + gzip("two\n")) == text + "two\n");
  CHECK(read_bytes(gzip("one\n") + std::string(512, '\0')) == "one\n");
  CHECK(read_bytes(zstd(text) + zstd("") + zstd("two\n")) == text + "two\n");
  const std::string skipped("\x50\x2A\x4D\x18\x04\x00\x00\x00skip", 12);
  CHECK(read_bytes(skipped + zstd("one\n") + skipped) == "one\n");
}

TEST_CASE("packed data that ends too early is never taken for the whole") {
  const std::string text = long_text();
  for (const std::string& packed : {gzip(text), zstd(text)}) {
    for (const std::size_t cut : {std::size_t{1}, std::size_t{4}, packed.size() / 2}) {
      CHECK_THAT(error_of_bytes(std::string_view(packed).substr(0, packed.size() - cut)),
                 Contains("ends too early"));
    }
  }
  CHECK_THAT(error_of_bytes("\x1F\x8B"), Contains("ends too early"));
  CHECK_THAT(error_of_bytes("\x28\xB5\x2F\xFD"), Contains("ends too early"));
  CHECK_THAT(error_of_bytes(gzip("one") + gzip("two").substr(0, 1)), Contains("ends too early"));
  CHECK_THAT(error_of_bytes(zstd("one") + zstd("two").substr(0, 3)), Contains("ends too early"));
}

TEST_CASE("damaged packed data is an error") {
  const std::string text = long_text();
  for (std::string packed : {gzip(text), zstd(text)}) {
    packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
    CHECK_THAT(error_of_bytes(packed), Contains("is damaged near byte"));
  }
  std::string wrong_check = gzip("one");
  wrong_check[wrong_check.size() - 8] ^= 1;
  CHECK_THAT(error_of_bytes(wrong_check), Contains("incorrect data check"));
}

TEST_CASE("other bytes behind packed data are not left out in silence") {
  CHECK_THAT(error_of_bytes(gzip("one\n") + "two\n"), Contains("other bytes stand behind"));
  CHECK_THAT(error_of_bytes(gzip("one\n") + std::string(9, '\0') + gzip("two\n")),
             Contains("other bytes stand behind"));
  CHECK_THAT(error_of_bytes(zstd("one\n") + "two\n"), Contains("is damaged"));
}

TEST_CASE("a zstd window over 128 MiB is refused") {
  CHECK(read_bytes(zstd("one\n", 27)) == "one\n");
  CHECK_THAT(error_of_bytes(zstd("one\n", 28)), Contains("a window of more than 128 MiB"));
}

TEST_CASE("packed zeros without end are read in chunks") {
  std::string packed;
  const std::string member = gzip(std::string(16u << 20, '\0'));
  for (int index = 0; index < 16; ++index) packed += member;
  TestFolder folder;
  const auto source = open_bytes(folder.write("log.csv.gz", packed));
  struct rusage before {};
  ::getrusage(RUSAGE_SELF, &before);
  std::string part(1u << 20, '\0');
  std::size_t total = 0;
  while (const std::size_t got = source->read(part.data(), part.size())) total += got;
  struct rusage after {};
  ::getrusage(RUSAGE_SELF, &after);
  CHECK(total == std::size_t{256} << 20);
  CHECK(after.ru_maxrss - before.ru_maxrss < 16 * 1024);
}

TEST_CASE("other packings are named") {
  CHECK_THAT(error_of_bytes(std::string_view("\xFD"
                                             "7zXZ\0\0\4",
                                             8)),
             Contains("packed with xz"));
  CHECK_THAT(error_of_bytes("BZh91AY&SY\x01"), Contains("packed with bzip2"));
  CHECK(read_bytes("BZh91,AY\n") == "BZh91,AY\n");
}

TEST_CASE("what can be read only once is copied to a file of its own") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string text = long_text();
  std::thread writer([&] {
    std::string_view left = text;
    while (!left.empty()) {
      const ssize_t count = ::write(ends[1], left.data(), std::min<std::size_t>(left.size(), 3000));
      if (count <= 0) break;
      left.remove_prefix(static_cast<std::size_t>(count));
    }
    ::close(ends[1]);
  });
  std::string path;
  {
    const TemporaryFile file = spooled(ends[0]);
    path = file.path();
    CHECK(file.size() == static_cast<std::int64_t>(text.size()));
    CHECK(read_all(*open_bytes(path)) == text);
    CHECK(read_all(*open_bytes(path)) == text);
    const auto rights = std::filesystem::status(path).permissions();
    CHECK((rights & std::filesystem::perms::others_read) == std::filesystem::perms::none);
  }
  writer.join();
  ::close(ends[0]);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a full disk or a missing temporary folder is told, and nothing is left behind") {
  TestFolder folder;
  const char* const known = std::getenv("TMPDIR");
  const std::string before = known == nullptr ? "" : known;
  const auto error_in = [&](const std::string& temporary) {
    ::setenv("TMPDIR", temporary.c_str(), 1);
    const int zeros = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    std::string message = "no error";
    try {
      spooled(zeros);
    } catch (const Error& error) {
      message = error.what();
    }
    ::close(zeros);
    return message;
  };
  struct rlimit limit {};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  const struct rlimit small { 1u << 20, limit.rlim_max };
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const std::string full = error_in(folder.path());
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, handler);
  CHECK_THAT(full, Contains("standard input") && Contains("set TMPDIR to a folder with more room"));
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK_THAT(error_in(folder.path() + "/none"), Contains("no temporary file can be made"));
  if (known == nullptr) {
    ::unsetenv("TMPDIR");
  } else {
    ::setenv("TMPDIR", before.c_str(), 1);
  }
}
