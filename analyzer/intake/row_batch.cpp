#include "intake/row_batch.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

namespace rastro {

namespace {

/// Small enough that a batch is still in the processor's cache when it is written.
constexpr std::size_t most_records = 256;
constexpr std::size_t most_bytes = 64 * 1024;
/// A record of more fields than this is a freak, and keeps no memory.
constexpr std::size_t usual_fields = 256;

bool lies_within(std::string_view part, std::string_view whole) {
  const std::less_equal<const char*> not_behind;
  return not_behind(whole.data(), part.data()) &&
         not_behind(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace

std::string_view TextPool::keep(std::string_view text) {
  if (text.empty()) return {};
  if (chunks_.empty() || chunks_.back().capacity - chunks_.back().used < text.size()) {
    const std::size_t capacity = std::max(most_bytes, text.size());
    chunks_.push_back({std::make_unique_for_overwrite<char[]>(capacity), capacity, 0});
  }
  Chunk& chunk = chunks_.back();
  char* const place = chunk.bytes.get() + chunk.used;
  std::memcpy(place, text.data(), text.size());
  chunk.used += text.size();
  size_ += text.size();
  return {place, text.size()};
}

void TextPool::clear() {
  const bool is_usual = !chunks_.empty() && chunks_.front().capacity == most_bytes;
  chunks_.resize(is_usual ? 1 : 0);
  if (is_usual) chunks_.front().used = 0;
  size_ = 0;
}

RowBatch::RowBatch() { records_.reserve(most_records); }

void RowBatch::clear() {
  for (std::size_t index = 0; index < used_; ++index) {
    if (records_[index].fields.capacity() > usual_fields) records_[index].fields = {};
  }
  used_ = 0;
  texts_.clear();
  position_.reset();
}

bool RowBatch::is_full() const { return used_ == most_records || texts_.size() >= most_bytes; }

ReadRecord& RowBatch::add(const TableReader& reader, std::size_t tables) {
  if (used_ == records_.size()) {
    records_.emplace_back();
    records_.back().rows.resize(tables);
  }
  ReadRecord& record = records_[used_++];
  record.line = reader.line();
  record.fault = reader.fault();
  const std::string_view raw = reader.raw();
  record.raw = texts_.keep(raw);
  keep_fields(reader.fields(), raw, record);
  return record;
}

/// Most fields lie in the record as it stands in the file.
void RowBatch::keep_fields(const Fields& fields, std::string_view raw, ReadRecord& record) {
  record.fields.clear();
  for (const std::string_view field : fields) {
    const bool is_kept = !field.empty() && lies_within(field, raw);
    record.fields.push_back(
        is_kept
            ? record.raw.substr(static_cast<std::size_t>(field.data() - raw.data()), field.size())
            : texts_.keep(field));
  }
}

void RowBatch::set_last(std::exception_ptr failure) {
  is_last_ = true;
  failure_ = std::move(failure);
}

}  // namespace rastro
