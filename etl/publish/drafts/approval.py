"""Four eyes: where the setting wants it, staff hand a draft in, and somebody else approves it or sends it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl import clock, personal, run
from etl.accounts.roles import User, may_approve
from etl.acuan import Reference, load_reference
from etl.audit import log
from etl.corrections.typed import read_entry, write_entry
from etl.model import CheckResult
from etl.pesan import GATES, STARTS_REAL_DATA, WRONG, say_counts
from etl.publish.drafts.preview_version import build_preview
from etl.publish.publish import publish_workbook, refuse_findings
from etl.publish.ready import refuse_moved
from etl.store.drafts import Drafts
from etl.store.faults import StoreDamaged, say_cause
from etl.store.unpublished.previews import Previews
from etl.store.unpublished.submissions import SENT_BACK, WAITING, Submission, Submissions, make_id
from etl.store.versions import Store


class NotWaiting(StoreDamaged):
    """Somebody decided about the draft, or took it back, since the page was opened."""


def hand_in(
    result: CheckResult,
    data: bytes,
    by: str,
    reason: str = "",
    starts_real_data: bool = False,
    store: Store | None = None,
    reference: Reference | None = None,
    address: str = "",
) -> Submission:
    """Keep a draft with its preview until somebody decides. Raises NotPublishable, VersionMoved, StoreDamaged."""
    store, reference = store or Store(), reference or load_reference()
    refuse_findings(result, reason, starts_real_data)
    refuse_moved(store, result.base_version)
    s = _describe(result, by, reason, starts_real_data)
    facts = {"triwulan": s.periode, "berkas": s.file, "alasan": s.reason or None}
    log.append("ajukan", by, address, store.folder, **facts)
    for earlier in (e for e in Submissions(store.folder).list_all() if (e.by, e.periode) == (by, s.periode)):
        _drop_preview(store, earlier)
    build_preview(result, by, s.id, reason, store, reference, is_handed_in=True)
    try:
        Submissions(store.folder).add(s, data)
    except OSError as error:
        raise StoreDamaged(f"Draf tidak dapat diajukan ({say_cause(error)}). Tidak ada yang diubah.") from error
    return s


def _describe(result: CheckResult, by: str, reason: str, starts_real_data: bool) -> Submission:
    return Submission(
        make_id(),
        by,
        clock.read_local_time().isoformat(),
        personal.mask(result.nama_berkas),
        result.sha256,
        result.periode,
        dict(result.answers_given),
        [write_entry(c) for c in result.corrections_given],
        None if result.nil_given is None else list(result.nil_given),
        personal.mask(reason),
        starts_real_data,
        list_gates(result),
        say_counts(result.temuan),
        result.base_version,
    )


def list_gates(result: CheckResult) -> list[str]:
    """The sentences that ask for a reason."""
    return [t.pesan for t in result.temuan if t.kode in GATES]


def list_unanswered(result: CheckResult, s: Submission) -> list[str]:
    """What asks for a reason now and did not when the draft was handed in: its reason answers something else."""
    return [sentence for sentence in list_gates(result) if sentence not in s.gates]


def list_blocking(result: CheckResult, s: Submission) -> list[str]:
    """What blocks now whatever reason was given: the published data have changed beneath it."""
    answered = (*GATES, *([STARTS_REAL_DATA] if s.starts_real_data else ()))
    return [t.pesan for t in result.temuan if t.berat == WRONG and t.kode not in answered]


def check_again(s: Submission, store: Store | None = None) -> tuple[CheckResult, bytes]:
    """A draft as it would be published now, with its workbook. Raises NotWaiting where that is gone."""
    store = store or Store()
    data = Submissions(store.folder).read_workbook(s)
    if data is None:
        raise NotWaiting("Draf ini sudah diputuskan, ditarik atau kedaluwarsa. Tidak ada yang diubah.")
    corrections = [read_entry(entry) for entry in s.corrections]
    result = run.check_workbook(
        data, s.file, s.periode, store=store, answers=s.answers, corrections=corrections, nihil=s.nil
    )
    return result, data


def approve(
    s: Submission,
    result: CheckResult,
    data: bytes,
    user: User,
    store: Store | None = None,
    reference: Reference | None = None,
    address: str = "",
) -> int:
    """Publish a draft as it was looked at (`result`); the number of its version. Both names stand in the record and in
    the audit. Raises VersionMoved where somebody published since, NotPublishable, NotWaiting, StoreDamaged."""
    store = store or Store()
    _refuse_wrong_person(s, user)
    _refuse_decided(s, store)
    if list_unanswered(result, s):
        raise StoreDamaged(
            "Draf ini sekarang meminta alasan lain daripada yang diberikan. Kembalikan, agar alasannya ditulis lagi."
        )
    number = publish_workbook(
        result, data, s.by, s.reason, s.starts_real_data, store, reference, address=address, approved_by=user.name
    )
    Submissions(store.folder).drop(s.id)
    _drop_preview(store, s)
    return number


def send_back(s: Submission, user: User, reason: str, store: Store | None = None, address: str = "") -> None:
    """Refuse a draft; who handed it in sees by whom and why. Raises NotWaiting, StoreDamaged."""
    store = store or Store()
    _refuse_wrong_person(s, user)
    _refuse_decided(s, store)
    log.append("kembalikan", user.name, address, store.folder, triwulan=s.periode, pengaju=s.by, alasan=reason)
    _give_back(store, s)
    decided = replace(s, state=SENT_BACK, decided_by=user.name, decision=personal.mask(reason))
    try:
        Submissions(store.folder).note(decided)
        _drop_preview(store, s)
    except OSError as error:
        raise StoreDamaged(f"Keputusan tidak dapat disimpan ({say_cause(error)}).") from error


def take_back(s: Submission, store: Store | None = None, address: str = "") -> None:
    """Whoever handed a draft in takes it back, or clears what was sent back."""
    store = store or Store()
    if s.state == WAITING:
        log.append("tarik_ajuan", s.by, address, store.folder, triwulan=s.periode, berkas=s.file)
        _give_back(store, s)
    Submissions(store.folder).drop(s.id)
    _drop_preview(store, s)


def list_for(user: User, waiting: Sequence[Submission]) -> list[Submission]:
    """Those of a list that somebody may decide about."""
    return [s for s in waiting if s.state == WAITING and may_approve(s.by, user)]


def _refuse_wrong_person(s: Submission, user: User) -> None:
    if not may_approve(s.by, user):
        raise StoreDamaged("Yang mengajukan tidak dapat menyetujui drafnya sendiri. Tidak ada yang diubah.")


def _refuse_decided(s: Submission, store: Store) -> None:
    if Submissions(store.folder).find(s.id) != s:
        raise NotWaiting("Draf ini sudah diputuskan atau ditarik. Tidak ada yang diubah.")


def _give_back(store: Store, s: Submission) -> None:
    """Who handed it in goes on with it on the upload page, unless something else was begun there since."""
    drafts, data = Drafts(store.folder), Submissions(store.folder).read_workbook(s)
    if data is None or drafts.read(s.by):
        return
    content = {
        "berkas": s.file,
        "sha256": s.sha256,
        "triwulan": s.periode,
        "jawaban": {s.periode: s.answers},
        "perbaikan": {s.periode: s.corrections},
        "alasan": {s.periode: s.reason},
        "setuju": {s.periode: s.base_version} if s.starts_real_data else {},
        "nihil": list(s.nil or ()),
    }
    try:
        drafts.keep_workbook(s.by, data)
        drafts.write(s.by, content)
    except OSError as error:
        raise StoreDamaged(f"Draf tidak dapat dikembalikan ({say_cause(error)}). Tidak ada yang diubah.") from error


def _drop_preview(store: Store, s: Submission) -> None:
    previews = Previews(store.folder)
    if (preview := previews.find_of(s.by, s.id)) is not None:
        previews.drop(preview.number)
