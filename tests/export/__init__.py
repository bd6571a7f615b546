"""Tests of dasbor/export."""
