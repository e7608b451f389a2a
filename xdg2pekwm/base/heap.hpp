// Memory for a run that will need a lot of it. The first touch of a page costs more than most pages are used
// for; so pages come together from here on, where the system can do that. Nothing else changes.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace base {

/// Has the pages of [start, start + bytes) there at once; they are about to be written, all of them.
void expectWrites(void* start, std::size_t bytes);

/// Has the pages there at once that nearly every run touches one by one: the program's own code, the rest of
/// its first heap, and some of its stack.
void expectRun();

/// The same for the stack alone, of the thread that asks.
void expectStack();

/// Has all threads that start from here on share one heap. One of its own, which the C library would make at
/// the first piece that a thread takes or gives back, costs more than a short-lived thread does.
void shareHeap();

/// Gives back to the system what nobody uses: for who sleeps after a run that needed much.
void giveBackHeap();

/// A heap of large pages, of which one costs as much as some twenty small ones; what is asked for in small
/// pieces lies in them, whatever thread asks. Up to one of them is there in vain: memory that nobody misses
/// for some milliseconds, where small pages would cost a virtual machine a tenth to a third of a run. Where
/// the system has no large pages, as many small ones are there at once.
class LargePages {
  public:
    /// About `bytes` will be asked for from here on. Whoever learns later that it is more says so again.
    void expect(std::size_t bytes);

  private:
    struct Free {
        void operator()(void* piece) const { std::free(piece); }
    };

    /// From the end of what was in use to the first large page: given to nobody, and never touched.
    std::unique_ptr<void, Free> gap_;
};

} // namespace base
