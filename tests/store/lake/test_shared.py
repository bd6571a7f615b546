"""What one server publishes another one has; what both do at once is neither lost nor doubled."""

from __future__ import annotations

from etl.prove import verify
from etl.publish.publish import restore_version
from etl.publish.withdraw import withdraw_upload
from etl.store.differences import list_differences
from etl.store.versions import Store
from tests import golden


def compare(one: Store, second: Store) -> dict[int, list[str]]:
    """{version: what differs} of two servers, over all versions that either has."""
    numbers = {*one.list_versions(), *second.list_versions()}
    return {
        n: [d.say_difference() for d in list_differences(one.find_path(n), second.find_path(n))] for n in numbers
    }


def test_what_one_server_publishes_another_has_table_by_table(server):
    first = server("satu")
    for quarter in ("2024-T3", "2024-T4", "2025-T3"):
        golden.publish_book(first, quarter, golden.BUKU[quarter])
    restore_version(1, "Siti", store=first)
    withdraw_upload("1", "Budi", "salah berkas", store=first)
    second = server("dua")
    assert second.find_current() is None
    second.catch_up()
    assert second.find_current() == 5
    assert compare(first, second) == {1: [], 2: [], 3: [], 4: [], 5: []}
    assert [second.records.path(n).read_bytes() for n in range(1, 6)] == [
        first.records.path(n).read_bytes() for n in range(1, 6)
    ]
    assert second.read_secret() == first.read_secret()
    assert verify.verify_store(second).problems == []
    assert verify.verify_store(first).problems == []
