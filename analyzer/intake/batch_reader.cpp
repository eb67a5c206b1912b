#include "intake/batch_reader.h"

#include <exception>
#include <system_error>
#include <utility>

namespace rastro {

namespace {

/// As many as are in use at a time: one being read, one being written, two between them.
constexpr std::size_t most_batches = 4;
constexpr std::int64_t records_between_progress = 4096;

}  // namespace

BatchReader::BatchReader(FilePlan& plan, const ProcessModel& model)
    : values_(model.import.empty_values, model.timezone),
      reader_(plan.open, plan.heading),
      text_numbers_(plan) {
  for (std::size_t table = 0; table < plan.tables.size(); ++table) {
    cells_.emplace_back(values_, plan, table);
  }
}

const RowBatch* BatchReader::next() {
  if (current_ == nullptr) {
    current_ = batches_.emplace_back(std::make_unique<RowBatch>()).get();
    read_batch(*current_);
    return current_;
  }
  if (current_->failure()) std::rethrow_exception(current_->failure());
  if (current_->is_last()) return nullptr;
  if (thread_.joinable() || start_thread()) {
    free_.put(current_);
    current_ = *read_.take();
  } else {
    read_batch(*current_);
  }
  return current_;
}

/// False where there is nothing to be won by it, or no thread to be had.
bool BatchReader::start_thread() {
  if (!std::exchange(may_start_, false) || std::thread::hardware_concurrency() < 2) return false;
  while (batches_.size() < most_batches) {
    free_.put(batches_.emplace_back(std::make_unique<RowBatch>()).get());
  }
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { read_ahead(stop); });
  } catch (const std::system_error&) {
    return false;
  }
  return true;
}

void BatchReader::read_ahead(const std::stop_token& stop) {
  while (const auto batch = free_.take(stop)) {
    read_batch(**batch);
    const bool is_last = (*batch)->is_last();  // it is the other thread's once it is handed over
    read_.put(*batch);
    if (is_last) return;
  }
}

void BatchReader::read_batch(RowBatch& batch) {
  batch.clear();
  try {
    read_records(batch);
  } catch (...) {
    batch.set_last(std::current_exception());
  }
}

void BatchReader::read_records(RowBatch& batch) {
  while (!batch.is_full()) {
    if (!reader_.next()) {
      batch.set_last();
      return;
    }
    ReadRecord& record = batch.add(reader_, cells_.size());
    text_numbers_.settle(reader_, batch, record);
    for (std::size_t table = 0; table < cells_.size() && record.fault.empty(); ++table) {
      cells_[table].read(record.fields, record.rows[table]);
    }
    if (++records_ % records_between_progress == 0) {
      batch.set_position(reader_.position());
      return;
    }
  }
}

std::vector<std::string> BatchReader::notes() const {
  std::vector<std::string> notes = reader_.notes();
  for (const CellReader& cells : cells_) {
    for (std::string& note : cells.notes()) notes.push_back(std::move(note));
  }
  if (values_.kept_offsets()) {
    notes.emplace_back("times with an offset are taken as written: the model names no time zone");
  }
  return notes;
}

}  // namespace rastro
