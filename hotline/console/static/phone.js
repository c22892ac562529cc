// The phone: joins the thread of texts, the call, its voice and the copy of both as tests.
import { Call } from "./phone-call.js";
import { Copy } from "./phone-copy.js";
import { Thread } from "./phone-thread.js";
import { Voice } from "./phone-voice.js";

const root = document.getElementById("phone");
const words = JSON.parse(document.getElementById("phone-words").textContent);
const failed = document.getElementById("failed");
const csrf = document.querySelector('meta[name="csrf-token"]').content;

// What the server tells; nothing where it could not be asked, which is then said on the page.
async function ask(name, body) {
  failed.hidden = true;
  let status = 0;
  try {
    const response = await fetch(root.dataset[name], {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ begin: root.dataset.begin, ...body }),
    });
    status = response.status;
    const told = await response.json();
    if (response.ok && !told.off) return told;
    if (told.off) return say(told.off);
  } catch {
    // no network, or a page in place of an answer: signed out meanwhile
  }
  return say(status === 413 ? words.long : words.failed);
}

function say(sentence) {
  failed.textContent = sentence;
  failed.hidden = false;
  return null;
}

const thread = new Thread(ask, words);
const call = new Call(ask, words, new Voice(), () => thread.trial);
new Copy(ask, words, { "copy-texts": thread, "copy-call": call });
