#include "formats/zip_parts.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace rastro {

namespace {

const char* const copy_again = "copy the file again, or open it in Excel and save it anew";

/// One part, expanded. It keeps the container open.
class PartBytes : public ByteSource {
 public:
  PartBytes(std::shared_ptr<zip> container, std::int64_t index, std::string file, std::string part,
            std::int64_t largest)
      : zip_(std::move(container)),
        file_(std::move(file)),
        part_(std::move(part)),
        largest_(largest) {
    struct zip_stat stat {};
    const auto number = static_cast<zip_uint64_t>(index);
    if (zip_stat_index(zip_.get(), number, 0, &stat) != 0) fail(*zip_get_error(zip_.get()));
    if ((stat.valid & ZIP_STAT_SIZE) != 0) {
      size_ = static_cast<std::int64_t>(std::min<zip_uint64_t>(stat.size, INT64_MAX));
    }
    // Others do not occur in a workbook, and some take as much memory as the file tells them to.
    const bool is_usual = stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE;
    if ((stat.valid & ZIP_STAT_COMP_METHOD) != 0 && !is_usual) {
      throw Error(fmt::format("its part {} is packed in an unusual way (method {})", part_,
                              stat.comp_method),
                  {file_}, "open it in Excel and save it anew");
    }
    bytes_ = zip_fopen_index(zip_.get(), number, 0);
    if (bytes_ == nullptr) fail(*zip_get_error(zip_.get()));
  }
  ~PartBytes() override { zip_fclose(bytes_); }

  std::size_t read(char* bytes, std::size_t size) override {
    std::size_t got = 0;
    while (got < size) {
      const zip_int64_t count = zip_fread(bytes_, bytes + got, size - got);
      if (count < 0) fail(*zip_file_get_error(bytes_));
      if (count == 0) break;
      got += static_cast<std::size_t>(count);
    }
    position_ += static_cast<std::int64_t>(got);
    if (position_ > largest_) {
      throw Error(fmt::format("its part {} expands to more than {} MiB", part_, largest_ >> 20),
                  {file_}, "split it into several workbooks, or save the sheet as CSV");
    }
    return got;
  }
  std::int64_t size() const override { return size_; }
  std::int64_t position() const override { return position_; }
  std::string_view compression() const override { return ""; }

 private:
  [[noreturn]] void fail(zip_error_t error) const {
    const int code = zip_error_code_zip(&error);
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD) {
      throw Error("the file is protected by a password", {file_}, "save it without one");
    }
    zip_error_t copy{};  // the text is kept in the error, which is not ours
    zip_error_set(&copy, code, zip_error_code_system(&error));
    const std::string why = zip_error_strerror(&copy);
    zip_error_fini(&copy);
    throw Error(fmt::format("the file is damaged: its part {} cannot be read ({})", part_, why),
                {file_}, copy_again);
  }

  std::shared_ptr<zip> zip_;
  zip_file_t* bytes_ = nullptr;
  std::string file_, part_;
  std::int64_t size_ = 0, position_ = 0, largest_;
};

std::shared_ptr<zip> open_source(zip_source_t* source, zip_error_t& error,
                                 const std::string& file) {
  zip_t* const container =
      source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (container == nullptr) {
    const std::string why = zip_error_strerror(&error);
    zip_source_free(source);
    zip_error_fini(&error);
    throw Error(fmt::format("the file is damaged or not complete ({})", why), {file}, copy_again);
  }
  zip_error_fini(&error);
  return {container, zip_discard};
}

}  // namespace

ZipParts::ZipParts(const std::string& path) : file_(path) {
  zip_error_t error{};
  zip_error_init(&error);
  zip_ = open_source(zip_source_file_create(path.c_str(), 0, -1, &error), error, file_);
}

ZipParts::ZipParts(std::string_view bytes, const std::string& name) : file_(name) {
  zip_error_t error{};
  zip_error_init(&error);
  // libzip takes the copy over, and frees it as C does.
  void* const copy = std::malloc(std::max<std::size_t>(bytes.size(), 1));
  if (copy == nullptr) throw Error("no memory to read with", {file_});
  if (!bytes.empty()) std::memcpy(copy, bytes.data(), bytes.size());
  zip_source_t* const source = zip_source_buffer_create(copy, bytes.size(), 1, &error);
  if (source == nullptr) std::free(copy);
  zip_ = open_source(source, error, file_);
}

std::int64_t ZipParts::find(const std::string& part) const {
  const zip_int64_t index = zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE);
  if (index >= 0) return index;
  std::string other = part;
  std::replace(other.begin(), other.end(), '/', '\\');
  return zip_name_locate(zip_.get(), other.c_str(), ZIP_FL_NOCASE);
}

std::unique_ptr<ByteSource> ZipParts::open(const std::string& part, std::int64_t largest) const {
  const std::int64_t index = find(part);
  if (index < 0) {
    throw Error(fmt::format("the file is damaged: its part {} is missing", part), {file_},
                copy_again);
  }
  return std::make_unique<PartBytes>(zip_, index, file_, part, largest);
}

}  // namespace rastro
