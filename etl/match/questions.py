"""What one check asks and what it was answered: questions by stable key, answers given now or remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from etl.model import IGNORED, Answer, Question
from etl.pesan import Finding, make_finding

# Answers that are no code. In a register: "baru" = a cooperative of its own. In trainings and visits:
# "baru" = a group outside the register, "bukan" = nobody: the row counts for no cooperative and no group.
NEW, NEITHER = "baru", "bukan"
# Of rows that are struck through or stand outside their table: whether they are read.
READ, SKIP = "baca", "lewati"
# Of a column of dates: whether a program has exchanged day and month in them.
EXCHANGE, KEEP = "tukar", "tetap"
# Of the kelurahan that are proposed for rows without one.
USE = "pakai"
SPECIAL_ANSWERS: dict[str, dict[str, str]] = {
    "tabel": {IGNORED: "Bukan data koperasi: abaikan tabel ini"},
    "judul": {IGNORED: "Abaikan kolom ini"},
    "kata": {IGNORED: "Abaikan kata ini: dianggap kosong"},
    "alamat": {USE: "Ya, pakai kelurahan ini", KEEP: "Tidak, kelurahannya akan ditulis di buku kerja"},
    "kelurahan": {},
    "koperasi": {NEW: "Koperasi baru"},
    "sasaran": {
        NEW: "Kelompok baru, di luar register",
        NEITHER: "Bukan koperasi terdaftar, tidak dihitung untuk siapa pun",
    },
    "baris": {READ: "Dibaca seperti baris lain", SKIP: "Tidak dibaca"},
    "tanggal": {EXCHANGE: "Tertukar: tukarkan hari dan bulannya", KEEP: "Sudah benar, biarkan"},
}
QUESTION_TEXTS = {
    "tabel": "Tabel apa ini?",
    "judul": "Kolom apa yang dimaksud judul ini?",
    "kata": "Apa arti kata ini?",
    "alamat": "Kolom Kelurahan kosong. Apakah kelurahan ini benar?",
    "kelurahan": "Kelurahan mana yang dimaksud?",
    "koperasi": "Koperasi baru, atau ejaan lain dari koperasi yang sudah dikenal?",
    "sasaran": "Koperasi mana yang dimaksud?",
    "baris": "Apakah baris ini ikut dibaca?",
    "tanggal": "Apakah hari dan bulan di kolom ini tertukar?",
}
# Kinds of questions without whose answer nothing is published, unless somebody says why: whole rows, a whole column.
NEED_ANSWER = ("baris", "tanggal")


class RememberedAnswer(NamedTuple):
    """A row of the table jawaban: an answer of an earlier publication, in force until somebody withdraws it."""

    kunci: str
    jenis: str
    isi: str
    konteks: str
    nilai: str
    oleh: str
    waktu: dt.datetime
    unggahan_id: int
    dicabut_waktu: dt.datetime | None = None
    dicabut_oleh: str | None = None


class Questionnaire:
    """The questions of one check. `given`: answers given with it; `memory`: all of earlier ones."""

    def __init__(self, given: Mapping[str, str] | None = None, memory: Iterable[RememberedAnswer] = ()) -> None:
        self.questions: dict[str, Question] = {}
        self.answers_used: dict[str, Answer] = {}
        self._given = dict(given or {})
        memory = list(memory)
        self._remembered = {r.kunci: r for r in memory if r.dicabut_waktu is None}
        self._earlier = {(r.kunci, r.nilai) for r in memory}
        self._earlier_keys = {key for key, _ in self._earlier}
        self._refused: dict[str, str] = {}  # key -> what the refused answer was about

    def knows(self, key: str) -> bool:
        """Whether there is an answer, be it usable or not."""
        return key in self._given or key in self._remembered

    def is_given(self, key: str) -> bool:
        """Whether it is answered with this very check."""
        return key in self._given

    def read_remembered(self, key: str) -> str | None:
        """The value of a remembered answer that is in force, without using it."""
        return self._remembered[key].nilai if key in self._remembered else None

    def has_told(self, start: str, value: str) -> bool:
        """Whether a remembered answer to one of the questions whose keys start so has this value."""
        return any(key.startswith(start) and r.nilai == value for key, r in self._remembered.items())

    def is_reopened(self, key: str) -> bool:
        """Whether this was answered once and the answer was withdrawn: then it is asked again."""
        return key in self._earlier_keys and not self.knows(key)

    def list_overruled(self) -> set[tuple[str, str]]:
        """(key, value) of answers that are withdrawn or replaced: what was published by them proves nothing."""
        in_force = {k: r.nilai for k, r in self._remembered.items()} | self._given
        return {(key, value) for key, value in self._earlier if in_force.get(key) != value}

    def find_answer(self, p: Question) -> str | None:
        """The answer to a question; None when there is none, or when it names nothing that can be chosen."""
        remembered = self._remembered.get(p.kunci)
        if p.kunci in self._given:
            value = self._given[p.kunci]
        elif remembered is not None:
            value = remembered.nilai
        else:
            return None
        label = p.find_label(value)
        if label is None:
            if p.kunci in self._given:
                self._refused[p.kunci] = p.isi
            return None
        old = remembered if remembered is not None and remembered.nilai == value else None
        by, time = ("", None) if old is None else (old.oleh, old.waktu)
        self.answers_used[p.kunci] = Answer(p.kunci, p.jenis, p.isi, p.konteks, value, label, old is None, by, time)
        return value

    def ask(self, p: Question, sheet: str, cell: str) -> None:
        """Put a question; the same one from another cell is the same question."""
        self.questions.setdefault(p.kunci, p).tempat.append(f"{sheet}!{cell}")

    def list_refused(self) -> list[Finding]:
        """Answers given with this check that could not be taken. An answer must not vanish silently."""
        findings = []
        for key, value in self._given.items():
            if key in self._refused:
                findings.append(make_finding("jawaban_ditolak", isi=value, tanya=self._refused[key]))
            elif key not in self.answers_used:
                findings.append(make_finding("jawaban_tanpa_pertanyaan", isi=key))
        return findings
