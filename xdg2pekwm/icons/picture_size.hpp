// Which sizes a menu's pictures may have: what [icons] size and gap take, whoever reads them.
#pragma once

namespace icons {

inline constexpr unsigned leastSize = 8;   ///< pixels; below it nothing can be told from anything
inline constexpr unsigned mostSize = 512;  ///< pixels
inline constexpr unsigned widestGap = 256; ///< transparent pixels at the right of a picture

} // namespace icons
