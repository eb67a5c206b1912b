#include "process/model.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/error.h"
#include "base/resources.h"

namespace rastro {

namespace {

template <class Item>
std::optional<std::size_t> find_by_id(const std::vector<Item>& items, std::string_view id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  if (found == items.end()) return std::nullopt;
  return static_cast<std::size_t>(found - items.begin());
}

/// Whether `factor` stands somewhere below `ancestor`. Ends because a checked model has no cycle.
bool is_below(const ProcessModel& model, std::size_t factor, std::size_t ancestor) {
  for (auto parent = model.factors[factor].parent; parent; parent = model.factors[*parent].parent) {
    if (*parent == ancestor) return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(UnitKind kind) {
  switch (kind) {
    case UnitKind::order:
      return "order";
    case UnitKind::order_line:
      return "order_line";
    case UnitKind::delivery:
      return "delivery";
    case UnitKind::installation:
      return "installation";
  }
  return "";
}

const std::vector<MechanismKind>& all_mechanisms() {
  static const std::vector<MechanismKind> mechanisms = {
      {"alike_descriptions", EvidenceKind::received_item, "product_description"},
      {"code_typo", EvidenceKind::received_item, "order_entry"},
      {"neighbouring_bins", EvidenceKind::received_item, "picking"},
      {"same_barcode", EvidenceKind::received_item, "stock"},
      {"same_supplier", EvidenceKind::received_item, "stock"},
      {"missing_unit", EvidenceKind::address, "address_capture"},
      {"swapped_digits", EvidenceKind::address, "address_capture"},
      {"wrong_number", EvidenceKind::address, "address_capture"},
      {"old_address", EvidenceKind::address, "address_capture"},
      {"same_street_name", EvidenceKind::address, "address_capture"},
      {"wrong_street", EvidenceKind::address, "address_capture"},
      {"wrong_locality", EvidenceKind::address, "address_capture"},
      {"wrong_postal_code", EvidenceKind::address, "address_capture"},
      {"short_promise", EvidenceKind::stages, ""},
  };
  return mechanisms;
}

std::optional<std::size_t> ProcessModel::find_step(std::string_view id) const {
  return find_by_id(steps, id);
}

std::optional<std::size_t> ProcessModel::find_factor(std::string_view id) const {
  return find_by_id(factors, id);
}

std::optional<std::size_t> ProcessModel::find_failure(std::string_view id) const {
  return find_by_id(failures, id);
}

std::size_t ProcessModel::first_of(std::size_t kind) const {
  const Detection& detection = failures[kind].detection;
  return detection.how == Detection::How::again ? detection.of : kind;
}

std::optional<std::size_t> ProcessModel::step_of_mechanism(std::size_t kind,
                                                           std::string_view mechanism,
                                                           std::size_t factor_step) const {
  if (mechanism == "short_promise") return failures[kind].promise_step;
  for (const Stage& stage : stages) {
    if (mechanism != "slow_" + stage.id) continue;
    const auto found = std::find(stage.steps.begin(), stage.steps.end(), factor_step);
    return found == stage.steps.end() ? stage.steps.back() : factor_step;
  }
  for (const MechanismKind& each : all_mechanisms()) {
    if (each.id == mechanism) return find_step(each.step);
  }
  return std::nullopt;
}

bool ProcessModel::nested(std::size_t factor, std::size_t other) const {
  return is_below(*this, factor, other) || is_below(*this, other, factor);
}

ProcessModel load_model(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  if (!input || std::filesystem::is_directory(file)) {
    throw Error("cannot read the process model", {file, 0, ""},
                "'rastro init' writes one to start from");
  }
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  return parse_model(text, file);
}

const ProcessModel& default_model() {
  static const ProcessModel model = parse_model(resource("data/process.toml"), "data/process.toml");
  return model;
}

}  // namespace rastro
