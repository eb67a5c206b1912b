#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>
#include <vector>

#include "records/tables.h"

namespace rastro {

/// An SQL name in double quotes.
std::string quoted_name(std::string_view name);
/// The names, quoted and joined by commas.
std::string quoted_names(const std::vector<std::string>& names);

/// Whether a file is a database of Rastro's, by its first bytes. False where it cannot be read.
bool is_own_database(const std::string& path);

/// Opens or creates the file, ready for writing. Throws Error for a file that is not ours to use.
SQLite::Database open_database(const std::string& path);

/// Creates what is missing: the tables, their new columns, the import log; brings what an older
/// program wrote to this one's schema. Throws Error where the file belongs to another model.
void create_schema(SQLite::Database& database, const std::vector<TableSpec>& tables,
                   const std::string& model, const std::string& path);

/// What an exception of the database means to the user, and what to do about it.
[[noreturn]] void throw_database_error(const SQLite::Exception& exception, const std::string& path);

}  // namespace rastro
