#include "notes/told_kind.h"

namespace rastro {

std::vector<ToldKind> told_kinds(const NoteReader& reader, const ProcessModel& model,
                                 std::string_view stated, std::string_view note) {
  if (!stated.empty()) return {{std::string(stated)}};
  std::vector<ToldKind> kinds;
  for (const ToldFailure& told : reader.read(note)) {
    kinds.push_back({model.failures[told.kind].id, true, told.words});
  }
  return kinds;
}

}  // namespace rastro
