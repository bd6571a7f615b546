"""The tests of this room run on both stores."""

from tests.store.lake.both import catalog, postgres, pytest_generate_tests, store_kind

__all__ = ["catalog", "postgres", "pytest_generate_tests", "store_kind"]
