#pragma once

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RASTRO_ADDRESS_SANITIZER
#endif
#endif

namespace rastro {

#ifdef RASTRO_ADDRESS_SANITIZER
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

/// How often a test tries what it would try so often. Sanitizers are slow and look for faults of
/// the code: one made-up month shows these, while rates are the other build's business.
constexpr int repetitions(int wanted) { return is_sanitized ? 1 : wanted; }

}  // namespace rastro
