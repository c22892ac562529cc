// The screen of the call: captions, what the line waits for, and what is behind each stretch.
const byId = (id) => document.getElementById(id);

export class Screen {
  constructor(words) {
    this.words = words;
    this.names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
    byId("no-scripts").hidden = true;
    byId("call-on").hidden = false;
  }

  clear() {
    byId("captions").replaceChildren();
    byId("stretches").replaceChildren();
  }

  // Keys, words and silence can be used, or not.
  enable(on) {
    for (const part of [...byId("keypad").children, ...byId("say").elements, byId("silence")]) part.disabled = !on;
    byId("hang-up").hidden = !on;
    byId("dial").hidden = on;
  }

  tell(sentence) {
    byId("status").textContent = sentence;
  }

  caption(text, { kind = "", lang = "" } = {}) {
    if (!text) return;
    const line = document.createElement("p");
    line.textContent = text;
    if (kind) line.className = kind;
    if (lang) line.lang = lang;
    const log = byId("captions");
    log.append(line);
    log.scrollTop = log.scrollHeight;
  }

  facts(html) {
    const part = document.createElement("template");
    part.innerHTML = html;
    byId("behind").hidden = false;
    byId("stretches").prepend(part.content);
  }

  // Who the call would go to, and in which language; "" takes it away.
  person(told, lang = "") {
    byId("person").textContent = told;
    byId("person").lang = lang;
    byId("transfer").hidden = !told;
  }

  noVoice(lang) {
    const note = byId("no-voice");
    const told = lang && this.words["no-voice"].replace("{language}", this.names.of(lang.split("-")[0]));
    if (note.textContent !== told) note.textContent = told; // told again it would be read out again
    note.hidden = !told;
  }

  canCopy() {
    byId("copy-call").hidden = false;
  }

  // Whether what was used last is in the call, so that who works by keyboard can be kept there.
  isUsed() {
    return byId("call").contains(document.activeElement);
  }

  focus(id) {
    byId(id).focus({ preventScroll: true });
  }
}
