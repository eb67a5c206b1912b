#include <optional>
#include <utility>

#include "base/error.h"
#include "formats/csv_text.h"
#include "intake/file_loader.h"
#include "intake/importer.h"
#include "intake/table_loader.h"
#include "store/import_log.h"

namespace rastro {

namespace {

/// Rejected rows held in memory at a time.
constexpr std::size_t batch_size = 4096;

/// How the file of an earlier load would be read by the model as it is now, cut down to the table
/// of that load; nothing where it would not feed the table any more.
std::optional<FilePlan> plan_again(const ProcessModel& model, const ImportEntry& entry) {
  FilePlan plan;
  plan.path = entry.path;
  plan.file = entry.file;
  plan.sheet = entry.sheet;
  plan.heading.headings = csv_fields(entry.headings);
  plan.heading.line = 1;
  try {
    if (!plan_tables(model, plan)) return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;  // a needed column is not mapped any more: the rejections stay
  }
  std::erase_if(plan.tables,
                [&](const PlannedTable& one) { return one.spec->name != entry.table; });
  if (plan.tables.size() != 1) return std::nullopt;
  take_reading(entry.reading, plan.tables.front());
  return plan;
}

/// Reads rows of one table and places them.
struct RowRetrier {
  CellReader& reader;
  TableLoader& loader;
  std::size_t columns = 0;  ///< of the file
  ReadRow row{};
};

void retry_row(const KeptRejection& kept, RowRetrier& retrier, ImportLog& log,
               RetryReport& report) {
  const std::vector<std::string> texts = csv_fields(kept.rejection.record);
  std::vector<std::string_view> fields(texts.begin(), texts.end());
  if (fields.size() < retrier.columns) fields.resize(retrier.columns);
  ++report.tried;
  retrier.reader.read(fields, retrier.row);
  const RowFate fate = retrier.loader.retry(retrier.row, fields);
  if (fate == RowFate::accepted || fate == RowFate::unchanged) {
    ++report.accepted;
    log.settle(kept, fate == RowFate::unchanged);
  } else if (fate == RowFate::rejected) {
    Rejection again = kept.rejection;
    again.field = retrier.loader.refusal().field;
    again.reason = retrier.loader.refusal().reason;
    log.update(kept, again);
  }
}

void retry_load(Store& store, const ProcessModel& model, std::int64_t import_id,
                RetryReport& report) {
  ImportLog log(store);
  auto plan = plan_again(model, log.entry(import_id));
  if (!plan) return;
  StoreTransaction transaction(store);
  ValueReader values(model.import.empty_values, model.timezone);
  CellReader reader(values, *plan, 0);
  TableLoader loader(store, *plan, 0);
  RowRetrier retrier{reader, loader, plan->headings().size()};
  std::int64_t last = 0;
  while (true) {
    const std::vector<KeptRejection> batch = log.rejections_of(import_id, last, batch_size);
    for (const KeptRejection& kept : batch) retry_row(kept, retrier, log, report);
    if (batch.size() < batch_size) break;
    last = batch.back().id;
  }
  transaction.commit();
}

}  // namespace

RetryReport retry_rejections(Store& store, const ProcessModel& model) {
  RetryReport report;
  for (const std::int64_t load : ImportLog(store).loads_to_retry()) {
    retry_load(store, model, load, report);
  }
  return report;
}

}  // namespace rastro
