// The thread of texts. What came back is made by the server, as on the page without scripts.
const byId = (id) => document.getElementById(id);

export class Thread {
  // ask(name, body) gives what the server tells.
  constructor(ask, words) {
    this.ask = ask;
    this.words = words;
    this.log = byId("thread");
    this.first = byId("first");
    this.field = byId("text");
    this.forms = [byId("send"), byId("suggested")];
    this.begun = byId("phone").dataset.begin;
    this.done = [];
    this.cut = this.log.childElementCount > 0; // texts that were sent without scripts are not remembered here
    this.sending = Promise.resolve();
    for (const form of this.forms) form.addEventListener("submit", (event) => this.submit(event));
  }

  get trial() {
    return this.forms[0].elements.trial.value;
  }

  submit(event) {
    event.preventDefault();
    const chosen = event.submitter?.name === "text" ? event.submitter.value : this.field.value;
    if (!chosen.trim()) return;
    if (chosen === this.field.value) this.field.value = "";
    this.sending = this.sending.then(() => this.send(chosen));
    this.field.focus();
  }

  async send(text) {
    const told = await this.ask("text", { trial: this.trial, text });
    if (!told) {
      this.field.value ||= text;
      return;
    }
    for (const form of this.forms) form.elements.trial.value = told.trial;
    if (told.anew) this.beginAnew(told.begun);
    this.first.hidden = true;
    this.done.push(told.step);
    this.show(told.html);
    byId("copy-texts").hidden = this.cut;
  }

  beginAnew(begun) {
    this.begun = begun;
    this.done = [];
    this.cut = false;
    const note = document.createElement("p");
    note.className = "notice warn";
    note.textContent = this.words["anew-texts"];
    this.log.append(note);
  }

  show(html) {
    const part = document.createElement("template");
    part.innerHTML = html;
    this.log.append(part.content);
    this.log.scrollTop = this.log.lastElementChild.offsetTop;
  }
}
