"""Several areas of government on one shared catalog: two publish at once, and another server serves both from it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.front.doors import open_door
from tests.front.test_house import wait_for
from tests.tenants import two
from tests.tenants.two import CITY, INVENTED
from tests.viewer import Viewer


def test_two_areas_publish_at_once_into_one_catalog_and_another_server_shows_each_its_own(
    catalog: str, tmp_path: Path
) -> None:
    first = two.build(tmp_path / "satu")  # each has published its first quarter into the catalog
    second = tmp_path / "dua" / "pemda.toml"
    for address in (CITY, INVENTED):
        shutil.copytree(first.parent / address / "acuan", second.parent / address / "acuan")
    shutil.copy(first, second)
    two.publish_both(first)
    settings = {"KOPERASI_STORE": catalog, "KOPERASI_STORE_DATA": str(tmp_path / "bersama")}
    with open_door(second, **settings) as house:
        assert house.ask("/").text.count("Belum menerbitkan") == 2
        for own, other in ((CITY, INVENTED), (INVENTED, CITY)):
            house.wake(own)
            with Viewer(f"{house.address}/{own}") as viewer:
                seen = viewer.look("koperasi").text
            assert (str(two.BOOKS[own][2]) in seen, str(two.BOOKS[other][2]) in seen) == (True, False)
            assert "versi 2" in house.ask(f"/{own}/masuk").text
        assert wait_for(lambda: house.ask("/").text.count("Triwulan II 2025") == 2, 5)
