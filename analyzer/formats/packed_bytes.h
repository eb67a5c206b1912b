#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "formats/byte_source.h"

namespace rastro {

/// How many of a file's first bytes recognise_packing() wants to see.
inline constexpr std::size_t packing_mark_size = 10;

/// "gzip", "zstd", "xz" or "bzip2" by the first bytes of a file, "" for anything else.
std::string_view recognise_packing(std::string_view first_bytes);

/// The bytes that were packed with gzip (one member or several, zeros behind them) or zstd (one
/// frame or several). Expanded chunk by chunk: memory is bounded however much comes out, for zstd
/// by its window of at most 128 MiB, which is what `zstd` itself accepts unless told otherwise.
///
/// Reading throws Error where the data is damaged, ends too early, or is followed by anything else:
/// half a file is never taken for the whole. `file` names it in messages.
std::unique_ptr<ByteSource> expand_gzip(std::unique_ptr<ByteSource> packed, std::string file);
std::unique_ptr<ByteSource> expand_zstd(std::unique_ptr<ByteSource> packed, std::string file);

}  // namespace rastro
