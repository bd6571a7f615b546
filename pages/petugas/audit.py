"""The audit: who did what, when and from where, and whether the record of it is whole."""

from dasbor.staff import audit, mending
from dasbor.ui import access, screen
from etl.audit import listing
from etl.store.versions import Store


def show() -> None:
    screen.show_heading("Catatan tindakan", "Siapa melakukan apa, kapan, dan dari alamat mana?")
    mending.show_audit_fault()
    entries, problems = audit.read_entries(Store())
    if entries.empty and not problems:
        screen.show_empty(
            "Belum ada tindakan yang tercatat.", "Setiap unggahan, terbitan dan unduhan tercatat di sini."
        )
        return
    audit.show_chain(len(entries), problems)
    audit.show_entries(audit.filter_entries(entries, listing.find_today()))


access.require_login("audit")  # who may read the audit
show()
