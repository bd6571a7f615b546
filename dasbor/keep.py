"""Results are kept here, and nowhere else: bounded, built once, and out of reach of those they are handed to.

What was computed from a version is kept under what its file is, not under its number, and under the state of the
reference data: a backup that is put back, or a setting that changes, shows at once.
"""

from __future__ import annotations

import dataclasses
import math
import os
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks

from dasbor.choice import Choice
from dasbor.frames import list_blocks
from etl.acuan import reference_state
from etl.store.versions import Store

T = TypeVar("T")
P = ParamSpec("P")
# Tables of a page have tens or hundreds of rows, which are read one by one: as Arrow each text costs ten times as much.
pd.set_option("mode.string_storage", "python")
_FRESH = 1.0  # seconds that the state of a version's file is believed


class Shelf:
    """Results by key, the least recently used ones dropped. Threads that ask at once wait for the first of them.

    most: how many; budget: how many bytes they may take in all, as `weigh` says of each. The last one stays.
    """

    def __init__(self, most: int, budget: float = math.inf, weigh: Callable[[Any], int] = lambda _: 0) -> None:
        self._most, self._budget, self._weigh = most, budget, weigh
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Result] = OrderedDict()
        _SHELVES.add(self)

    def get(self, key: Hashable, build: Callable[[], Any]) -> Any:
        """What is kept under the key, else what `build` returns. An error is not kept: the next one tries again."""
        while True:
            result, mine = self._claim(key)
            if mine:
                self._fill(key, result, build)
            elif result.hand_out is None:
                result.done.wait()
            if result.hand_out is not None:
                return result.hand_out()

    def has(self, key: Hashable) -> bool:
        """Whether it is there to be had at once."""
        with self._lock:
            result = self._kept.get(key)
            return result is not None and result.done.is_set()

    def measure(self, wanted: Callable[[Hashable], bool] = lambda _: True) -> tuple[int, int]:
        """How many results are kept under wanted keys, and their bytes."""
        with self._lock:
            weights = [r.weight for key, r in self._kept.items() if r.done.is_set() and wanted(key)]
        return len(weights), sum(weights)

    def clear(self) -> None:
        """Keep nothing of what was built until now."""
        with self._lock:
            self._kept.clear()

    def _claim(self, key: Hashable) -> tuple[_Result, bool]:
        with self._lock:
            result = self._kept.get(key)
            if result is not None:
                self._kept.move_to_end(key)
                return result, False
            result = self._kept[key] = _Result()
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return result, True

    def _fill(self, key: Hashable, result: _Result, build: Callable[[], Any]) -> None:
        try:
            built = build()
            result.weight = self._weigh(built)
            result.hand_out = seal(built)
        finally:
            if result.hand_out is None:
                with self._lock:
                    if self._kept.get(key) is result:
                        del self._kept[key]
            result.done.set()
        if self._budget < math.inf:
            self._drop_heavy()

    def _drop_heavy(self) -> None:
        with self._lock:
            weight = sum(r.weight for r in self._kept.values())
            while weight > self._budget and len(self._kept) > 1:
                weight -= self._kept.popitem(last=False)[1].weight


_SHELVES: weakref.WeakSet[Shelf] = weakref.WeakSet()


def forget() -> None:
    """Keep nothing of what was built until now, but for what follows from the program alone (`pure`): the next reader
    pays as the first one of a version does."""
    for shelf in list(_SHELVES):
        shelf.clear()


@dataclasses.dataclass(frozen=True)
class Same:
    """A key for something that is only equal to itself."""

    what: Any = dataclasses.field(compare=False)
    number: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", id(self.what))  # its own as long as the key holds it


class _Result:
    """hand_out: how to get at it; None until it is built. weight: its bytes, where they are counted."""

    __slots__ = ("done", "hand_out", "weight")

    def __init__(self) -> None:
        self.done = threading.Event()
        self.weight = 0
        self.hand_out: Callable[[], Any] | None = None


# ── how to keep ──────────────────────────────────────────────────────────────────────


def pure(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function of nothing but its arguments returns."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        shelf = Shelf(most)
        _SHELVES.discard(shelf)  # nothing of a version

        @wraps(function)
        def kept(*args: P.args, **kwargs: P.kwargs) -> T:
            key = (args, tuple(kwargs.items())) if kwargs else args
            result: T = shelf.get(key, lambda: function(*args, **kwargs))
            return result

        return kept

    return decorate


def per_version(most: int) -> Callable[[Callable[Concatenate[Choice, P], T]], Callable[Concatenate[Choice, P], T]]:
    """Keep what a question answers, whose first argument is the reader's choice or as much of it as decides."""

    def decorate(function: Callable[Concatenate[Choice, P], T]) -> Callable[Concatenate[Choice, P], T]:
        shelf = Shelf(most)

        @wraps(function)
        def kept(choice: Choice, /, *args: P.args, **kwargs: P.kwargs) -> T:
            key = (state(choice), choice, args, tuple(kwargs.items()) if kwargs else ())
            result: T = shelf.get(key, lambda: function(choice, *args, **kwargs))
            return result

        return kept

    return decorate


_seen: dict[tuple[str | None, int], tuple[float, str]] = {}


def state(choice: Choice) -> Hashable:
    """What a result depends on beside the choice: the version's file and the reference data."""
    place = (os.environ.get("KOPERASI_DATA"), choice.version)
    now = time.monotonic()
    looked, identity = _seen.get(place, (-_FRESH, ""))
    if now - looked >= _FRESH:
        identity = Store().identify(choice.version)
        _seen[place] = now, identity
    return identity, reference_state()


_DRAWN = Shelf(most=600)


def keep_once(name: str, choice: Choice, compute: Callable[[], T], *other: object) -> T:
    """The result of `compute`, computed once for this choice, such as a drawing."""
    result: T = _DRAWN.get((state(choice), name, choice, other), compute)
    return result


# ── what is handed out cannot change what is kept ────────────────────────────────────

_CONTAINERS, _PLAIN = (dict, list, set), (str, int, float, type(None))


def seal(value: Any) -> Callable[[], Any]:
    """How to hand a result out. Frames come fresh each time around values that nobody can write into."""
    if isinstance(value, pd.DataFrame):
        return _Frame(value).fresh
    if isinstance(value, _CONTAINERS):
        return value.copy if _is_plain(value) else _container(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields") and not _is_plain(value):
        return _rebuilt(tuple, list(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _dataclass(value)
    if isinstance(value, np.ndarray):
        _shut(value)
    return lambda: value


def _container(value: dict[Any, Any] | list[Any] | set[Any]) -> Callable[[], Any]:
    if not isinstance(value, dict):
        return _rebuilt(type(value), list(value))
    shut = _Sealed({key: seal(part) for key, part in value.items()})
    return lambda: shut


def _is_plain(value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else value
    return all(isinstance(part, _PLAIN) for part in parts)


def _rebuilt(kind: Callable[[Any], Any], parts: list[Any]) -> Callable[[], Any]:
    sealed = [seal(part) for part in parts]
    return lambda: kind(part() for part in sealed)


def _dataclass(value: Any) -> Callable[[], Any]:
    fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.init}
    changing = {name: seal(part) for name, part in fields.items() if isinstance(part, (pd.DataFrame, *_CONTAINERS))}
    if not changing:
        return lambda: value
    return lambda: dataclasses.replace(value, **{name: fresh() for name, fresh in changing.items()})


class _Sealed(Mapping[Any, Any]):
    """A dict whose values are handed out one by one."""

    def __init__(self, parts: dict[Any, Callable[[], Any]]) -> None:
        self._parts = parts

    def __getitem__(self, key: Any) -> Any:
        return self._parts[key]()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class _Frame:
    """The blocks of a frame. Handing out a copy took longer than most questions; a shallow one leaves a weak
    reference in each kept block, which the garbage collector then walks by the hundred thousand."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._rows, self._names = _maker(frame.index), _maker(frame.columns)
        shared: dict[np.dtype[Any], list[tuple[np.ndarray, np.ndarray]]] = {}
        self._own: list[tuple[Any, np.ndarray]] = []
        for values, places in list_blocks(frame):
            if isinstance(values.dtype, np.dtype):
                shared.setdefault(values.dtype, []).append((np.atleast_2d(np.asarray(values)), places))
            else:
                self._own.append((values.copy(), places))
        self._shared = [block for dtype, some in shared.items() for block in _share(dtype, some)]

    def fresh(self) -> pd.DataFrame:
        own = [(values.copy(), place) for values, place in self._own]
        frame: pd.DataFrame = create_dataframe_from_blocks([*self._shared, *own], self._rows(), self._names())
        return frame


def _maker(index: pd.Index) -> Callable[[], pd.Index]:
    """How to make the same index anew: a kept one would collect references as well."""
    if isinstance(index, pd.RangeIndex):
        return partial(pd.RangeIndex, index.start, index.stop, index.step, name=index.name)
    if isinstance(index, pd.MultiIndex):
        return index.copy
    return partial(pd.Index, index.array.copy(), name=index.name, copy=False)


def _share(dtype: np.dtype[Any], some: list[tuple[np.ndarray, np.ndarray]]) -> list[tuple[Any, np.ndarray]]:
    """Columns of one type as one block that is read-only; times one by one, as pandas wants them."""
    columns, places = np.vstack([values for values, _ in some]), np.concatenate([there for _, there in some])
    if dtype.kind not in "mM":
        return [(_shut(columns), places)]
    return [(pd.Series(_shut(column.copy()), copy=False).array, places[[n]]) for n, column in enumerate(columns)]


def _shut(values: np.ndarray) -> np.ndarray:
    values.flags.writeable = False
    return values
