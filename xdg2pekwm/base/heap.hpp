// Memory for a run that will need a lot of it.
#pragma once

#include <cstddef>

namespace base {

/// Says that about `bytes` will be asked for in small pieces, by one thread or several. The first touch of a
/// page costs more than most pages are used for: pages come together from here on, as large ones where the
/// system has them and there is enough for one. Changes nothing else, and nothing at all where that is
/// impossible.
void expectHeap(std::size_t bytes);

/// Has the pages of [start, start + bytes) there at once, where the system can do that; they are about to be
/// written, all of them.
void expectWrites(void* start, std::size_t bytes);

} // namespace base
