"""Deliveries → in groups of those who get the same for the same reason, and samples of them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from briefwright.recipients.planning import Delivery

_SAMPLES = 3


def describe(one: Delivery) -> tuple[str, str]:
    """A delivery → what it is, and why."""
    formats = " and ".join(file.format for file in one.files)
    kind = ", a personal copy" if one.copy_number else ""
    password = ", with a password" if one.recipient.password_by else ""
    edition = f"{one.edition.audience} in {one.edition.language}"
    return f"{edition}, {formats}{kind}{password}", one.reason


def group(deliveries: Iterable[Delivery]) -> list[tuple[int, str, str]]:
    """Deliveries → how many get the same for the same reason, what and why; the most first."""
    groups = Counter(map(describe, deliveries))
    return [(count, what, why) for (what, why), count in groups.most_common()]


def choose_samples(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Deliveries → some to show, of as many kinds as there are."""
    by_kind = {describe(one): one for one in reversed(deliveries)}
    first = [one for one in deliveries if by_kind[describe(one)] is one]
    others = [one for one in deliveries if one not in first]
    return [*first, *others][:_SAMPLES]
