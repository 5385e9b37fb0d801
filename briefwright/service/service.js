// A job's page, new at each of its steps. Without this script the page asks again by itself.
const job = document.getElementById("job");
const steps = new EventSource("events");
steps.onmessage = async () => {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("job");
  job.replaceChildren(...fresh.childNodes);
  if (fresh.dataset.live === "no") steps.close();
};
