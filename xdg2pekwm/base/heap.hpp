// Memory for a run that will need a lot of it.
#pragma once

#include <cstddef>

namespace base {

/// Says that about `bytes` will be asked for in small pieces. Where the system has large pages the heap is
/// made of them from here on: the first touch of a page costs more than most pages are used for, and there
/// are five hundred small pages in a large one. Changes nothing else, and nothing at all where that is
/// impossible.
void expectHeap(std::size_t bytes);

} // namespace base
