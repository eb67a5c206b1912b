#include "eventlog/json_stream.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "formats/content_hash.h"

namespace rastro {

namespace {

using nlohmann::json;

constexpr std::size_t chunk_size = 64 * 1024;

/// The characters of a source, with the line. The parser gathers a whole text before it tells of
/// it; so it is here that an overlong one is stopped.
class JsonBytes {
 public:
  JsonBytes(ByteSource& bytes, const std::string& file, std::size_t longest)
      : bytes_(bytes), file_(file), longest_(longest), buffer_(chunk_size, '\0') {
    fill();
  }

  bool at_end() const { return at_ >= size_; }
  char current() const { return buffer_[at_]; }
  long line() const { return line_; }
  const std::string& file() const { return file_; }
  std::uint64_t content_hash() const { return hash_.value(); }

  void advance() {
    follow(buffer_[at_]);
    if (++at_ >= size_ && !ended_) fill();
  }

 private:
  void fill() {
    size_ = bytes_.read(buffer_.data(), buffer_.size());
    ended_ = size_ < buffer_.size();
    hash_.add({buffer_.data(), size_});
    at_ = 0;
  }

  void follow(char character) {
    if (character == '\n') ++line_;
    const bool parts = !in_text_ && (character == ' ' || character == '\n' || character == '\t' ||
                                     character == '\r' || character == ',' || character == ':');
    run_ = parts ? 0 : run_ + 1;
    if (in_text_ && escaped_) {
      escaped_ = false;
    } else if (in_text_ && character == '\\') {
      escaped_ = true;
    } else if (character == '"') {
      in_text_ = !in_text_;
      run_ = 0;
    } else if (!in_text_ &&
               (character == '[' || character == '{' || character == ']' || character == '}')) {
      run_ = 0;
    }
    if (run_ > longest_) {
      throw Error(fmt::format("a text is longer than {} bytes", longest_), {file_, line_},
                  "check that every quote is closed");
    }
  }

  ByteSource& bytes_;
  std::string file_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t at_ = 0, size_ = 0, run_ = 0;
  long line_ = 1;
  bool ended_ = false, in_text_ = false, escaped_ = false;
  ContentHash hash_;
};

/// What the parser wants to read from; all of them stand at the same place.
class JsonIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  JsonIterator() = default;
  explicit JsonIterator(JsonBytes& bytes) : bytes_(&bytes) {}

  char operator*() const { return bytes_->current(); }
  JsonIterator& operator++() {
    bytes_->advance();
    return *this;
  }
  JsonIterator operator++(int) {
    const JsonIterator before = *this;
    ++*this;
    return before;
  }
  /// Compared with the end only.
  bool operator==(const JsonIterator& /*end*/) const { return bytes_->at_end(); }

 private:
  JsonBytes* bytes_ = nullptr;
};

/// Builds one member of a list at a time, in the words of nlohmann's SAX interface.
class JsonListSax : public nlohmann::json_sax<json> {
 public:
  JsonListSax(JsonBytes& bytes, const LogLimits& limits, JsonListHandler& handler)
      : bytes_(bytes), limits_(limits), handler_(handler) {}

  bool null() override { return value(nullptr); }
  bool boolean(bool truth) override { return value(truth); }
  bool number_integer(number_integer_t number) override { return value(number); }
  bool number_unsigned(number_unsigned_t number) override { return value(number); }
  /// Numbers keep their digits: what does not fit a double is still told as written.
  bool number_float(number_float_t number, const string_t& text) override {
    const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
    return whole ? value(text) : value(number);
  }
  bool string(string_t& text) override { return value(std::move(text)); }
  bool binary(binary_t& /*bytes*/) override { return false; }

  bool start_object(std::size_t /*size*/) override { return open(json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*size*/) override { return open(json::array()); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (depth_ == 1) {
      list_ = name;
      wanted_ = handler_.wants(name);
      handler_.key(name);
    } else if (!parents_.empty()) {
      keys_.back() = name;
    }
    return !handler_.is_done();
  }

  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& fault) override {
    std::string text = fault.what();
    const std::size_t start = text.find("] ");
    if (start != std::string::npos) text = text.substr(start + 2);
    const std::size_t place = text.find(": ");
    if (place != std::string::npos) text = text.substr(place + 2);
    throw Error("this is not well-formed JSON: " + one_line(text, 160),
                {bytes_.file(), bytes_.line()}, "export it again; nothing of it was loaded");
  }

 private:
  bool open(json&& container) {
    if (depth_ >= limits_.depth) {
      throw Error(fmt::format("lists and objects are nested more than {} deep", limits_.depth),
                  {bytes_.file(), bytes_.line()}, "check that every one of them is closed");
    }
    if (depth_ == 0 && !container.is_object()) {
      throw Error("the document is no event log: it is a list", {bytes_.file(), 1},
                  "a log in OCEL 2.0 is an object with the keys objectTypes, eventTypes, objects "
                  "and events");
    }
    ++depth_;
    if (depth_ == 2) {
      in_list_ = container.is_array();
      if (!in_list_) handler_.no_list(list_);
    }
    if (depth_ > 2 && in_list_ && wanted_) {
      count_part();
      parents_.push_back(std::move(container));
      keys_.emplace_back();
    }
    return true;
  }

  bool close() {
    --depth_;
    if (parents_.empty()) return true;
    json done = std::move(parents_.back());
    parents_.pop_back();
    keys_.pop_back();
    add(std::move(done));
    return !handler_.is_done();
  }

  bool value(json&& scalar) {
    if (depth_ == 0) {
      throw Error("the document is no event log: it is a single value", {bytes_.file(), 1},
                  "a log in OCEL 2.0 is an object");
    }
    if (depth_ == 1) {
      handler_.no_list(list_);
    } else if (in_list_ && wanted_) {
      count_part();
      add(std::move(scalar));
    }
    return !handler_.is_done();
  }

  void count_part() {
    if (++parts_ <= limits_.item_parts) return;
    throw Error(fmt::format("one member of '{}' has more than {} parts", one_line(list_, 40),
                            limits_.item_parts),
                {bytes_.file(), bytes_.line()}, "check the export");
  }

  void add(json&& part) {
    if (parents_.empty()) {
      parts_ = 0;
      handler_.item(list_, part);
    } else if (parents_.back().is_array()) {
      parents_.back().push_back(std::move(part));
    } else if (!parents_.back().emplace(keys_.back(), std::move(part)).second) {
      handler_.repeated_key(keys_.back());
    }
  }

  JsonBytes& bytes_;
  const LogLimits& limits_;
  JsonListHandler& handler_;
  std::string list_;
  bool in_list_ = false, wanted_ = false;
  std::size_t depth_ = 0, parts_ = 0;
  std::vector<json> parents_;      ///< the containers that are open within the member
  std::vector<std::string> keys_;  ///< the key each of them is at
};

}  // namespace

JsonRead read_json_lists(ByteSource& bytes, const std::string& file, const LogLimits& limits,
                         JsonListHandler& handler) {
  JsonBytes source(bytes, file, limits.value_bytes);
  JsonListSax sax(source, limits, handler);
  json::sax_parse(JsonIterator(source), JsonIterator(), &sax, json::input_format_t::json, true);
  return {source.content_hash()};
}

}  // namespace rastro
