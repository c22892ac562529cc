// The desk: waits for the checker without a press, and checks a question while it is being written.

const PAUSE = 700; // milliseconds without a key before a question is checked

async function waitForChecker(waiting) {
  const answer = await fetch(waiting.dataset.wait);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("checked");
  if (!fresh || fresh.dataset.wait) return;
  const found = [...page.querySelectorAll(".in-file")];
  waiting.replaceChildren(...fresh.childNodes);
  waiting.removeAttribute("data-wait");
  waiting.after(...found);
}

function checkWhileWriting(form) {
  const told = document.getElementById("checked");
  let timer = 0;
  let asked = null;
  const say = (sentence) => {
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = sentence;
    told.replaceChildren(line);
  };
  const check = async () => {
    asked = new AbortController();
    const body = new FormData(form);
    body.set("do", "check");
    say(form.dataset.checking);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "1" }, signal: asked.signal });
      const part = await answer.text();
      if (answer.ok || answer.status === 409) told.replaceChildren(...new DOMParser().parseFromString(part, "text/html").body.childNodes);
      else say(form.dataset.failed);
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.failed);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    told.replaceChildren(); // what was said of other words holds no longer, nor does its button
    if (form.question.value.trim() && form.place.value) timer = setTimeout(check, PAUSE);
  });
}

const waiting = document.querySelector("[data-wait]");
if (waiting) waitForChecker(waiting);
const form = document.getElementById("add-question");
if (form) checkWhileWriting(form);
