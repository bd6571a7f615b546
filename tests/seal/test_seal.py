"""Keys and signatures: any byte that changes is noticed, an old key stays known, a lost one is said."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from etl.seal import keys, sign
from etl.store.versions import Store
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from etl.upkeep.put_back import restore_backup
from tests import golden


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    assert keys.find_public(tmp_path) is None
    key = keys.read_key(tmp_path)
    assert keys.write_public(keys.read_key(tmp_path)) == keys.write_public(key) == keys.find_public(tmp_path)
    assert list(keys.list_public(tmp_path)) == [keys.fingerprint(keys.write_public(key))]
    modes = {p.name: p.stat().st_mode & 0o777 for p in (tmp_path / "tanda").iterdir()}
    assert set(modes.values()) == {0o600}


def test_who_comes_at_the_same_time_gets_the_same_key(tmp_path: Path) -> None:
    found: list[bytes] = []
    together = [
        threading.Thread(target=lambda: found.append(keys.write_public(keys.read_key(tmp_path)))) for _ in range(8)
    ]
    for t in together:
        t.start()
    for t in together:
        t.join()
    assert len(found) == 8 and len(set(found)) == 1
    assert len(keys.list_public(tmp_path)) == 1


def test_a_lost_key_is_said_and_not_replaced(tmp_path: Path) -> None:
    keys.read_key(tmp_path)
    (tmp_path / "tanda" / "kunci.pem").unlink()
    with pytest.raises(keys.KeyLost, match="hilang. Salin kembali dari cadangan"):
        keys.read_key(tmp_path)
    (tmp_path / "tanda" / "kunci.pem").write_text("rusak")
    with pytest.raises(keys.KeyLost, match="rusak"):
        keys.read_key(tmp_path)


def test_after_a_renewal_files_of_the_old_key_are_still_known(tmp_path: Path) -> None:
    old = sign.sign_html(b"<p>lama</p>", keys.read_key(tmp_path))
    new = keys.renew(tmp_path)
    assert new != sign.examine(old).fingerprint
    assert set(keys.list_public(tmp_path)) == {new, sign.examine(old).fingerprint}
    assert sign.examine(sign.sign_html(b"baru", keys.read_key(tmp_path))).fingerprint == new


@pytest.mark.parametrize("make", [sign.sign_html, sign.sign_plain])
def test_any_byte_that_changes_breaks_the_signature(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(6)
    file = make(bytes(chance.randrange(256) for _ in range(5_000)), keys.read_key(tmp_path))
    assert sign.examine(file).content == file[:5_000]
    for _ in range(1_000):
        place, turned = chance.randrange(len(file)), chance.randrange(1, 256)
        changed = file[:place] + bytes([file[place] ^ turned]) + file[place + 1 :]
        with pytest.raises(sign.NotSigned):
            sign.examine(changed)
    for cut in (file[:-1], file + b"\n", file + b"<p>", file[1:], b""):
        with pytest.raises(sign.NotSigned):
            sign.examine(cut)


def test_the_key_is_in_the_backup_and_comes_back(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden.publish_book(store, "2025-T3", {"Koperasi": golden.BUKU["2025-T3"]["Koperasi"]})
    before = keys.write_public(keys.read_key(store.folder))
    backup(store, tmp_path / "cadangan")
    new = Store(tmp_path / "baru")
    restore_backup(new, tmp_path / "cadangan")
    assert keys.find_public(new.folder) == before
    assert list(keys.list_public(new.folder)) == [keys.fingerprint(before)]


def test_doctor_says_whether_the_key_is_there(store: Store) -> None:
    def look() -> tuple[str, str]:
        (sign_,) = (s for s in doctor.examine(store) if s.code == "tanda")
        return sign_.state, sign_.found

    assert look() == (doctor.GOOD, "belum diperlukan")
    print_ = keys.fingerprint(keys.write_public(keys.read_key(store.folder)))
    assert look() == (doctor.GOOD, f"ada, sidik {keys.say_fingerprint(print_)}")
    (store.folder / "tanda" / "kunci.pem").unlink()
    assert look()[0] == doctor.WRONG
