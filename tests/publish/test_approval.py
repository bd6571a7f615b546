"""Four eyes ([terbitan] persetujuan): nothing is published without somebody else's word, both names are recorded, and
what was published in between is looked at again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from etl import run
from etl.__main__ import main
from etl.accounts.roles import User
from etl.acuan import load_reference
from etl.audit import log
from etl.model import CheckResult
from etl.pesan import make_finding
from etl.prove.verify import verify_store
from etl.publish.drafts import approval
from etl.publish.drafts.approval import NotWaiting
from etl.publish.publish import publish_workbook, restore_version
from etl.publish.ready import ApprovalNeeded, VersionMoved, wants_approval
from etl.store.drafts import Drafts
from etl.store.faults import StoreDamaged
from etl.store.unpublished.previews import Previews
from etl.store.unpublished.submissions import Submission, Submissions
from etl.store.versions import Store
from tests.built import copy_built
from tests.installations import copy_reference, with_settings
from tests.workbooks import REGISTER, workbook

SITI, BUDI, HEAD = User("siti", "petugas"), User("budi", "petugas"), User("kepala", "pimpinan")
WANTED = with_settings("terbitan", persetujuan="ya")


def book(*statuses: str) -> bytes:
    names = ["KSP Maju", "KUD Tani", "KSU Jaya"]
    pairs = list(zip(names, statuses, strict=True))
    rows = [[i, f"357203000{i}", n, f"{i}/BH/XV", "Turi", "Sukorejo", s, 2024] for i, (n, s) in enumerate(pairs, 1)]
    return workbook({"Register": [REGISTER, *rows]})


FIRST, NEXT, OTHER = (book(*s) for s in (("Aktif",) * 3, ("Aktif", "Aktif", "Tidak Aktif"), ("Tidak Aktif",) * 3))


@pytest.fixture
def published(store: Store) -> Store:
    copy_built("satu terbitan untuk persetujuan", store.folder, lambda: publish(FIRST, "2025-T1"))
    return store


@pytest.fixture
def submitted(store: Store) -> Submission:
    """The same, and siti has handed in the next quarter."""
    copy_built("satu ajuan", store.folder, _hand_in_first)
    (waiting,) = Submissions(store.folder).list_all()
    return waiting


def _hand_in_first() -> None:
    copy_built("satu terbitan untuk persetujuan", Store().folder, lambda: publish(FIRST, "2025-T1"))
    hand_in(Store())


def publish(data: bytes, quarter: str, reason: str = "") -> int:
    return publish_workbook(run.check_workbook(data, "a.xlsx", quarter), data, "penguji", reason)


def hand_in(store: Store, data: bytes = NEXT, by: str = "siti", reason: str = "memang") -> Submission:
    result = run.check_workbook(data, "b.xlsx", "2025-T2", store=store)
    return approval.hand_in(result, data, by, reason, store=store, reference=WANTED)


def approve(store: Store, s: Submission, who: User = HEAD, seen: CheckResult | None = None) -> int:
    result, data = approval.check_again(s, store)
    return approval.approve(s, seen or result, data, who, store, WANTED, "10.0.0.9")


def events() -> list[tuple[str, str]]:
    return [(e.event, e.by) for e in log.read_entries()]


def test_nobody_publishes_alone_where_the_setting_wants_approval(published):
    result = run.check_workbook(NEXT, "b.xlsx", "2025-T2")
    with pytest.raises(ApprovalNeeded, match="tekan Ajukan; pimpinan menyetujuinya di halaman Persetujuan"):
        publish_workbook(result, NEXT, "siti", "memang", reference=WANTED)
    assert published.find_current() == 1
    for value, wanted in (("tidak", 2), ("ya", None)):
        reference = with_settings("terbitan", persetujuan=value)
        if wanted:
            assert publish_workbook(result, NEXT, "siti", "memang", reference=reference) == wanted


def test_the_command_line_says_how_and_changes_nothing(published, tmp_path: Path, monkeypatch, capsys):
    folder = copy_reference(tmp_path, persetujuan="ya")
    monkeypatch.setenv("KOPERASI_ACUAN", str(folder))
    (tmp_path / "b.xlsx").write_bytes(NEXT)
    words = ["publish", str(tmp_path / "b.xlsx"), "--periode", "2025-T2", "--oleh", "siti", "--alasan", "x"]
    assert main([*words, "--json"]) == 2
    assert "pimpinan menyetujui setiap terbitan" in capsys.readouterr().out
    assert published.find_current() == 1


def test_a_mistyped_setting_wants_approval(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, persetujuan="iya")))
    assert wants_approval(load_reference()) is True


def test_approved_it_is_published_with_both_names_in_record_ledger_and_audit(store, submitted):
    s = submitted
    assert store.find_current() == 1
    assert Previews(store.folder).find_of("siti", s.id).is_handed_in
    assert approve(store, s) == 2
    record = store.records.read(2)
    assert (record["oleh"], record["disetujui"], record["alasan"]) == ("siti", "kepala", "memang")
    ledger = store.open_version(2).execute("select oleh, keterangan from terbitan where nomor = 2").fetchall()
    assert ledger == [("siti", "b.xlsx (disetujui kepala): memang")]
    assert events()[-3:] == [("ajukan", "siti"), ("setuju", "kepala"), ("terbit", "siti")]
    assert log.read_entries()[-1].facts["disetujui"] == "kepala"
    assert (Submissions(store.folder).list_all(), Previews(store.folder).list_all()) == ([], [])


def test_a_replay_asks_nobody(store, submitted, tmp_path: Path, monkeypatch):
    approve(store, submitted)
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, persetujuan="ya")))
    assert verify_store(store).problems == []


def test_whoever_handed_it_in_and_whoever_may_not_cannot_decide(store, submitted):
    result, data = approval.check_again(submitted, store)
    for who in (SITI, BUDI, User("Siti", "pimpinan"), User("siti", "admin"), User("tamu", "pembaca")):
        with pytest.raises(StoreDamaged, match="Yang mengajukan tidak dapat menyetujui"):
            approval.approve(submitted, result, data, who, store, WANTED)
        with pytest.raises(StoreDamaged):
            approval.send_back(submitted, who, "x", store)
    assert store.find_current() == 1
    assert [approval.list_for(who, [submitted]) for who in (SITI, BUDI, HEAD)] == [[], [], [submitted]]


def test_a_draft_that_was_looked_at_above_another_version_is_not_published(store, submitted):
    seen, data = approval.check_again(submitted, store)
    with pytest.raises(VersionMoved, match="versi 1 diterbitkan oleh penguji"):
        approval.approve(submitted, replace(seen, base_version=None), data, HEAD, store, WANTED)
    assert (store.find_current(), Submissions(store.folder).list_all()) == (1, [submitted])


def test_a_reason_answers_what_was_asked_then_only(store, submitted):
    result, data = approval.check_again(submitted, store)
    assert approval.list_unanswered(result, submitted) == []
    narrower = replace(submitted, gates=[])
    Submissions(store.folder).note(narrower)
    result.temuan.append(make_finding("gerbang_berkas_sama", periode="Triwulan I 2025"))
    assert approval.list_unanswered(result, narrower) == approval.list_gates(result) != []
    with pytest.raises(StoreDamaged, match="meminta alasan lain"):
        approval.approve(narrower, result, data, HEAD, store, WANTED)


def test_sent_back_the_petugas_sees_why_and_goes_on_with_the_draft(store, submitted):
    s = submitted
    approval.send_back(s, HEAD, "status KSU Jaya keliru", store)
    (back,) = Submissions(store.folder).list_all()
    assert (back.state, back.decided_by, back.decision) == ("dikembalikan", "kepala", "status KSU Jaya keliru")
    begun = Drafts(store.folder).read("siti")
    assert (begun["berkas"], begun["triwulan"], begun["alasan"]) == ("b.xlsx", "2025-T2", {"2025-T2": "memang"})
    assert Drafts(store.folder).read_workbook("siti", s.sha256) == NEXT
    assert (store.find_current(), Previews(store.folder).list_all()) == (1, [])
    assert events()[-1] == ("kembalikan", "kepala")
    with pytest.raises(NotWaiting):
        approval.check_again(back, store)
    hand_in(store)
    assert [(x.state, x.by) for x in Submissions(store.folder).list_all()] == [("menunggu", "siti")]


def test_what_staff_ticked_comes_back_with_a_returned_draft(store, submitted):
    ticked = replace(submitted, nil=["pelatihan"], starts_real_data=True)
    Submissions(store.folder).note(ticked)
    approval.send_back(ticked, HEAD, "x", store)
    begun = Drafts(store.folder).read("siti")
    assert (begun["nihil"], begun["setuju"]) == (["pelatihan"], {"2025-T2": 1})


def test_taken_back_it_waits_no_more(store, submitted):
    s = submitted
    approval.take_back(s, store)
    with pytest.raises(NotWaiting, match="sudah diputuskan, ditarik"):
        approve(store, s)
    assert Drafts(store.folder).read_workbook("siti", s.sha256) == NEXT


def test_invented_data_need_nobody_and_undoing_stays_quick(published, tmp_path: Path):
    assert restore_version(1, "siti", store=published, reference=WANTED) == 2
    invented = workbook({"Register": [REGISTER, [1, "3572030001", "A", "1/BH", "Turi", None, "Aktif"]]}, sample=True)
    empty = Store(tmp_path / "lain")
    result = run.check_workbook(invented, "c.xlsx", "2025-T1", store=empty)
    assert publish_workbook(result, invented, "sistem", store=empty, reference=WANTED) == 1
