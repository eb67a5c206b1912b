#include "report/write.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/error.h"
#include "base/parallel.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "report/ticket_markdown.h"
#include "report/wording.h"
#include "report/workbook.h"

namespace rastro {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view our_names[] = {"review.json",  "review.html", "review.xlsx",
                                          "failures.csv", "calls.csv",   "at_risk.csv",
                                          "tickets.csv",  "tickets"};

Error cannot_write(const fs::path& path, const std::string& reason) {
  return Error("cannot write: " + reason, {path.string(), 0, ""},
               "check that the folder exists, may be written to and that the disk has room, or "
               "choose another with --out");
}

void write_file(const fs::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) throw cannot_write(path, "the file could not be written");
}

/// Free to be taken: not there, empty, or a review of ours.
void expect_ours(const fs::path& folder) {
  if (!fs::exists(fs::symlink_status(folder))) return;
  const bool is_folder = fs::is_directory(folder);
  if (is_folder && (fs::is_empty(folder) || fs::exists(folder / "review.json"))) return;
  throw Error(is_folder ? "the folder is not a review: it holds other files and no review.json"
                        : "a file stands where the review folder should be",
              {folder.string(), 0, ""}, "choose another folder with --out, or move it away");
}

bool is_language_folder(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  return entry.is_directory() && !entry.is_symlink() && find_locale(name) &&
         tag_of(*find_locale(name)) == name;
}

/// A file of the review, or a folder of one language that holds nothing else.
bool is_ours(const fs::directory_entry& entry) {
  if (is_language_folder(entry)) {
    const auto is_named_ours = [](const fs::directory_entry& inner) {
      return !is_language_folder(inner) && is_ours(inner);
    };
    return std::all_of(fs::directory_iterator(entry), {}, is_named_ours);
  }
  const std::string name = entry.path().filename().string();
  return std::find(std::begin(our_names), std::end(our_names), name) != std::end(our_names);
}

/// Free to be cleared away: what a run leaves that was killed while writing or clearing.
void expect_leftover(const fs::path& folder) {
  const bool only_ours =
      fs::is_directory(folder) && std::all_of(fs::directory_iterator(folder), {}, is_ours);
  if (!only_ours) expect_ours(folder);
}

/// The folder of a language within the review: the first stands in the review's own.
fs::path place_of(const Locale& locale, const std::vector<Locale>& locales) {
  return locale == locales.front() ? fs::path() : fs::path(tag_of(locale));
}

std::vector<OtherPage> other_pages(const Locale& locale, const std::vector<Locale>& locales) {
  const fs::path up = locale == locales.front() ? fs::path() : fs::path("..");
  std::vector<OtherPage> others;
  for (const Locale& other : locales) {
    if (other == locale) continue;
    others.push_back({other, (up / place_of(other, locales) / "review.html").generic_string()});
  }
  return others;
}

/// The review in one language.
struct Edition {
  Wording wording;
  std::vector<OtherPage> others;
  fs::path folder;
};

std::vector<Edition> make_editions(const Review& review, const ProcessModel& model,
                                   const std::vector<Locale>& locales, const fs::path& folder) {
  std::vector<Edition> editions;
  for (const Locale& locale : locales) {
    editions.push_back({Wording(model, locale, review), other_pages(locale, locales),
                        folder / place_of(locale, locales)});
    fs::create_directories(editions.back().folder / "tickets");
  }
  return editions;
}

void write_page(const Review& review, const Edition& edition, const StoryTeller& story_of) {
  const OrderStories stories =
      story_of ? story_of(example_orders(review), edition.wording) : OrderStories();
  write_file(edition.folder / "review.html",
             review_html(review, edition.wording, stories, edition.others));
}

void write_sheets(const Review& review, const Edition& edition) {
  const fs::path workbook = edition.folder / "review.xlsx";
  const std::string fault = write_workbook(review, edition.wording, workbook.string());
  if (!fault.empty()) throw cannot_write(workbook, fault);
}

void write_lists(const Review& review, const Edition& edition) {
  const fs::path& folder = edition.folder;
  write_file(folder / "calls.csv", calls_csv(review, edition.wording));
  write_file(folder / "at_risk.csv", at_risk_csv(review, edition.wording));
  write_file(folder / "tickets.csv", tickets_csv(review, edition.wording));
  for (const ReviewTicket& ticket : review.tickets) {
    write_file(folder / "tickets" / (ticket.id + ".md"),
               ticket_markdown(review, ticket, edition.wording));
  }
}

/// Pages, workbooks and the rest side by side: each of the three in one thread, since the stories
/// of all pages come from one database connection.
void write_files(const Review& review, const std::vector<Edition>& editions, const fs::path& folder,
                 const StoryTeller& story_of) {
  const auto write_part = [&](std::size_t part) {
    for (const Edition& edition : editions) {
      if (part == 0) write_sheets(review, edition);
      if (part == 1) write_page(review, edition, story_of);
      if (part == 2) write_lists(review, edition);
    }
    if (part < 2) return;
    write_file(folder / "review.json", review_json(review));
    write_file(folder / "failures.csv", failures_csv(review));
  };
  in_parallel(3, write_part);
}

void keep_foreign_files(const fs::path& old, const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(old)) {
    if (is_ours(entry)) continue;
    if (is_language_folder(entry)) {
      fs::create_directories(folder / entry.path().filename());
      keep_foreign_files(entry, folder / entry.path().filename());
    } else {
      fs::rename(entry.path(), folder / entry.path().filename());
    }
  }
}

void put_in_place(const fs::path& fresh, const fs::path& folder, const fs::path& old) {
  if (!fs::exists(folder)) {
    fs::rename(fresh, folder);
    return;
  }
  fs::rename(folder, old);
  std::error_code failed;
  fs::rename(fresh, folder, failed);
  if (failed) {
    fs::rename(old, folder);
    throw cannot_write(folder, failed.message());
  }
  keep_foreign_files(old, folder);
  fs::remove_all(old);
}

/// A run that was killed between the renames of put_in_place left its user's own files in `old`.
void finish_killed_run(const fs::path& folder, const fs::path& old) {
  if (!fs::exists(old)) return;
  if (fs::exists(folder)) {
    keep_foreign_files(old, folder);
  } else {
    fs::rename(old, folder);
  }
}

/// "a/b/" names the same folder as "a/b".
fs::path without_slash(const std::string& folder) {
  const fs::path path = fs::path(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

void write_review(const Review& review, const ProcessModel& model,
                  const std::vector<Locale>& locales, const std::string& folder,
                  const StoryTeller& story_of) {
  const fs::path target = without_slash(folder);
  const fs::path fresh = target.string() + ".partial";
  const fs::path old = target.string() + ".old";
  try {
    expect_ours(target);
    for (const fs::path& leftover : {fresh, old}) expect_leftover(leftover);
    finish_killed_run(target, old);
    fs::remove_all(fresh);
    fs::remove_all(old);
    fs::create_directories(fresh);
    write_files(review, make_editions(review, model, locales, fresh), fresh, story_of);
    put_in_place(fresh, target, old);
  } catch (const fs::filesystem_error& fault) {
    throw cannot_write(target, fault.code().message());
  }
}

}  // namespace rastro
