// Speaks sentences with a voice of this machine, or keeps quiet for as long as they would take.
// Only voices that are on the machine: others send what they speak to a company.

export class Voice {
  constructor() {
    this.muted = false;
    this.synthesis = globalThis.speechSynthesis;
    this.synthesis?.getVoices(); // some browsers look for their voices only once they are asked
  }

  // A voice for a language like "es-US": of that very country, else of the language; nothing where there is none.
  for(language) {
    const wanted = language.toLowerCase();
    const local = (this.synthesis?.getVoices() ?? []).filter((voice) => voice.localService);
    const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");
    return (
      local.find((voice) => tag(voice) === wanted) ??
      local.find((voice) => tag(voice).split("-")[0] === wanted.split("-")[0])
    );
  }

  // Speaks a sentence and keeps the quiet after it; ends at once when the signal aborts.
  async say(sound, signal) {
    const voice = sound.text && !this.muted ? this.for(sound.lang) : undefined;
    await (voice ? this.speak(sound, voice, signal) : quiet(sound.seconds, signal));
    await quiet(sound.pause, signal);
  }

  speak(sound, voice, signal) {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const utterance = new SpeechSynthesisUtterance(sound.text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = sound.rate;
      // a machine without sound may never tell that it is done
      const late = setTimeout(resolve, (3 * sound.seconds + 5) * 1000);
      const done = () => {
        clearTimeout(late);
        resolve();
      };
      utterance.onend = utterance.onerror = done;
      signal.addEventListener("abort", () => {
        this.synthesis.cancel();
        done();
      }, { once: true });
      this.speaking = utterance; // else it may be cleared away before it ends
      this.synthesis.speak(utterance);
    });
  }

  mute(muted) {
    this.muted = muted;
    if (muted) this.synthesis?.cancel();
  }
}

// Waits so many seconds, or until the signal aborts.
export function quiet(seconds, signal) {
  return new Promise((resolve) => {
    if (signal.aborted || !seconds) return resolve();
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
