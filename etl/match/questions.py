"""What one check asks and what it was answered: questions by stable key, answers given now or remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from etl.model import Jawaban, Pertanyaan
from etl.pesan import Temuan, temuan

# Answers that are no code. In a register: "baru" = a cooperative of its own. In trainings and visits:
# "baru" = a group outside the register, "bukan" = nobody: the row counts for no cooperative and no group.
BARU, BUKAN = "baru", "bukan"
KHUSUS: dict[str, dict[str, str]] = {
    "kelurahan": {},
    "koperasi": {BARU: "Koperasi baru"},
    "sasaran": {
        BARU: "Kelompok baru, di luar register",
        BUKAN: "Bukan koperasi terdaftar, tidak dihitung untuk siapa pun",
    },
}
KALIMAT = {
    "kelurahan": "Kelurahan mana yang dimaksud?",
    "koperasi": "Koperasi baru, atau ejaan lain dari koperasi yang sudah dikenal?",
    "sasaran": "Koperasi mana yang dimaksud?",
}


class Ingatan(NamedTuple):
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


class TanyaJawab:
    """The questions of one check. `diberikan`: answers given with it; `ingatan`: all of earlier ones."""

    def __init__(self, diberikan: Mapping[str, str] | None = None, ingatan: Iterable[Ingatan] = ()) -> None:
        self.pertanyaan: dict[str, Pertanyaan] = {}
        self.terpakai: dict[str, Jawaban] = {}
        self._diberikan = dict(diberikan or {})
        ingatan = list(ingatan)
        self._diingat = {r.kunci: r for r in ingatan if r.dicabut_waktu is None}
        self._pernah = {(r.kunci, r.nilai) for r in ingatan}
        self._kunci_pernah = {kunci for kunci, _ in self._pernah}
        self._ditolak: dict[str, str] = {}  # key -> what the refused answer was about

    def knows(self, kunci: str) -> bool:
        """Whether there is an answer, be it usable or not."""
        return kunci in self._diberikan or kunci in self._diingat

    def reopened(self, kunci: str) -> bool:
        """Whether this was answered once and the answer was withdrawn: then it is asked again."""
        return kunci in self._kunci_pernah and not self.knows(kunci)

    def overruled(self) -> set[tuple[str, str]]:
        """(key, value) of answers that are withdrawn or replaced: what was published by them proves nothing."""
        berlaku = {k: r.nilai for k, r in self._diingat.items()} | self._diberikan
        return {(kunci, nilai) for kunci, nilai in self._pernah if berlaku.get(kunci) != nilai}

    def answer(self, p: Pertanyaan) -> str | None:
        """The answer to a question; None when there is none, or when it names nothing that can be chosen."""
        diingat = self._diingat.get(p.kunci)
        if p.kunci in self._diberikan:
            nilai = self._diberikan[p.kunci]
        elif diingat is not None:
            nilai = diingat.nilai
        else:
            return None
        label = p.label(nilai)
        if label is None:
            if p.kunci in self._diberikan:
                self._ditolak[p.kunci] = p.isi
            return None
        lama = diingat if diingat is not None and diingat.nilai == nilai else None
        oleh, waktu = ("", None) if lama is None else (lama.oleh, lama.waktu)
        self.terpakai[p.kunci] = Jawaban(p.kunci, p.jenis, p.isi, p.konteks, nilai, label, lama is None, oleh, waktu)
        return nilai

    def ask(self, p: Pertanyaan, lembar: str, sel: str) -> None:
        """Put a question; the same one from another cell is the same question."""
        self.pertanyaan.setdefault(p.kunci, p).tempat.append(f"{lembar}!{sel}")

    def refused(self) -> list[Temuan]:
        """Answers given with this check that could not be taken. An answer must not vanish silently."""
        daftar = []
        for kunci, nilai in self._diberikan.items():
            if kunci in self._ditolak:
                daftar.append(temuan("jawaban_ditolak", isi=nilai, tanya=self._ditolak[kunci]))
            elif kunci not in self.terpakai:
                daftar.append(temuan("jawaban_tanpa_pertanyaan", isi=kunci))
        return daftar
