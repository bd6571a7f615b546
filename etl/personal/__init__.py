"""Numbers of people in any text: KTP, telephone, e-mail, bank account; dates of birth. Found, masked; pure functions.

In: a text, or a number.
Out: where such numbers stand, the text with a token in their place. Full-width digits, non-breaking and invisible
blanks and line breaks count as what they look like, and so do letters in words of digits. No other libraries.
"""

from etl.personal.find import Found, find, worth_a_look
from etl.personal.mask import (
    TOKEN,
    TYPED,
    drop_tokens,
    is_number_alone,
    kinds,
    mask,
    mask_number,
    mask_record,
    shown_names,
    without,
)
from etl.personal.what import ACCOUNT, BIRTH, EMAIL, KTP, PHONE, is_bare_mobile, is_ktp

__all__ = [
    "ACCOUNT",
    "BIRTH",
    "EMAIL",
    "KTP",
    "PHONE",
    "TOKEN",
    "TYPED",
    "Found",
    "drop_tokens",
    "find",
    "is_bare_mobile",
    "is_ktp",
    "is_number_alone",
    "kinds",
    "mask",
    "mask_number",
    "mask_record",
    "shown_names",
    "without",
    "worth_a_look",
]
