"""Work behind the window: the library with its signals, threads, slices, progress."""
