"""Saves and readers → work for limited processes → views.

A text is made first, which takes a moment, then its pages, then the editor's remarks. A new save
stops whatever is made of an older one, but for texts, most of which are made sooner than stopped.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from time import monotonic, strftime

from briefwright.preview import making, view
from briefwright.preview.choices import Choice, Source
from briefwright.preview.view import Save, View
from briefwright.problems import ContentError, MachineError, Problem
from briefwright.workers import Limits, Outcome, Task, WorkerPool, take_first

_OURS = "The preview could not be made: this is a fault of Briefwright, not of your briefing. \
`python3 build.py build` writes a report of it."
_SOON = 2.0  # seconds in which a text is made


class Builder:
    """Everything that is looked at, kept up to date as long as its two coroutines run.

    Two processes at the most work for it, each within `limits`: one makes texts, and one pages.
    """

    def __init__(self, source: Source, prepare: Callable[[], None], limits: Limits) -> None:
        self._source, self._limits = source, limits
        self._texts, self._pages = WorkerPool(1, prepare), WorkerPool(1, prepare)
        self._views: dict[Choice, View] = {}
        self._readers: Counter[Choice] = Counter()
        self._save = Save(1, strftime("%H:%M:%S"))
        self._began = monotonic()
        self._news = asyncio.Event()

    def note_save(self) -> None:
        """Files were saved: what is looked at is made anew."""
        self._save = Save(self._save.number + 1, strftime("%H:%M:%S"))
        self._pages.interrupt()
        if monotonic() - self._began > _SOON:
            self._texts.interrupt()
        self._announce()

    async def follow(self, choice: Choice) -> AsyncIterator[View]:
        """A Choice → its View, now and whenever it changes, for as long as somebody listens."""
        self._readers[choice] += 1
        self._announce()
        seen = None
        try:
            while True:
                news, known = self._news, self.find(choice)
                if known is not seen:
                    seen = known
                    yield known
                else:
                    await news.wait()
        finally:
            self._readers[choice] -= 1

    def find(self, choice: Choice) -> View:
        """A Choice → its View as it is now."""
        return self._views.setdefault(choice, View(choice))

    def find_file(self, name: str) -> tuple[bytes, str] | None:
        """The name of a text or a picture → its bytes and media type, while a View has it."""
        found = (view.list_files(one).get(name) for one in self._views.values())
        return next(filter(None, found), None)

    def close(self) -> None:
        """All work ends at once."""
        self._texts.close()
        self._pages.close()

    # ------------------------------------------------------------- the work

    async def make_texts(self) -> None:
        """Texts are made for whoever looks, until this is cancelled.

        Errors: MachineError where no process can be started.
        """
        while True:
            choice = await self._wait_for(lambda one: one.tried != self._save)
            save, self._began = self._save, monotonic()
            outcome = await self._work(self._texts, making.make_text, choice)
            text = outcome.value or making.Text(problems=_explain(outcome))
            if text.page or self._save == save:  # else it was stopped, or a file was half written
                self._show(view.show_text(self.find(choice), text, save))

    async def make_pages(self) -> None:
        """Pages are made of each text, and it is reviewed, until this is cancelled.

        Errors: as `make_texts`.
        """
        while True:
            choice = await self._wait_for(
                lambda one: one.is_sound and self._save == one.tried != one.reviewed
            )
            save = self._save
            outcome = await self._work(self._pages, making.make_pages, choice)
            if self._save != save:
                continue
            pages = outcome.value or making.Pages(problems=_explain(outcome))
            self._show(view.show_pages(self.find(choice), pages, save))
            outcome = await self._work(self._pages, making.review, choice)
            if self._save == save:
                remarks = _explain(outcome) if outcome.error else outcome.value
                self._show(view.show_remarks(self.find(choice), remarks, save))

    async def _wait_for(self, is_wanted: Callable[[View], bool]) -> Choice:
        """A condition → the first Choice that somebody looks at and whose View meets it."""
        while True:
            news = self._news
            for choice, count in self._readers.most_common():
                if count and is_wanted(self.find(choice)):
                    return choice
            await news.wait()

    async def _work(
        self, pool: WorkerPool, function: Callable[..., object], choice: Choice
    ) -> Outcome:
        """A pool, a function of `making` and a Choice → the outcome of the work."""
        task = Task(f"The preview for {choice}", function, (self._source, choice))
        return await asyncio.to_thread(take_first, pool.run(iter((task,)), 1, self._limits))

    def _show(self, new: View) -> None:
        self._views[new.choice] = new
        self._announce()

    def _announce(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


def _explain(outcome: Outcome) -> tuple[Problem, ...]:
    """An outcome without a value → what is wrong. Errors: MachineError."""
    match outcome.error:
        case ContentError() as error:
            return error.problems
        case MachineError() as error:
            raise error
        case _:
            return (Problem("B101", _OURS),)
