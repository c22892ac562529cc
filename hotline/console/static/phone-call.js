// A call: what is heard, shown sentence by sentence as it is spoken, and what the caller does.
import { Screen } from "./phone-screen.js";
import { quiet } from "./phone-voice.js";

const byId = (id) => document.getElementById(id);
const KEYS = "0123456789*#";

export class Call {
  // ask(name, body) gives what the server tells; trial() the token of the thread of texts.
  constructor(ask, words, voice, trial) {
    Object.assign(this, { ask, words, voice, trial, screen: new Screen(words) });
    this.calls = 0; // so that an answer to an earlier call is told apart
    this.on = false;
    this.asking = false;
    this.atOnce = false;
    this.playing = new AbortController(); // of the stretch that is being spoken
    this.sentence = new AbortController(); // of the sentence in it
    this.forget();
    this.listen();
  }

  forget() {
    this.done = [];
    this.leftOut = false;
    this.keys = []; // pressed and not yet sent
    this.unsaid = []; // sentences of this stretch
    this.uncut = false;
  }

  listen() {
    byId("dial").addEventListener("click", () => this.begin());
    byId("hang-up").addEventListener("click", () => this.end(this.words["hung-up"]));
    byId("silence").addEventListener("click", () => this.saysNothing());
    byId("say").addEventListener("submit", (event) => this.says(event));
    byId("mute").addEventListener("click", (event) => this.voice.mute(toggled(event.currentTarget)));
    byId("at-once").addEventListener("click", (event) => this.showAtOnce(toggled(event.currentTarget)));
    byId("keypad").addEventListener("click", (event) => this.press(event.target.closest("[data-key]")?.dataset.key));
    byId("transfer").addEventListener("click", (event) => this.connects(event.target.dataset.answers));
    byId("call").addEventListener("keydown", (event) => this.types(event));
  }

  async begin() {
    this.end("");
    this.forget();
    this.screen.clear();
    this.screen.tell(this.words.ringing);
    this.on = true;
    this.calls += 1;
    this.screen.enable(true);
    this.screen.focus("call");
    await this.act("call", {});
  }

  end(why) {
    const used = this.screen.isUsed(); // what has the focus may go
    this.playing.abort();
    clearTimeout(this.late);
    this.on = false;
    this.now = null;
    this.screen.person("");
    this.screen.enable(false);
    if (!why) return;
    this.screen.tell(why);
    byId("dial").textContent = this.words.again;
    if (used) this.screen.focus("dial");
  }

  // Tells the server what the caller did, and plays what it answers. Keys that are pressed meanwhile come after it.
  async act(name, body, kind = "") {
    this.playing.abort();
    this.asking = true;
    const call = this.calls;
    const told = await this.ask(name, { call: this.now?.call, trial: this.trial(), ...body });
    if (call !== this.calls) return;
    this.asking = false;
    if (!this.on) return;
    if (!told) return this.end(this.words["hung-up"]);
    this.note(told, kind);
    const heard = this.hear(told);
    this.sendKeys();
    await heard;
  }

  // Plays a stretch, then goes on by itself where the line does.
  async hear(told) {
    const { signal } = (this.playing = new AbortController());
    this.now = told;
    this.screen.person("");
    this.screen.caption(told.anew ? this.words["anew-call"] : told.told, { kind: "told" });
    this.screen.facts(told.html);
    await this.speak(told, signal);
    if (!signal.aborted) await this.goOn(told, signal);
  }

  async speak(told, signal) {
    this.unsaid = [...told.sounds];
    while (this.unsaid.length && !signal.aborted) {
      const sound = this.unsaid.shift();
      this.uncut = sound.uncut && !this.atOnce;
      this.screen.tell(this.words[this.uncut ? "uncut" : told.state === "listen" ? "listen" : "speaking"]);
      this.screen.caption(sound.text, { lang: sound.lang });
      if (!this.atOnce) await this.pronounce(sound, signal);
    }
    this.uncut = false;
  }

  async pronounce(sound, signal) {
    if (sound.text) this.screen.noVoice(this.voice.muted || this.voice.for(sound.lang) ? "" : sound.lang);
    this.sentence = new AbortController();
    signal.addEventListener("abort", () => this.sentence.abort(), { once: true });
    await this.voice.say(sound, this.sentence.signal);
  }

  async goOn(told, signal) {
    if (told.state === "end") return this.end(this.words.end);
    if (told.state === "listen") {
      await quiet(this.atOnce ? 0 : told.quiet, signal);
      if (!signal.aborted) await this.act("wait", { why: "listened" }, "heard out");
      return;
    }
    if (told.state === "transfer") this.screen.person(told.person, told.lang);
    this.screen.tell(this.waitsFor(told));
  }

  waitsFor({ state, quiet: seconds, digits }) {
    return this.words[state].replace("{quiet}", seconds).replace("{digits}", digits);
  }

  // Remembers a step for a conversation test. That a topic was heard out is a silence there, once, where a key or a
  // silence follows it; words wait for the end of a topic by themselves. Nobody answers in a test.
  note(told, kind) {
    if (told.begun) {
      this.begun = told.begun;
      this.done = [];
      this.leftOut = false;
      return;
    }
    this.leftOut ||= kind === "somebody";
    if (this.leftOut) return;
    const last = this.done.at(-1);
    if (kind === "heard out") {
      if (last?.act === "silence" && !last.out) last.expect = told.step.expect;
      else if (!last?.out) this.done.push({ ...told.step, expect: [], out: true });
      return;
    }
    if (last?.out && (told.step.act === "says" || this.now.state === "listen")) this.done.pop();
    this.done.push(told.step);
    this.screen.canCopy();
  }

  types(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input")) return;
    if (!this.on || !KEYS.includes(event.key)) return;
    event.preventDefault();
    this.press(event.key);
  }

  press(key) {
    if (!this.on || !key || (this.now?.state === "transfer" && !this.asking)) return;
    if (this.uncut) return this.screen.tell(this.words.uncut);
    this.keys.push(key);
    this.playing.abort();
    this.sendKeys();
  }

  // As many keys at a time as the line waits for; of a topic number also fewer, once no more come.
  sendKeys() {
    clearTimeout(this.late);
    if (this.asking || !this.on || !this.keys.length) return;
    if (this.keys.length >= this.now.digits) return this.sendNow(this.now.digits);
    this.screen.tell(`${this.keys.join(" ")} ...`);
    this.late = setTimeout(() => this.sendNow(this.keys.length), this.now.quiet * 1000);
  }

  sendNow(number) {
    return this.act("press", { keys: this.keys.splice(0, number).join("") });
  }

  says(event) {
    event.preventDefault();
    const said = byId("words").value.trim();
    if (!this.on || this.asking || !said) return;
    if (this.uncut) return this.screen.tell(this.words.uncut);
    if (!this.now.speech) return this.screen.tell(this.waitsFor(this.now));
    byId("words").value = "";
    this.act("say", { words: said });
  }

  // What is being spoken is heard to its end, a topic with all its stretches; then nothing is said.
  async saysNothing() {
    if (!this.on || this.asking) return;
    if (this.keys.length) return this.sendNow(this.keys.length);
    if (this.now.state === "transfer") return this.connects("nobody");
    this.playing.abort();
    for (const sound of this.unsaid.splice(0)) this.screen.caption(sound.text, { lang: sound.lang });
    if (this.now.state !== "listen") return this.act("wait", { why: "silence" });
    const before = this.atOnce;
    this.atOnce = true;
    await this.act("wait", { why: "listened" }, "heard out");
    this.atOnce = before;
  }

  connects(answers) {
    if (!answers || !this.on || this.asking) return;
    this.screen.focus("call"); // the buttons go
    this.act("wait", { why: answers }, answers);
  }

  // The words from here on stand there at once, and nothing is spoken.
  showAtOnce(atOnce) {
    this.atOnce = atOnce;
    if (atOnce) this.sentence.abort();
  }
}

function toggled(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  return on;
}
