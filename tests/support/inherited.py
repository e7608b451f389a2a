"""What a sealed environment must let through: without it a build with sanitizers, or with libraries in a folder of its
own, does not run at all."""

import os

NAMES = ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS")


def variables():
    return {name: os.environ[name] for name in NAMES if name in os.environ}
