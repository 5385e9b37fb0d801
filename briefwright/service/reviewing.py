"""What a worker does to review a briefing: all that is wrong with it; who gets what of it."""

from collections.abc import Iterator
from dataclasses import replace

from briefwright import audience as audiences
from briefwright import content, edition, pipeline
from briefwright.audience import Audience
from briefwright.edition.explanation import Explanation, explain
from briefwright.preview.choices import read_audience
from briefwright.problems import Problem, errors, in_file_order, locate
from briefwright.service.seen import SeenSource


def find_problems(source: SeenSource) -> tuple[Problem, ...]:
    """A briefing's folder → all that is wrong for these audiences, an editor's findings too.

    Whatever needs no finished files is found, in each language. Errors: ContentError for an
    audience that is at fault.
    """
    briefing, found = content.check(source.content)
    if briefing is None or errors(found):
        return found
    found += pipeline.check_all(briefing, tuple(_list_readers(source)))
    return in_file_order(locate(found, briefing.places))


def explain_briefing(source: SeenSource) -> Explanation:
    """A briefing's folder → which of these audiences gets what, and by which rule not.

    For some audiences, it holds what one of them gets, and no words. Errors: ContentError.
    """
    briefing = content.read(source.content)
    language = briefing.metadata.language
    editions = {
        reader.name: edition.select(briefing, reader, language) for reader in _list_readers(source)
    }
    whole = explain(briefing, editions)
    return whole if source.audiences is None else _narrow(whole)


def _list_readers(source: SeenSource) -> Iterator[Audience]:
    for name in audiences.names(source.templates):
        if source.audiences is None or name in source.audiences:
            yield read_audience(source.templates, name)


def _narrow(whole: Explanation) -> Explanation:
    """An explanation → without what nobody in it gets, and without words: some may be withheld."""
    lines = (replace(line, words="") for line in whole.lines if any(one.gets for one in line.cells))
    return replace(whole, lines=tuple(lines))
