"""Tests of etl/seal."""
