// The pages that change an edition: a text is changed where it stands, what is wrong stands beside
// it, what is saved is seen at once. Without this script the same forms stand on pages of their own.

const PAUSE = 350; // ms without a key, after which a text is tried
const MARGIN = 24; // px above what is changed
const QUOTED = 50; // characters of a text, in the name of its button
const frame = document.getElementById("edition");
const panel = document.getElementById("panel");
const content = document.getElementById("panel-content");
let opened = null; // the element that is being changed
let timer = 0;
let asked = 0; // trials; the last one counts

const parse = (text) => new DOMParser().parseFromString(text, "text/html");
const announce = (words) => { document.getElementById("news").textContent = words; };

// ------------------------------------------------------------------ the edition in its frame

/** The frame's document → each of its texts and figures can be chosen, by key and by pointer. */
function prepare() {
  const held = frame.contentDocument;
  if (held.querySelector(".briefwright-change")) return; // its page loads while this script does
  for (const one of held.querySelectorAll("[data-at]")) {
    const isLeaf = !one.querySelector("[data-at]");
    if (!isLeaf && one.localName !== "figure") continue;
    const said = one.textContent.trim().slice(0, QUOTED) || one.dataset.at;
    const button = held.createElement("button");
    button.type = "button";
    button.className = "briefwright-change";
    button.setAttribute("aria-label", isLeaf ? `Change: ${said}` : `Change this figure: ${said}`);
    button.textContent = "✎";
    one.classList.add("briefwright-text");
    one.append(button);
  }
  held.addEventListener("click", choose);
  new ResizeObserver(fitHeight).observe(held.body);
  fitHeight();
}

function fitHeight() {
  frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
  place();
}

function choose(event) {
  const link = event.target.closest("a[href]");
  if (link?.getAttribute("href").startsWith("#") && event.target.closest("nav")) return;
  const one = event.target.closest("[data-at]");
  if (link || one) event.preventDefault();
  if (one) open(one);
}

/** An element of the edition → the form of what stands there, below it. */
async function open(one) {
  mark(one);
  await show(`change?${frame.dataset.query}&at=${encodeURIComponent(one.dataset.at)}`);
}

function mark(one) {
  opened?.classList.remove("briefwright-open");
  opened = one;
  opened?.classList.add("briefwright-open");
}

/** The panel below what it changes; on a telephone the stylesheet puts it at the bottom. */
function place() {
  if (!opened || panel.hidden) return;
  const box = opened.getBoundingClientRect();
  panel.style.insetBlockStart = `${box.bottom + 8}px`;
  const most = frame.clientWidth - panel.offsetWidth;
  panel.style.insetInlineStart = `${Math.max(0, Math.min(box.left, most))}px`;
}

/** What is changed and the panel below it → both in sight, as far as they fit. */
function bringIntoSight() {
  if (!opened) return;
  const top = frame.getBoundingClientRect().top + opened.getBoundingClientRect().top;
  const isLow = panel.getBoundingClientRect().bottom > innerHeight;
  if (top < MARGIN || isLow) scrollBy({ top: top - MARGIN, behavior: "instant" });
}

/** What was saved → the edition as it reads now, at the same place. */
async function refresh() {
  const answer = await fetch(`page?${frame.dataset.query}`);
  if (!answer.ok) return;
  const held = frame.contentDocument;
  const page = parse(await answer.text());
  held.body.replaceChildren(...page.body.childNodes);
  held.querySelector("link[rel=stylesheet]").href = page.querySelector("link[rel=stylesheet]").getAttribute("href");
  held.removeEventListener("click", choose);
  prepare();
  const again = opened && held.querySelector(`[data-at="${CSS.escape(opened.dataset.at)}"]`);
  mark(again ?? null);
  if (panel.hidden) close();
  else place();
}

// ------------------------------------------------------------------ the panel

/** The address of a form's page → that form in the panel. */
async function show(address) {
  const answer = await fetch(address);
  const page = parse(await answer.text());
  const form = page.getElementById("editor") ?? page.getElementById("content");
  content.replaceChildren(...form.childNodes);
  panel.hidden = false;
  content.scrollTop = 0;
  enhance(content);
  place();
  const first = content.querySelector(".field textarea, .field input:not([type=hidden]), .field select");
  (first ?? panel).focus({ preventScroll: true });
  bringIntoSight();
}

function close() {
  const one = opened;
  panel.hidden = true;
  content.replaceChildren();
  mark(null);
  one?.querySelector(":scope > button")?.focus({ preventScroll: true });
}

/** A link of the panel → its form there, if it is one of the editor's. */
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || !/\/words\/(change|record|new)$/.test(new URL(link.href).pathname)) return;
  event.preventDefault();
  show(link.href);
}

// ------------------------------------------------------------------ trials and saves

/** A form and its button → the page that answers it. */
async function send(form, button) {
  const data = new FormData(form, button);
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(data) });
  return { answer, page: parse(await answer.text()) };
}

async function submit(event) {
  event.preventDefault();
  clearTimeout(timer);
  const number = ++asked;
  const form = event.target;
  const sent = send(form, event.submitter);
  event.submitter.disabled = true; // nothing is saved twice
  announce("One moment.");
  const { answer, page } = await sent.catch(fail);
  event.submitter.disabled = false;
  if (answer.redirected) {
    document.getElementById("last-save").replaceChildren(...page.getElementById("last-save").childNodes);
    announce("Saved.");
    if (content.contains(form)) panel.hidden = true; // another text may have been chosen meanwhile
    await refresh();
  } else if (number === asked) {
    showTrial(form, page, true);
  }
}

/** A page that says what changes would do → that beside the form. */
function showTrial(form, page, isWanted) {
  const place = form.querySelector(".trial") ?? content.querySelector(".trial") ?? content;
  const trial = page.getElementById("trial") ?? page.querySelector("main p");
  if (!isWanted) trial.querySelector("form")?.remove();
  place.replaceChildren(...(trial.id ? trial.childNodes : [trial]));
  if (isWanted) place.scrollIntoView({ block: "nearest" });
}

/** A request that was not answered → a page that says so, for where a trial stands. */
function fail() {
  const words = "The server did not answer. Nothing was lost here: try again in a moment.";
  announce(words);
  return { answer: { redirected: false, ok: false }, page: parse(`<main><p>${words}</p></main>`) };
}

/** A text that is typed → tried, once it rests. */
function typed(event) {
  const form = event.target.closest("form");
  const button = form?.querySelector("[data-trial]");
  if (!button) return;
  clearTimeout(timer);
  const number = ++asked;
  timer = setTimeout(async () => {
    const { answer, page } = await send(form, button).catch(fail);
    if (number !== asked) return;
    if (answer.ok) showTrial(form, page, false);
    else form.querySelector(".trial").replaceChildren();
  }, PAUSE);
}

// ------------------------------------------------------------------ help with the markup

/** Texts with markup → buttons for marks and numbers above each, and how long it is below. */
function enhance(holder) {
  const calls = [...holder.querySelectorAll(".calls > div")].map((one) => [
    one.querySelector("code").textContent, one.querySelector("dd").textContent,
  ]);
  for (const area of holder.querySelectorAll("textarea[data-marked]")) {
    const tools = document.createElement("div");
    tools.className = "marks";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "Marks");
    for (const [words, before, after] of [["Strong", "**", "**"], ["Stressed", "*", "*"], ["Link", "[", "](https://)"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => wrap(area, before, after));
      tools.append(button);
    }
    if (calls.length) tools.append(makeCalls(area, calls));
    const count = document.createElement("p");
    count.className = "help";
    const tell = () => { count.textContent = `${area.value.length} characters`; };
    area.addEventListener("input", tell);
    tell();
    area.closest(".field").append(count, tools);
  }
}

/** Numbers and names with their present values → a list from which one goes into the text. */
function makeCalls(area, calls) {
  const list = document.createElement("select");
  list.setAttribute("aria-label", "Put in a number or a name");
  list.append(new Option("Number or name …", ""));
  for (const [name, value] of calls) list.append(new Option(`${value} ${name}`, name));
  list.addEventListener("change", () => {
    if (list.value) wrap(area, list.value, "");
    list.value = "";
  });
  return list;
}

function wrap(area, before, after) {
  const [start, end] = [area.selectionStart, area.selectionEnd];
  const inner = area.value.slice(start, end);
  area.setRangeText(before + inner + after, start, end, "end");
  area.focus();
  if (!inner && after) area.setSelectionRange(start + before.length, start + before.length);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// ------------------------------------------------------------------ the story

if (frame) {
  document.documentElement.classList.add("scripted");
  const ready = () => frame.contentDocument?.querySelector("main") && prepare();
  if (frame.contentDocument?.readyState === "complete") ready();
  frame.addEventListener("load", ready);
  panel.addEventListener("click", follow);
  panel.addEventListener("submit", submit);
  panel.addEventListener("input", typed);
  panel.querySelector(".close").addEventListener("click", close);
  document.getElementById("last-save").addEventListener("submit", submit);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  addEventListener("resize", place);
} else {
  enhance(document);
  document.addEventListener("input", typed);
}
