"""Links to the files of a page: for everybody who may see it, or for one session."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from dasbor.addresses import in_base
from dasbor.ui import page, parameters, reader
from dasbor.ui.exports import File
from dasbor.ui.private import links


def make_link_to(f: File, key: str, main: bool = False) -> Markup:
    """Where a file holds what others may not see, a draft or hidden names, its address answers this session only;
    otherwise it says which page offers the file, of which choice and version, and anybody may keep it who may see the
    page."""
    shown = reader.read_bound_version()
    if shown.session:
        link_for = links.link_for if shown.draft is not None else links.link_for_reader
        return link_for(shown.session, f.label, f.make, f.name, main)
    page.offer_file(key, f)
    return links.make_button(f.label, _make_address(key), main)


def _make_address(key: str) -> str:
    p = reader.read_choice()
    version = {"versi": str(p.version)} if p is not None else {}
    asked = {**dict(parameters.list_parameters()), **reader.list_url_values(), **version, "berkas": key}
    return in_base(f"/unduh/berkas/{reader.find_page_address() or ''}?{urlencode(asked)}")
