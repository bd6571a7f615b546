"""Tests of etl/corrections."""
