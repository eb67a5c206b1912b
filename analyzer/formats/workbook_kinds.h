#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/byte_source.h"
#include "formats/zip_parts.h"

namespace rastro {

/// What the first bytes of a file say about it as a workbook.
enum class WorkbookContainer { none, zip, ole };

/// How many of a file's first bytes recognise_container() wants to see.
inline constexpr std::size_t container_mark_size = 8;
WorkbookContainer recognise_container(std::string_view first_bytes);

/// Throws the Error that fits a file in the container of older Office files: .xls, or an .xlsx that
/// is protected by a password.
[[noreturn]] void refuse_ole(ByteSource& file, const std::string& name);

/// Throws the Error that fits a zip file without a workbook of XML: .ods, .xlsb, a Word document,
/// or any other.
[[noreturn]] void refuse_zip(const ZipParts& parts);

}  // namespace rastro
