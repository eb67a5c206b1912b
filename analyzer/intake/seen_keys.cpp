#include "intake/seen_keys.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <span>
#include <utility>

#include "base/temporary_file.h"

namespace rastro {

namespace {

constexpr std::size_t smallest_index = 1024;
constexpr std::size_t page_entries = 256;
constexpr std::size_t pages_between_files = 16;  ///< read or written at a time

}  // namespace

/// Entries in a file; those that are looked up in the order of their hashes.
class SeenKeys::Run {
 public:
  explicit Run(const std::string& owner) : file_(owner) {}

  std::size_t size() const { return size_; }

  void append(std::span<const Entry> entries) {
    for (std::size_t at = 0; at < entries.size(); ++at) {
      if ((size_ + at) % page_entries == 0) first_.push_back(entries[at].hash);
    }
    file_.append(entries.data(), entries.size_bytes());
    size_ += entries.size();
  }

  std::size_t read(std::size_t from, std::span<Entry> entries) const {
    const auto offset = static_cast<std::int64_t>(from * sizeof(Entry));
    return file_.read(offset, entries.data(), entries.size_bytes()) / sizeof(Entry);
  }

  std::int64_t line_of(std::uint64_t hash) const {
    const auto behind = std::upper_bound(first_.begin(), first_.end(), hash);
    if (behind == first_.begin()) return 0;
    Entry page[page_entries];
    const auto number = static_cast<std::size_t>(behind - first_.begin()) - 1;
    const std::span<Entry> read_entries(page, read(number * page_entries, page));
    const auto found =
        std::lower_bound(read_entries.begin(), read_entries.end(), hash,
                         [](const Entry& entry, std::uint64_t one) { return entry.hash < one; });
    return found == read_entries.end() || found->hash != hash ? 0 : found->line;
  }

  static Run merged(const Run& older, const Run& newer, const std::string& owner);

 private:
  TemporaryFile file_;
  std::vector<std::uint64_t> first_;  ///< the first hash of each page
  std::size_t size_ = 0;
};

namespace {

/// The entries of a run, one after the other.
template <typename Run, typename Entry>
class RunReader {
 public:
  explicit RunReader(const Run& run) : run_(run), held_(page_entries * pages_between_files) {
    fill();
  }

  /// nullptr at the end.
  const Entry* get() const { return at_ < count_ ? &held_[at_] : nullptr; }
  void advance() {
    if (++at_ == count_) fill();
  }

 private:
  void fill() {
    count_ = run_.read(done_, held_);
    done_ += count_;
    at_ = 0;
  }

  const Run& run_;
  std::vector<Entry> held_;
  std::size_t done_ = 0, count_ = 0, at_ = 0;
};

}  // namespace

/// Of a key in both the newer line holds.
SeenKeys::Run SeenKeys::Run::merged(const Run& older, const Run& newer, const std::string& owner) {
  Run run(owner);
  std::vector<Entry> written;
  RunReader<Run, Entry> left(older), right(newer);
  while (left.get() != nullptr || right.get() != nullptr) {
    const bool is_left =
        right.get() == nullptr || (left.get() != nullptr && left.get()->hash < right.get()->hash);
    if (!is_left && left.get() != nullptr && left.get()->hash == right.get()->hash) left.advance();
    auto& next = is_left ? left : right;
    written.push_back(*next.get());
    next.advance();
    if (written.size() < page_entries * pages_between_files) continue;
    run.append(written);
    written.clear();
  }
  run.append(written);
  return run;
}

/// Tells of most keys that they are in no file, without a look into one (Bloom 1970, "Space/time
/// trade-offs in hash coding with allowable errors", two bits a key): of two million keys it is
/// wrong about one in twenty.
class SeenKeys::Filter {
 public:
  void add(std::uint64_t hash) {
    bits_.set(hash % size);
    bits_.set((hash >> 32) % size);
  }
  bool may_hold(std::uint64_t hash) const {
    return bits_.test(hash % size) && bits_.test((hash >> 32) % size);
  }

 private:
  static constexpr std::size_t size = std::size_t{1} << 24;
  std::bitset<size> bits_;
};

SeenKeys::SeenKeys(std::string file) : file_(std::move(file)) {}

SeenKeys::~SeenKeys() = default;

std::int64_t SeenKeys::line_of(std::uint64_t hash) {
  if (!filter_) sort_all();
  index_recent();
  if (const std::uint32_t place = index_[place_of(hash)]; place != 0)
    return recent_[place - 1].line;
  if (runs_.empty() || !filter_->may_hold(hash)) return 0;
  for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
    if (const std::int64_t line = run->line_of(hash); line != 0) return line;
  }
  return 0;
}

void SeenKeys::write_out() {
  if (filter_) {
    add_run(recent_);
    std::fill(index_.begin(), index_.end(), 0);
    indexed_ = 0;
  } else {
    if (!unsorted_) unsorted_ = std::make_unique<Run>(file_);
    unsorted_->append(recent_);
  }
  recent_.clear();
}

/// What was put down before anybody asked.
void SeenKeys::sort_all() {
  filter_ = std::make_unique<Filter>();
  if (!unsorted_) return;
  for (std::size_t done = 0; done < unsorted_->size(); done += most_recent) {
    std::vector<Entry> some(most_recent);
    some.resize(unsorted_->read(done, some));
    add_run(some);
  }
  unsorted_.reset();
}

/// Of a key that was noted twice the later line holds.
void SeenKeys::add_run(std::vector<Entry>& entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& one, const Entry& other) { return one.hash < other.hash; });
  std::size_t kept = 0;
  for (const Entry& entry : entries) {
    if (kept > 0 && entries[kept - 1].hash == entry.hash) --kept;
    entries[kept++] = entry;
    filter_->add(entry.hash);
  }
  entries.resize(kept);
  runs_.emplace_back(file_).append(entries);
  while (runs_.size() > 1 && runs_[runs_.size() - 2].size() < 2 * runs_.back().size()) {
    Run merged = Run::merged(runs_[runs_.size() - 2], runs_.back(), file_);
    runs_.pop_back();
    runs_.back() = std::move(merged);
  }
}

void SeenKeys::index_recent() {
  if (index_.size() < std::max(smallest_index, 2 * recent_.size())) {
    index_.assign(std::bit_ceil(std::max(smallest_index, 4 * recent_.size())), 0);
    indexed_ = 0;
  }
  for (; indexed_ < recent_.size(); ++indexed_) {
    index_[place_of(recent_[indexed_].hash)] = static_cast<std::uint32_t>(indexed_ + 1);
  }
}

/// Where in the index the key is, or would be.
std::size_t SeenKeys::place_of(std::uint64_t hash) const {
  const std::size_t mask = index_.size() - 1;
  auto at = static_cast<std::size_t>(hash ^ (hash >> 32)) & mask;
  while (index_[at] != 0 && recent_[index_[at] - 1].hash != hash) at = (at + 1) & mask;
  return at;
}

}  // namespace rastro
