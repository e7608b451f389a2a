// Whether this is a build for finding faults, and which: what the sanitizers cannot live with is left out
// there.
#pragma once

namespace base {

#if defined(__has_feature)
#define KIT_SANITIZED(feature) __has_feature(feature)
#else
#define KIT_SANITIZED(feature) 0
#endif

#if defined(__SANITIZE_THREAD__) || KIT_SANITIZED(thread_sanitizer)
inline constexpr bool threadSanitizer = true;
#else
inline constexpr bool threadSanitizer = false;
#endif

/// They have a heap of their own, and shadow memory that is larger than any limit.
#if defined(__SANITIZE_ADDRESS__) || KIT_SANITIZED(address_sanitizer)
inline constexpr bool shadowMemory = true;
#else
inline constexpr bool shadowMemory = threadSanitizer;
#endif

#undef KIT_SANITIZED

} // namespace base
