// Views as they come from the server → what is seen: the text in its frame, pages, faults.

const find = (id) => document.getElementById(id);
const frame = find("text");
const [audience, language] = location.pathname.split("/").slice(-3);
const LARGE = "-large-print";
const SHOWN = 8000; // ms for which a change is marked
const [GAP, BAR] = [18, 5]; // px from the text to the mark of a change, and its width
const FADING = [{ opacity: 1 }, { opacity: 1, offset: 0.7 }, { opacity: 0 }];
let shownText = "";
let shownSave = 0;
let markedPages = 1; // nothing has changed in the first save
let latest = null;

// ------------------------------------------------------------------ the text

/** The document inside the frame, once it is there. */
const framed = new Promise((resolve) => {
  const ready = () => frame.contentDocument?.URL.endsWith("/frame") && frame.contentDocument.body;
  if (ready()) resolve(frame.contentDocument);
  else frame.addEventListener("load", () => resolve(frame.contentDocument), { once: true });
});

/** A view → its text in the frame, at the place where the reader was. */
async function showText(view) {
  if (!view.text || view.text === shownText) return false;
  const answer = await fetch(`../../files/${view.text}`);
  if (!answer.ok || view !== latest) return false; // a newer view is on its way
  const [before, css, behind] = (await answer.text()).split(/<\/?style>/);
  const page = new DOMParser().parseFromString(before + behind, "text/html");
  const held = await framed;
  const place = rememberPlace(held);
  held.body.style.overflowAnchor = "none"; // browsers have ways of their own to keep it
  setStyle(held, css);
  for (const name of ["lang", "dir"]) held.documentElement.setAttribute(name, page.documentElement.getAttribute(name));
  held.body.className = page.body.className;
  const opened = [...held.querySelectorAll("details")].map((one) => one.open);
  page.querySelectorAll("details").forEach((one, number) => { one.open = opened[number] ?? false; });
  replaceDiffering(held.body, page.body);
  restorePlace(held, place);
  await held.fonts.ready; // a letter that wasn't there before brings fonts of its own
  restorePlace(held, place);
  document.title = find("title").textContent = page.title;
  frame.title = `Text: ${page.title}`;
  shownText = view.text;
  return true;
}

/** An element and what it shall hold → the same, what is equal left alone with all that it is. */
function replaceDiffering(now, next) {
  const [old, fresh] = [[...now.childNodes], [...next.childNodes]];
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  let end = 0;
  while (start < most && old[start].isEqualNode(fresh[start])) start += 1;
  while (end < most - start && old.at(-1 - end).isEqualNode(fresh.at(-1 - end))) end += 1;
  const gone = old.slice(start, old.length - end);
  const come = fresh.slice(start, fresh.length - end);
  if (gone.length === 1 && come.length === 1 && isSameTag(gone[0], come[0])) {
    replaceDiffering(gone[0], come[0]);
    return;
  }
  const behind = old[old.length - end] ?? null;
  for (const one of gone) one.remove();
  for (const one of come) now.insertBefore(now.ownerDocument.adoptNode(one), behind);
}

/** Two nodes → whether they are elements that differ in what they hold alone. */
function isSameTag(one, other) {
  return one.nodeType === Node.ELEMENT_NODE && one.cloneNode().isEqualNode(other.cloneNode());
}

/** The frame's document and a stylesheet → the document styled by that alone. */
function setStyle(held, css) {
  if (held.briefwrightStyle === css) return;
  const sheet = new held.defaultView.CSSStyleSheet();
  sheet.replaceSync(css);
  held.adoptedStyleSheets = [sheet];
  held.briefwrightStyle = css;
}

/** The frame's document → the addresses in sight or below, and how far from the top each is.
 *
 * First those that begin in sight, since what stands around them may grow above it. */
function rememberPlace(held) {
  if (!held.defaultView.scrollY) return [];
  const places = [...held.querySelectorAll("[data-at]")].map((one) => [one.dataset.at, one.getBoundingClientRect()]);
  const seen = places.filter(([, box]) => box.height && box.bottom > 0).map(([at, box]) => [at, box.top]);
  return [...seen.filter(([, top]) => top >= 0), ...seen.filter(([, top]) => top < 0).reverse()];
}

/** The frame's document and where its reader was → it, scrolled there. */
function restorePlace(held, places) {
  for (const [at, top] of places) {
    const one = held.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (one) {
      held.defaultView.scrollBy({ top: one.getBoundingClientRect().top - top, behavior: "instant" });
      return;
    }
  }
}

/** An address → the element of it, or of the nearest thing around it. */
function findElement(held, at) {
  for (let name = at; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const one = held.querySelector(`[data-at="${CSS.escape(name)}"]`);
    if (one?.getBoundingClientRect().height) return one;
  }
  return null;
}

/** Addresses of what changed → a bar beside each, for a while. */
function markChanges(held, changed) {
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--accent");
  const text = held.querySelector("main").getBoundingClientRect();
  const isLeft = getComputedStyle(held.documentElement).direction === "ltr";
  const left = isLeft ? Math.max(2, text.left - GAP) : Math.min(held.documentElement.clientWidth - BAR - 2, text.right + GAP - BAR);
  for (const one of new Set(changed.map((at) => findElement(held, at)).filter(Boolean))) {
    const box = one.getBoundingClientRect();
    const bar = held.createElement("div");
    bar.setAttribute("aria-hidden", "true");
    bar.className = "briefwright-change";
    Object.assign(bar.style, {
      position: "absolute", left: `${left}px`, width: `${BAR}px`, borderRadius: "3px", zIndex: 3,
      top: `${box.top + held.defaultView.scrollY}px`, height: `${box.height}px`, background: colour,
    });
    held.documentElement.append(bar);
    bar.animate(FADING, SHOWN).onfinish = () => bar.remove();
  }
}

/** An address → the text scrolled to it. */
async function goTo(at) {
  const held = await framed;
  choose("text");
  const one = findElement(held, at);
  one?.scrollIntoView({ block: "center" });
  markChanges(held, [at]);
}

// ------------------------------------------------------------------ pages, faults, the frame around

/** A view → pictures of its pages; those that are the same stay. */
function showPages(view) {
  const holder = find("pages");
  holder.classList.toggle("stale", view.pages_stale);
  view.pages.forEach((page, number) => {
    if (!holder.children[number]) {
      holder.append(document.createElement("div"));
      holder.lastChild.append(document.createElement("img"));
    }
    const picture = holder.children[number].firstChild;
    const address = `../../files/${page.file}`;
    if (picture.getAttribute("src") === address) return;
    picture.width = page.width;
    picture.height = page.height;
    picture.alt = `Page ${number + 1} of ${view.pages.length}`;
    picture.src = address;
  });
  while (holder.children.length > view.pages.length) holder.lastChild.remove();
  if (!view.page_marks.length || view.save === markedPages) return;
  markedPages = view.save;
  view.page_marks.forEach(markPage);
}

/** Where something changed on a page → a bar there, for a while. */
function markPage({ page, top, height }) {
  const bar = document.createElement("div");
  bar.className = "mark";
  bar.setAttribute("aria-hidden", "true");
  Object.assign(bar.style, { top: `${100 * top}%`, height: `${100 * height}%` });
  find("pages").children[page - 1].append(bar);
  bar.animate(FADING, SHOWN).onfinish = () => bar.remove();
}

/** What changed → it in sight, on its page or in the text, whichever is shown. */
function showChange() {
  const [mark] = latest.page_marks;
  if (find("pages").hidden || !mark) {
    goTo(latest.changed[0]);
    return;
  }
  const sheet = find("pages").children[mark.page - 1];
  find("pages").scrollTo({ top: sheet.offsetTop + mark.top * sheet.offsetHeight - 100 });
  latest.page_marks.forEach(markPage);
}

/** A view → its faults, each with its place and what could stand there. */
function showFaults(view) {
  const wrong = view.problems.filter((one) => one.level === "error").length;
  const counted = [[wrong, "fault"], [view.problems.length - wrong, "warning"]]
    .filter(([number]) => number)
    .map(([number, what]) => `${number} ${what}${number === 1 ? "" : "s"}`);
  find("faults-title").textContent = counted.join(", ");
  find("faults").hidden = !view.problems.length;
  find("list").replaceChildren(...view.problems.map(describeFault));
}

function describeFault(problem) {
  const item = document.createElement("li");
  item.className = problem.level;
  const add = (name, text) => {
    if (!text) return;
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    item.append(line);
  };
  add("place", problem.place);
  add("message", problem.message);
  add("proposal", problem.proposal);
  add("kind", problem.level === "error" ? `Fault ${problem.code}` : `Warning ${problem.code}`);
  if (problem.at && latest.text) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show in the text";
    button.addEventListener("click", () => goTo(problem.at));
    item.append(button);
  }
  return item;
}

/** A view → audiences and languages to choose from. */
function showChoices(view) {
  const own = audience.endsWith(LARGE) ? audience.slice(0, -LARGE.length) : audience;
  const plain = view.choices.filter(([name]) => !name.endsWith(LARGE));
  const fill = (id, names, chosen) => {
    const list = names.includes(chosen) ? names : [chosen, ...names];
    find(id).replaceChildren(...list.map((name) => new Option(name, name, false, name === chosen)));
  };
  fill("audience", [...new Set(plain.map(([name]) => name))], own);
  fill("language", plain.filter(([name]) => name === own).map(([, one]) => one), view.language);
  find("large").checked = audience.endsWith(LARGE);
}

/** What was chosen → the address of that edition. */
function leave() {
  const large = find("large").checked ? LARGE : "";
  const name = find("audience").value;
  const spoken = latest.choices.filter(([one]) => one === name).map(([, one]) => one);
  const chosen = find("language").value;
  location.href = `../../${name}${large}/${spoken.includes(chosen) ? chosen : spoken[0] ?? chosen}/`;
}

/** “text” or “pages” → that is seen. */
function choose(what) {
  sessionStorage.setItem("shown", what);
  frame.hidden = what !== "text";
  find("pages").hidden = what !== "pages";
  find("show-text").setAttribute("aria-pressed", what === "text");
  find("show-pages").setAttribute("aria-pressed", what === "pages");
  if (latest) showStatus(latest);
}

function showStatus(view) {
  const isText = !frame.hidden;
  find("status").textContent = isText ? view.status : view.pages_status;
  find("status").classList.toggle("stale", view.stale);
}

// ------------------------------------------------------------------ the story

async function show(view) {
  latest = view;
  showStatus(view);
  showFaults(view);
  showChoices(view);
  showPages(view);
  const first = !shownText;
  await showText(view);
  if (view !== latest || view.save === shownSave) return;
  shownSave = view.save;
  find("announcement").textContent = view.announcement;
  find("change").hidden = first || !view.changed.length;
  find("change-words").textContent = view.changes;
  if (!first) markChanges(await framed, view.changed);
  document.documentElement.dataset.save = view.save;
}

find("show-text").addEventListener("click", () => choose("text"));
find("show-pages").addEventListener("click", () => choose("pages"));
find("show-change").addEventListener("click", showChange);
for (const id of ["audience", "language", "large"]) find(id).addEventListener("change", leave);
framed.then((held) => held.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    window.open(link.href, "_blank", "noopener,noreferrer");
  }
}));

choose(sessionStorage.getItem("shown") ?? "text");
const events = new EventSource("events");
events.onmessage = (event) => show(JSON.parse(event.data));
events.onerror = () => {
  find("status").textContent = "The command `watch` has ended: what is below may be old.";
  find("status").classList.add("stale");
};
