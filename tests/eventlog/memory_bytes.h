#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "eventlog/object_log.h"
#include "formats/byte_source.h"

namespace rastro {

/// Bytes that lie in memory already.
class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}

  std::size_t read(char* bytes, std::size_t size) override {
    const std::size_t got = std::min(size, bytes_.size() - at_);
    if (got > 0) std::memcpy(bytes, bytes_.data() + at_, got);
    at_ += got;
    return got;
  }
  std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size()); }
  std::int64_t position() const override { return static_cast<std::int64_t>(at_); }
  std::string_view compression() const override { return ""; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Makes up bytes as they are read, so that a test of what is too long need not hold it.
class EndlessBytes : public ByteSource {
 public:
  EndlessBytes(std::string start, std::string again, std::int64_t size)
      : start_(std::move(start)), again_(std::move(again)), size_(size) {}

  std::size_t read(char* bytes, std::size_t size) override {
    std::size_t got = 0;
    for (; got < size && at_ < size_; ++got, ++at_) {
      const auto place = static_cast<std::size_t>(at_);
      bytes[got] =
          place < start_.size() ? start_[place] : again_[(place - start_.size()) % again_.size()];
    }
    return got;
  }
  std::int64_t size() const override { return size_; }
  std::int64_t position() const override { return at_; }
  std::string_view compression() const override { return ""; }

 private:
  std::string start_, again_;
  std::int64_t size_, at_ = 0;
};

/// The message of the Error that `action` throws, with its place; "no error" where it does not.
template <typename Action>
std::string fault_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

/// All notes in one text.
inline std::string notes_of(const ObjectLog& log) {
  std::string text;
  for (const std::string& note : log.notes) text += note + "\n";
  return text;
}

/// "attribute=text" of each value, and "@time" for one that was set later.
inline std::vector<std::string> values_of(const LogType& type, const LogObject& object) {
  std::vector<std::string> values;
  for (const LogChange& change : object.values) {
    std::string value = type.attributes[change.attribute].name + "=" + change.text;
    if (change.set_at.known()) value += "@" + format_log_time(change.set_at);
    values.push_back(std::move(value));
  }
  return values;
}

inline std::vector<std::string> values_of(const LogType& type, const LogEvent& event) {
  std::vector<std::string> values;
  for (const LogValue& value : event.values) {
    values.push_back(type.attributes[value.attribute].name + "=" + value.text);
  }
  return values;
}

/// "qualifier:id" of each relation.
inline std::vector<std::string> relations_of(const ObjectLog& log,
                                             const std::vector<LogRelation>& relations) {
  std::vector<std::string> texts;
  for (const LogRelation& relation : relations) {
    texts.push_back(relation.qualifier + ":" + log.objects[relation.object].id);
  }
  return texts;
}

}  // namespace rastro
