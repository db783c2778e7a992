"""How seldom Python looks for garbage of tests. Imported before anything of the program."""

import gc

# Thousands of requests in one process: looking for garbage as often as a server does takes a tenth.
# Seldomer than this, what programs and requests of tests before left fills a gigabyte and more.
gc.set_threshold(200_000, 20, 10)
