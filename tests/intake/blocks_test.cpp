// New rows are written many at a time. Whatever stands between them, each row fares as it would
// alone.
#include <catch2/catch.hpp>
#include <map>

#include "base/random.h"
#include "intake/loading.h"
#include "sanitized.h"

using namespace rastro;

namespace {

constexpr int orders = 50, rows = 1500;
constexpr std::uint64_t last_seed = repetitions(4);
constexpr const char* headings = "order_id,line,sku,quantity\n";

using Key = std::pair<int, int>;  // number of the order, line

std::string record(const Key& key, const std::string& quantity) {
  return "A" + std::to_string(key.first) + "," + std::to_string(key.second) + ",S1," + quantity +
         "\n";
}

/// A file of order lines, and what is to become of them when they are placed one by one.
struct DrawnFile {
  std::string text = headings;
  std::map<Key, int> stored;  ///< quantities in the table
  std::int64_t accepted = 0, unchanged = 0, repeats = 0;
  std::vector<long> rejected;  ///< lines of the file

  /// Of the rows `odd` are something else than new.
  DrawnFile(std::map<Key, int> before, double odd, Random& random) : stored(std::move(before)) {
    for (const auto& [key, quantity] : stored) waiting_.push_back(key);
    for (long line = 2; line < rows + 2; ++line) {
      const int sort = random.chance(odd) ? random.between(1, 6) : 0;
      if (sort == 1 && !waiting_.empty()) {
        add_known(waiting_.back(), random.chance(0.5));
      } else if (sort == 2 && !seen_.empty()) {
        add_again(random.pick(seen_), random.chance(0.5), line);
      } else if (sort == 3) {
        add_refused(record({orders + 1, ++last_}, "1"), line);  // no such order
      } else if (sort == 4) {
        add_refused(record({1, ++last_}, "many"), line);
      } else if (sort == 5) {
        add_refused("A1," + std::to_string(++last_) + ",S1,1,and,more\n", line);
      } else {
        add_new({random.between(1, orders), ++last_}, random.between(1, 9));
      }
    }
  }

 private:
  void add_new(const Key& key, int quantity) {
    text += record(key, std::to_string(quantity));
    stored[key] = quantity;
    ++accepted;
    seen_.push_back(key);
  }
  void add_known(const Key key, bool other) {
    stored[key] += other ? 1 : 0;
    text += record(key, std::to_string(stored[key]));
    ++(other ? accepted : unchanged);
    waiting_.pop_back();
    seen_.push_back(key);
  }
  void add_again(const Key& key, bool other, long line) {
    text += record(key, std::to_string(stored[key] + (other ? 1 : 0)));
    if (other) rejected.push_back(line);
    repeats += other ? 0 : 1;
  }
  void add_refused(const std::string& written, long line) {
    text += written;
    rejected.push_back(line);
  }

  std::vector<Key> seen_;     ///< in this file, with repetitions
  std::vector<Key> waiting_;  ///< those of the older file that this one has not mentioned
  int last_ = 1000;
};

std::map<Key, int> stored_lines(Store& store) {
  std::map<Key, int> stored;
  RowReader found = store.read("order_lines", {"order_id", "line", "quantity"});
  while (found.next()) {
    const int order = std::stoi(std::string(found.text(0).substr(1)));
    stored[{order, static_cast<int>(found.integer(1))}] = static_cast<int>(found.number(2));
  }
  return stored;
}

void check_fates(double odd, std::uint64_t seed) {
  Random random(seed);
  const TestFolder folder;
  std::string orders_file = "order_id,ordered_at\n", older = headings;
  std::map<Key, int> before;
  for (int order = 1; order <= orders; ++order) {
    orders_file += "A" + std::to_string(order) + ",2026-09-01\n";
    before[{order, 1}] = 3;
    older += record({order, 1}, "3");
  }
  const ProcessModel model = plain_model();
  Store store(":memory:", model.tables);
  import_files(store, model,
               {folder.write("orders.csv", orders_file), folder.write("order_lines.csv", older)});
  const DrawnFile drawn(before, odd, random);
  const ImportReport report =
      import_files(store, model, {folder.write("order_lines_2.csv", drawn.text)});
  const TableReport& found = counts(report, "order_lines");
  CHECK(found.accepted == drawn.accepted);
  CHECK(found.unchanged == drawn.unchanged);
  CHECK(found.repeats == drawn.repeats);
  std::vector<long> rejected;
  for (const Rejection& rejection : ImportLog(store).rejections())
    rejected.push_back(rejection.line);
  CHECK(rejected == drawn.rejected);
  CHECK(stored_lines(store) == drawn.stored);
}

}  // namespace

TEST_CASE("blocks of rows: each row fares as it would alone", "[blocks]") {
  for (const double odd : {0.0, 0.002, 0.02, 0.2, 1.0}) {
    for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
      INFO("odd rows: " << odd << ", seed " << seed);
      check_fates(odd, seed);
    }
  }
}
