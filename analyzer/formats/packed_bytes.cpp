#include "formats/packed_bytes.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"

namespace rastro {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t input_chunk = 128 * 1024;
constexpr int largest_window_log = 27;  // 128 MiB

/// What gzip and zstd have in common: the packed bytes, taken chunk by chunk.
class PackedBytes : public ByteSource {
 public:
  PackedBytes(std::unique_ptr<ByteSource> packed, std::string file, std::string_view name)
      : packed_(std::move(packed)), file_(std::move(file)), name_(name), input_(input_chunk) {}

  std::size_t read(char* bytes, std::size_t size) override {
    std::size_t got = 0;
    while (got < size && !ended_) got += expand(bytes + got, size - got);
    return got;
  }
  std::int64_t size() const override { return packed_->size(); }
  std::int64_t position() const override {
    return packed_->position() - static_cast<std::int64_t>(left_);
  }
  std::string_view compression() const override { return name_; }

 protected:
  /// Expands some bytes, or none where it only took input or came to the end: then ended_ is set.
  virtual std::size_t expand(char* bytes, std::size_t size) = 0;

  /// Makes sure that packed bytes are there, except at the end of the file.
  bool has_input() {
    if (left_ == 0) {
      next_ = input_.data();
      left_ = packed_->read(input_.data(), input_.size());
    }
    return left_ > 0;
  }
  void take_input(std::size_t count) {
    next_ += count;
    left_ -= count;
  }

  [[noreturn]] void fail_truncated() const {
    throw Error(fmt::format("the {} data ends too early: the file is not complete", name_), {file_},
                "copy or pack the file again");
  }
  [[noreturn]] void fail_damaged(std::string_view why) const {
    throw Error(fmt::format("the {} data is damaged near byte {} ({})", name_, position(), why),
                {file_}, "copy or pack the file again");
  }

  std::unique_ptr<ByteSource> packed_;
  std::string file_;
  std::string_view name_;
  std::vector<char> input_;
  const char* next_ = nullptr;  ///< of the packed bytes not yet used
  std::size_t left_ = 0;
  bool ended_ = false;
};

class GzipBytes : public PackedBytes {
 public:
  GzipBytes(std::unique_ptr<ByteSource> packed, std::string file)
      : PackedBytes(std::move(packed), std::move(file), "gzip") {
    constexpr int gzip_header_and_check = 16;
    if (inflateInit2(&stream_, MAX_WBITS + gzip_header_and_check) != Z_OK) {
      throw Error("no memory to expand with", {file_});
    }
  }
  ~GzipBytes() override { inflateEnd(&stream_); }

 protected:
  std::size_t expand(char* bytes, std::size_t size) override {
    if (!in_member_ && !begin_member()) return 0;
    if (!has_input()) fail_truncated();
    // zlib counts in 32 bits, and takes a pointer to bytes it does not change.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next_));
    stream_.avail_in = static_cast<uInt>(left_);
    stream_.next_out = reinterpret_cast<Bytef*>(bytes);
    const uInt room = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    stream_.avail_out = room;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    take_input(left_ - stream_.avail_in);
    if (result == Z_MEM_ERROR) throw Error("no memory to expand with", {file_});
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      fail_damaged(stream_.msg == nullptr ? "it makes no sense" : stream_.msg);
    }
    in_member_ = result != Z_STREAM_END;
    return room - stream_.avail_out;
  }

 private:
  /// Goes to the next member; false at the end of the file. Some tools pad the last one with zeros.
  bool begin_member() {
    while (has_input() && !first_ && *next_ == '\0') {
      padded_ = true;
      take_input(1);
    }
    if (left_ == 0 && !first_) {
      ended_ = true;
      return false;
    }
    if (padded_ || (left_ > 0 && *next_ != '\x1F')) {
      fail_damaged("other bytes stand behind the packed ones");
    }
    if (!first_) inflateReset(&stream_);
    first_ = false;
    in_member_ = true;
    return true;
  }

  z_stream stream_{};
  bool in_member_ = false, first_ = true, padded_ = false;
};

class ZstdBytes : public PackedBytes {
 public:
  ZstdBytes(std::unique_ptr<ByteSource> packed, std::string file)
      : PackedBytes(std::move(packed), std::move(file), "zstd"), stream_(ZSTD_createDCtx()) {
    if (stream_ == nullptr) throw Error("no memory to expand with", {file_});
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, largest_window_log);
  }
  ~ZstdBytes() override { ZSTD_freeDCtx(stream_); }

 protected:
  std::size_t expand(char* bytes, std::size_t size) override {
    // What is finished in zstd's own buffer comes out without further input.
    const bool has_more = has_input();
    if (!has_more && frame_is_whole_) {
      ended_ = true;
      return 0;
    }
    ZSTD_inBuffer input{next_, left_, 0};
    ZSTD_outBuffer output{bytes, size, 0};
    const std::size_t result = ZSTD_decompressStream(stream_, &output, &input);
    take_input(input.pos);
    if (ZSTD_isError(result)) fail(ZSTD_getErrorCode(result));
    frame_is_whole_ = result == 0;
    if (!has_more && !frame_is_whole_ && output.pos == 0) fail_truncated();
    return output.pos;
  }

 private:
  [[noreturn]] void fail(ZSTD_ErrorCode code) const {
    if (code == ZSTD_error_frameParameter_windowTooLarge) {
      throw Error("the zstd data wants a window of more than 128 MiB", {file_},
                  "pack the file again without --long or --ultra");
    }
    if (code == ZSTD_error_memory_allocation) throw Error("no memory to expand with", {file_});
    fail_damaged(ZSTD_getErrorString(code));
  }

  ZSTD_DCtx* stream_;
  bool frame_is_whole_ = false;
};

}  // namespace

std::string_view recognise_packing(std::string_view first_bytes) {
  if (first_bytes.starts_with("\x1F\x8B")) return "gzip";
  if (first_bytes.starts_with("\x28\xB5\x2F\xFD")) return "zstd";
  // A frame to be skipped, with which parallel compressors begin.
  const bool may_skip = !first_bytes.empty() && (first_bytes[0] & 0xF0) == 0x50;
  if (may_skip && first_bytes.substr(1).starts_with("\x2A\x4D\x18")) return "zstd";
  if (first_bytes.starts_with("\xFD"
                              "7zXZ\0"sv)) {
    return "xz";
  }
  const bool may_be_bzip2 = first_bytes.starts_with("BZh") && first_bytes.size() >= 10;
  if (may_be_bzip2 && first_bytes.substr(4, 6) == "\x31\x41\x59\x26\x53\x59") return "bzip2";
  return "";
}

std::unique_ptr<ByteSource> expand_gzip(std::unique_ptr<ByteSource> packed, std::string file) {
  return std::make_unique<GzipBytes>(std::move(packed), std::move(file));
}

std::unique_ptr<ByteSource> expand_zstd(std::unique_ptr<ByteSource> packed, std::string file) {
  return std::make_unique<ZstdBytes>(std::move(packed), std::move(file));
}

}  // namespace rastro
