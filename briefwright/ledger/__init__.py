"""Facts: checked, those that follow from others worked out, and printed in any language.

Numbers are decimals throughout, never binary fractions: what was typed as 2.50 prints as 2.50.

kinds       what a fact is: a number, a place in an order, a range, a date, a list, a series
derivation  facts as typed → worked out, in the order in which they follow from one another
formulas    a formula and its parts → what it comes to
printing    a fact in one of its forms → what a language prints
holding     `holds: share >= 85 %` → whether it is true
faults      what is wrong with a fact
"""

from briefwright.ledger.derivation import Facts, derive
from briefwright.ledger.faults import FormFault, LedgerFault
from briefwright.ledger.holding import named, untrue
from briefwright.ledger.kinds import A_KIND, Kind, data, is_derived, is_percent, kind, quantity
from briefwright.ledger.printing import FORMS, FORMS_OF, Labels, check_form, show

__all__ = [
    "A_KIND",
    "FORMS",
    "FORMS_OF",
    "Facts",
    "FormFault",
    "Kind",
    "Labels",
    "LedgerFault",
    "check_form",
    "data",
    "derive",
    "is_derived",
    "is_percent",
    "kind",
    "named",
    "quantity",
    "show",
    "untrue",
]
