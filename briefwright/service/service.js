// A job's page, new at each of its steps. Without this script the page asks again by itself.
const job = document.getElementById("job");
const says = document.getElementById("says");
const steps = new EventSource("events");
let shown = Promise.resolve(); // one after the other, so that the last step stays

async function show() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("job");
  job.replaceChildren(...fresh.childNodes);
  says.textContent = fresh.dataset.says;
  if (fresh.dataset.live === "yes") return;
  steps.close();
  document.getElementById("cancel")?.remove();
}

steps.onmessage = () => { shown = shown.then(show, show); };
