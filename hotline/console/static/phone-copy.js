// Shows a trial as a conversation test, to be copied.
const byId = (id) => document.getElementById(id);

export class Copy {
  // trials: the ids of buttons, and what they copy: {done, begun, leftOut}.
  constructor(ask, words, trials) {
    this.ask = ask;
    this.words = words;
    this.dialog = byId("test");
    this.text = byId("test-text");
    for (const [id, trial] of Object.entries(trials)) byId(id).addEventListener("click", () => this.show(trial));
    byId("test-close").addEventListener("click", () => this.dialog.close());
    byId("test-copy").addEventListener("click", () => this.copy());
  }

  async show(trial) {
    const told = await this.ask("copy", { begun: trial.begun, done: trial.done });
    if (!told) return;
    const notes = [told.text ? told.problem : this.words.nothing, trial.leftOut ? this.words["left-out"] : ""];
    byId("test-problem").textContent = notes.filter(Boolean).join(" ");
    byId("test-problem").hidden = !notes.some(Boolean);
    byId("test-copied").textContent = "";
    this.text.textContent = told.text;
    this.dialog.showModal();
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text.textContent);
      byId("test-copied").textContent = this.words.copied;
    } catch {
      getSelection().selectAllChildren(this.text);
      byId("test-copied").textContent = this.words.selected;
    }
  }
}
