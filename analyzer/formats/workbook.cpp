#include "formats/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "formats/workbook_kinds.h"

namespace rastro {

namespace {

constexpr std::size_t most_sheets = 10000;

/// Where a part refers to another, by the number it gives it.
struct PartRelation {
  std::string type, target;
};
using PartRelations = std::map<std::string, PartRelation, std::less<>>;

class RelationsHandler : public WorkbookXmlHandler {
 public:
  /// `folder`: of the part that refers to others, "xl" or "".
  explicit RelationsHandler(std::string folder) : folder_(std::move(folder)) {}

  void on_start(std::string_view path, const WorkbookXmlAttributes& attributes) override {
    const bool is_inside = attributes.get("TargetMode") != "External";
    if (path != "/Relationships/Relationship" || !is_inside) return;
    relations.emplace(attributes.get("Id"), PartRelation{std::string(attributes.get("Type")),
                                                         resolve(attributes.get("Target"))});
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view, std::string_view) override {}

  PartRelations relations;

 private:
  /// A name inside the container, which `..` cannot leave.
  std::string resolve(std::string_view target) const {
    std::string path(target);
    if (!path.starts_with('/')) path.insert(0, folder_ + '/');
    std::vector<std::string> steps;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      std::string step = path.substr(begin, end - begin);
      begin = end + 1;
      if (step == ".." && !steps.empty()) steps.pop_back();
      if (step.empty() || step == "." || step == "..") continue;
      steps.push_back(std::move(step));
    }
    return fmt::format("{}", fmt::join(steps, "/"));
  }

  std::string folder_;
};

struct SheetEntry {
  std::string name, relation;
  bool is_hidden = false;
};

class SheetListHandler : public WorkbookXmlHandler {
 public:
  explicit SheetListHandler(const std::string& file) : file_(file) {}

  void on_start(std::string_view path, const WorkbookXmlAttributes& attributes) override {
    if (path == "/workbook/workbookPr") {
      const std::string_view flag = attributes.get("date1904");
      since_1904 = flag == "1" || flag == "true" || flag == "on";
    } else if (path == "/workbook/sheets/sheet") {
      const std::string_view state = attributes.get("state");
      entries.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                         state == "hidden" || state == "veryHidden"});
      if (entries.size() > most_sheets) {
        throw Error("it has more than 10,000 sheets", {file_}, "split it into several workbooks");
      }
    }
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view, std::string_view) override {}

  std::vector<SheetEntry> entries;
  bool since_1904 = false;

 private:
  std::string file_;
};

/// For messages: "orders.xlsx (xl/styles.xml)"
std::string place_of(const ZipParts& parts, const std::string& part) {
  return fmt::format("{} ({})", parts.file(), one_line(part, 100));
}

/// "xl/workbook.xml" is described by "xl/_rels/workbook.xml.rels".
PartRelations relations_of(const ZipParts& parts, const std::string& part, std::int64_t largest) {
  const std::size_t slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash);
  const std::string name = slash == std::string::npos ? part : part.substr(slash + 1);
  const std::string beside = (folder.empty() ? "" : folder + '/') + "_rels/" + name + ".rels";
  if (!parts.has(beside)) return {};
  RelationsHandler handler(folder);
  read_workbook_xml(parts.open(beside, largest), place_of(parts, beside), handler);
  return std::move(handler.relations);
}

/// The first part of a type, which is told by the end of its name; both forms of it end alike.
std::string part_of_type(const PartRelations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type.ends_with(type)) return relation.target;
  }
  return "";
}

/// Opens the container of a workbook, or says why the file is none.
WorkbookContainer container_of(ByteSource& file) {
  std::string mark(container_mark_size, '\0');
  mark.resize(file.read(mark.data(), mark.size()));
  return recognise_container(mark);
}

void check_container(ByteSource& file, const std::string& name) {
  switch (container_of(file)) {
    case WorkbookContainer::zip:
      return;
    case WorkbookContainer::ole:
      refuse_ole(file, name);
    case WorkbookContainer::none:
      throw Error("this is not a workbook", {name}, "save it as .xlsx or CSV");
  }
}

ZipParts open_checked(ByteSource& file, const std::string& path) {
  check_container(file, path);
  return ZipParts(path);
}

ZipParts open_checked(ByteSource& file, std::string_view bytes, const std::string& name) {
  check_container(file, name);
  return {bytes, name};
}

}  // namespace

Workbook::Workbook(const std::string& path, const WorkbookLimits& limits)
    : parts_(open_checked(*open_bytes(path), path)), limits_(limits) {
  const auto file = open_bytes(path);
  file_size_ = file->size();
  content_hash_ = content_hash_of(*file);
  read_sheets();
}

Workbook::Workbook(std::string_view bytes, const std::string& name, const WorkbookLimits& limits)
    : parts_(open_checked(*bytes_in_memory(bytes), bytes, name)), limits_(limits) {
  file_size_ = static_cast<std::int64_t>(bytes.size());
  content_hash_ = content_hash_of(*bytes_in_memory(bytes));
  read_sheets();
}

Workbook Workbook::from_bytes(std::string_view bytes, const std::string& name,
                              const WorkbookLimits& limits) {
  return {bytes, name, limits};
}

void Workbook::read_sheets() {
  const PartRelations top = relations_of(parts_, "", limits_.small_part);
  std::string part = part_of_type(top, "/officeDocument");
  if (!parts_.has(part)) part = "xl/workbook.xml";
  if (!parts_.has(part) || !part.ends_with(".xml")) refuse_zip(parts_);
  SheetListHandler list(parts_.file());
  read_workbook_xml(parts_.open(part, limits_.small_part), place_of(parts_, part), list);
  const PartRelations relations = relations_of(parts_, part, limits_.small_part);
  strings_part_ = part_of_type(relations, "/sharedStrings");
  styles_part_ = part_of_type(relations, "/styles");
  since_1904_ = list.since_1904;
  for (SheetEntry& entry : list.entries) {
    const auto relation = relations.find(entry.relation);
    const bool is_known = relation != relations.end();
    if (is_known && !relation->second.type.ends_with("/worksheet")) continue;
    sheets_.push_back({std::move(entry.name), entry.is_hidden,
                       is_known ? relation->second.target : std::string()});
  }
  if (sheets_.empty()) {
    // Documents of Word have a main part too.
    if (list.entries.empty() && !parts_.has("xl/workbook.xml")) refuse_zip(parts_);
    throw Error("the workbook has no sheet with cells", {parts_.file()},
                "save the table as .xlsx or CSV");
  }
}

std::vector<std::string> Workbook::sheet_names() const {
  std::vector<std::string> names;
  names.reserve(sheets_.size());
  for (const WorkbookSheet& sheet : sheets_) names.push_back(sheet.name);
  return names;
}

const WorkbookSheet& Workbook::find_sheet(const std::string& name) const {
  const auto named = [&](auto same) { return std::find_if(sheets_.begin(), sheets_.end(), same); };
  auto sheet = named([&](const WorkbookSheet& one) { return one.name == name; });
  if (sheet == sheets_.end()) {
    sheet = named([&](const WorkbookSheet& one) { return fold(one.name) == fold(name); });
  }
  if (sheet != sheets_.end()) return *sheet;
  std::string help = did_you_mean(name, sheet_names());
  if (help.empty()) help = fmt::format("its sheets: {}", fmt::join(sheet_names(), ", "));
  throw Error(fmt::format("the workbook has no sheet '{}'", name), {parts_.file()},
              one_line(help, 500));
}

std::shared_ptr<const WorkbookContext> Workbook::context() const {
  if (context_) return context_;
  auto read = std::make_shared<WorkbookContext>();
  if (!styles_part_.empty() && parts_.has(styles_part_)) {
    read->formats = read_cell_formats(parts_.open(styles_part_, limits_.small_part),
                                      place_of(parts_, styles_part_));
  }
  if (!strings_part_.empty() && parts_.has(strings_part_)) {
    read->strings = SharedStrings(parts_.open(strings_part_, limits_.streamed_part),
                                  place_of(parts_, strings_part_), limits_.strings);
  }
  read->since_1904 = since_1904_;
  read->file_size = file_size_;
  read->content_hash = content_hash_;
  context_ = std::move(read);
  return context_;
}

std::unique_ptr<RowSource> Workbook::open(const std::string& sheet) const {
  const WorkbookSheet& found = find_sheet(sheet);
  const std::string name = fmt::format("{} (sheet '{}')", parts_.file(), one_line(found.name, 100));
  if (found.part.empty()) {
    throw Error("the file is damaged: it does not say where the sheet is", {name},
                "copy the file again, or open it in Excel and save it anew");
  }
  return std::make_unique<XlsxSheet>(parts_.open(found.part, limits_.streamed_part), context(),
                                     name);
}

bool is_workbook(const std::string& path) {
  const auto file = open_bytes(path);
  return file->compression().empty() && container_of(*file) != WorkbookContainer::none;
}

}  // namespace rastro
