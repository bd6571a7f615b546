"""Speed and memory, measured and printed beside their limits: `make bench`."""
