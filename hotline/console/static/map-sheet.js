// The drawing as a sheet that is moved and zoomed: by buttons, keys, a mouse, one finger or two.

const STEP = 1.3; // one press of a zoom button
const NEAREST = 2; // pixels of the screen for one of the drawing
const CLOSE = 0.9; // the same where words can be read well
const PART = 0.25; // of what is seen, for one press of an arrow
const DRAG = 5; // pixels that a hand may shake before a press is a drag
const TIME = 180; // milliseconds

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Sheet {
  constructor(view) {
    this.view = view;
    this.svg = view.querySelector("svg");
    this.whole = { x: 0, y: 0, wide: this.svg.width.baseVal.value, high: this.svg.height.baseVal.value };
    this.held = new Map(); // pointers that are down, by their id
    this.dragged = false;
    view.classList.add("live");
    this.size();
    this.showAll();
    new ResizeObserver(() => this.size()).observe(view);
    view.addEventListener("keydown", (event) => this.key(event));
    view.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    view.addEventListener("pointerdown", (event) => this.down(event));
    view.addEventListener("pointermove", (event) => this.moved(event));
    for (const name of ["pointerup", "pointercancel"]) view.addEventListener(name, (event) => this.up(event));
    view.addEventListener("click", (event) => this.click(event), true);
    view.addEventListener("dragstart", (event) => event.preventDefault());
  }

  // How many pixels the view has; what is in its middle stays there.
  size() {
    const box = this.view.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const middle = this.middle && this.at ? this.middle() : null;
    this.wide = box.width;
    this.high = box.height;
    if (this.at === undefined) return;
    this.put({ ...(middle ?? this.middle()), scale: Math.max(this.at.scale, this.least()) });
  }

  least() {
    return Math.min(this.wide / this.whole.wide, this.high / this.whole.high, NEAREST);
  }

  middle() {
    return { x: this.at.x, y: this.at.y };
  }

  showAll() {
    this.go({ x: this.whole.wide / 2, y: this.whole.high / 2, scale: this.least() });
  }

  // The beginning of the line, large enough to be read: what a small screen begins with.
  showStart() {
    const scale = Math.min(NEAREST, this.wide / 400);
    this.go({ x: this.wide / scale / 2, y: this.high / scale / 2, scale });
  }

  // A place, in the middle and large enough to be read.
  show(place) {
    const box = place.getBBox();
    this.go({ x: box.x + box.width / 2, y: box.y + box.height / 2, scale: Math.max(this.at.scale, CLOSE) });
  }

  zoom(by, at) {
    const scale = Math.min(NEAREST, Math.max(this.least(), this.at.scale * by));
    const point = at ?? this.middle();
    const part = this.at.scale / scale;
    this.go({ x: point.x + (this.at.x - point.x) * part, y: point.y + (this.at.y - point.y) * part, scale });
  }

  pan(across, down) {
    const { x, y, scale } = this.at;
    this.go({ x: x + (across * PART * this.wide) / scale, y: y + (down * PART * this.high) / scale, scale });
  }

  move(name) {
    const ways = {
      in: () => this.zoom(STEP),
      out: () => this.zoom(1 / STEP),
      all: () => this.showAll(),
      left: () => this.pan(-1, 0),
      right: () => this.pan(1, 0),
      up: () => this.pan(0, -1),
      down: () => this.pan(0, 1),
    };
    ways[name]?.();
  }

  // Go there, gently where that is wanted.
  go(to) {
    cancelAnimationFrame(this.frame);
    const from = this.at;
    if (!from || calm.matches || this.held.size) return this.put(to);
    const began = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - began) / TIME);
      const eased = 1 - (1 - part) ** 3;
      const between = (name) => from[name] + (to[name] - from[name]) * eased;
      this.put({ x: between("x"), y: between("y"), scale: between("scale") });
      if (part < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  // Show this point in the middle, so that something of the drawing stays in sight.
  put({ x, y, scale }) {
    const within = (value, most, seen) => (seen >= most ? most / 2 : Math.min(most - seen / 2, Math.max(seen / 2, value)));
    const wide = this.wide / scale;
    const high = this.high / scale;
    this.at = { x: within(x, this.whole.wide, wide), y: within(y, this.whole.high, high), scale };
    this.svg.setAttribute("viewBox", `${this.at.x - wide / 2} ${this.at.y - high / 2} ${wide} ${high}`);
    this.view.classList.toggle("whole", scale <= this.least() * 1.01);
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const names = { "+": "in", "=": "in", "-": "out", 0: "all", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
    const name = names[event.key];
    if (!name) return;
    event.preventDefault();
    this.move(name);
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    cancelAnimationFrame(this.frame);
    this.zoom(Math.exp(-event.deltaY * 0.004), this.point(event));
  }

  // What of the drawing is under a pointer.
  point(event) {
    const box = this.view.getBoundingClientRect();
    const { x, y, scale } = this.at;
    return { x: x + (event.clientX - box.left - box.width / 2) / scale, y: y + (event.clientY - box.top - box.height / 2) / scale };
  }

  down(event) {
    if (event.button !== 0) return;
    cancelAnimationFrame(this.frame);
    this.held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.held.size === 1) {
      this.dragged = false;
      this.began = { x: event.clientX, y: event.clientY };
    }
  }

  moved(event) {
    const before = this.held.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!this.dragged && Math.hypot(now.x - this.began.x, now.y - this.began.y) > DRAG) {
      this.dragged = true;
      this.view.classList.add("held");
      this.view.setPointerCapture(event.pointerId);
    }
    if (!this.dragged && this.held.size === 1) return;
    const [one, two] = [...this.held.entries()].map(([id, at]) => (id === event.pointerId ? now : at));
    const span = two ? Math.hypot(one.x - two.x, one.y - two.y) : 0;
    const spanBefore = two ? this.span() : 0;
    this.held.set(event.pointerId, now);
    if (two && spanBefore) {
      this.zoom(span / spanBefore, this.point({ clientX: (one.x + two.x) / 2, clientY: (one.y + two.y) / 2 }));
    }
    const share = 1 / this.held.size;
    const { x, y, scale } = this.at;
    this.put({ x: x - ((now.x - before.x) * share) / scale, y: y - ((now.y - before.y) * share) / scale, scale });
  }

  span() {
    const [one, two] = [...this.held.values()];
    return Math.hypot(one.x - two.x, one.y - two.y);
  }

  up(event) {
    this.held.delete(event.pointerId);
    if (!this.held.size) this.view.classList.remove("held");
  }

  // A drag that ends over a place does not open it.
  click(event) {
    if (!this.dragged) return;
    event.preventDefault();
    event.stopPropagation();
    this.dragged = false;
  }
}
