"""Tests of etl/remarks and of what pages show of it."""
