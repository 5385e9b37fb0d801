"""What an organisation says of itself → its part of an edition: logo, address, code, end panel."""

from collections.abc import Iterator

from briefwright.audience import house
from briefwright.audience.house import House
from briefwright.edition.directions import set_against
from briefwright.edition.generated import cite
from briefwright.edition.nodes import EndPanelNode, ImageNode, Leaf
from briefwright.edition.plots import CodePlot
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Foreign, Hyperlink, Run, Words, make_label
from briefwright.facts import dates
from briefwright.problems import Problem

_CODE = "figures/code.svg"


def say(resolver: Resolver, key: str, n: int = 0) -> tuple[Run, ...]:
    """A text of house.yaml, one of several by its place → its runs, marked in another language."""
    own = find_house(resolver)
    found = getattr(own, key)
    words = found[n] if isinstance(found, tuple) else found
    if not words:
        return ()
    runs = resolver.resolve(house.parse(words), f"house.{key}", "short")
    if key not in own.foreign:
        return runs
    missing = (
        f"house.{resolver.language}.yaml doesn't say `{key}`, so that it stands there in "
        f"“{own.language}”. Write it beside house.yaml."
    )
    resolver.problems.append(Problem("A541", missing, own.places.get(key), level="warning"))
    direction = dates.direction(own.language)
    if direction == resolver.direction:
        return (Foreign(runs, own.language, direction),)
    return (set_against(runs, own.language, direction),)


def find_house(resolver: Resolver) -> House:
    """The organisation as it calls itself in the edition's language."""
    return resolver.audience.house.translate(resolver.language)


def build_logo(resolver: Resolver, at: str) -> ImageNode | None:
    """The logo for a title block at an address, with words for those who can't see it, or none."""
    own = find_house(resolver)
    if not own.logo:
        return None
    alt = own.logo_alt or resolver.word("words.logo", own.name)
    return _build_image(at, "logo", own.logo, alt)


def find_permalink(resolver: Resolver) -> str:
    """Where this briefing can always be found: its own address, or the house's with its name."""
    given = resolver.briefing.metadata.permalink
    base = resolver.audience.house.permalink
    return given or (f"{base.rstrip('/')}/{resolver.briefing.name}" if base else "")


def write_permalink(resolver: Resolver) -> tuple[Run, ...]:
    """The permanent address as a link, or nothing."""
    address = find_permalink(resolver)
    shown = resolver.keep_direction(address.partition("://")[2])
    return (Hyperlink((Words(shown),), address),) if address else ()


def build_code(resolver: Resolver, at: str) -> ImageNode | None:
    """The permanent address as a code for telephones, at an address of the edition, or none."""
    address = find_permalink(resolver)
    if not address:
        return None
    alt = resolver.word("words.code", resolver.keep_direction(address))
    return _build_image(at, "code", _CODE, alt, CodePlot(address))


def _build_image(
    at: str, kind: str, file: str, alt: str, plot: CodePlot | None = None
) -> ImageNode:
    place = f"{at}.{kind}"
    return ImageNode(
        kind=kind,
        at=place,
        drawing=Leaf(place, (), kind="figure"),
        file=file,
        plot=plot,
        alt=Leaf(place, (Words(alt),), kind="alt"),
    )


def build_end_panel(resolver: Resolver) -> Iterator[EndPanelNode]:
    """What stands at the end: about, contact, address, licence, accessibility, how to cite.

    Nothing without a house.yaml.
    """
    if resolver.audience.house == House():
        return
    title = Leaf("end_panel.title", (Words(resolver.word("titles.end_panel")),))
    code = build_code(resolver, "end_panel")
    yield EndPanelNode(
        at="end_panel", id="end_panel", title=title, items=tuple(_write_items(resolver)), code=code
    )


def _write_items(resolver: Resolver) -> Iterator[Leaf]:
    if about := say(resolver, "about"):
        yield Leaf("end_panel.about", about)
    said = {key: say(resolver, key) for key in ("contact", "licence", "accessibility")}
    said["citation"] = cite(resolver, "end_panel.citation")
    said["permalink"] = write_permalink(resolver)
    for key, runs in said.items():
        if runs:
            label = make_label((Words(resolver.word(f"panel.{key}")),))
            yield Leaf(f"end_panel.{key}", (*label, Words(" "), *runs))
