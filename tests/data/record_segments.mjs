// Writes tests/data/segments.json: what npm sms-segments-calculator 1.3.0 (Twilio's own) says about thousands of texts.
// The tests read that file and need no Node. To write it again, with npm and this file's folder in $DATA:
//
//     mkdir /tmp/oracle && cd /tmp/oracle && npm install sms-segments-calculator@1.3.0
//     node $DATA/record_segments.mjs /tmp/oracle > $DATA/segments.json
//
// The seed is fixed, so the same version writes the same bytes. One row a line: [text, encoding, segments, kind].
// text:     [[piece, times], ...], joined
// encoding: the oracle's name, smart encoding off
// kind:     "plain" when every cluster is one character, so that the oracle walks as a network does; else "cluster"

import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2] ?? ".", "package.json"));
const { SegmentedMessage } = require("sms-segments-calculator");

let seed = 20261123;
function random() { // mulberry32
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const between = (low, high) => low + below(high - low + 1);
const chars = (text) => [...text];

const BASIC = chars("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà");
const EXTENSION = chars("\f^{}\\[~]|€");
const ACCENTS = chars("áíóúÁÍÓÚâêîôûçãõëïœŁłžš`´“”‘’–—…•™°\t\u00a0\u200b\u00ad");
const CJK = chars("中文健康信息乳がんの治療カタ、。");
const SYLLABLES = chars("유방암치료가각힣");
const LETTERS = chars("абвгджязαβγאבגابتثไทย");
const EMOJI = chars("😀😘👋🌍🎉💊📞✅⚠☎");
const GSM_WORDS = [
  "Call 911 now. ", "Reply MORE for more. ", "Hot flashes are common. ", "Ask your care team. ", "\r\n", "\n",
  "¿Dónde está".replace(/[óá]/g, "o") + "? ", "Señora, el año que viene. ", "Pingüino: 5€. ", "[1] {2} ~3 ",
];
const SPANISH = [
  "La clínica abre a las 9. ", "¿Qué es el cáncer metastásico? ", "Llame a su médico. ", "Información útil: ", "Sí. ",
  "Efectos: náuseas, cansancio, dolor. ", "Envíe MÁS. ",
];
const CLUSTERS = [
  "👨‍👩‍👧‍👦", "👩‍👩‍👦", "👩‍❤️‍👨", "👩‍❤️‍💋‍👨", "👩🏽‍❤️‍👨🏽", "👩🏿‍🔬", "👨🏻‍⚕️", "🏳️‍🌈", "👩‍🦰", "🧑🏽‍🤝‍🧑🏿", "🐻‍❄️", "🏳️‍⚧️", "🙂‍↔️",
  "👋🏽", "👍🏿", "☝🏻", "✌️", "🫶🏽", "🏃🏾‍♀️", "🇺🇸", "🇲🇽", "🇺🇸🇲🇽🇪🇸", "🇺", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  "1️⃣", "#️⃣", "❤️", "☎️", "©️",
];
const MARKS = [
  "e\u0301", "n\u0303", "a\u0301\u0323", "o\u0308\u0304", "x\u0302", "\u0301", "cli\u0301nica ", "\u0915\u093f", "\u0928\u093f",
  "\u0915\u094d\u200d\u0937", "ก็", "กำ", "ນ້ຳ", "ما\u064e\u0651", "می\u200cخواهم", "\u0600\u0661", "ｶﾞ", "မြန်မာ",
  "\u1112\u1161\u11ab", "\u1100\u1161", "\uac00\u11a8", "\uac01\u11a8", "\u1100\uac00", "\u1100\u1100\u1161", "\u1161\u11a8",
];
// One or two of each kind the cluster rule knows, for nonsense in any order.
const KINDS = [
  "a", "é", "中", "😀", "\r", "\n", "\t", "\u200b", "\u0301", "\u0308", "\ufe0f", "\u200c", "\u0903", "\u0e33", "\u200d", "\u200d", "🇺", "🇸",
  "\u0600", "\u06dd", "👋", "☝", "👨", "👩", "👧", "❤", "🔬", "♀", "🏽", "🏿", "\u1100", "\u1161", "\u11a8", "가", "각", "\u{e0067}", "🏴", "\u20e3",
  "1", "🦰", "\ud800", "개", "갛", "\u1000", "\u102c", "🇺🇸", "🇺🇸\u0301", "👋\u0301", "❤\ufe0f\u200d👨", "\uffff",
];

const GSM_EDGES = [160, 306, 459, 612];
const UCS_EDGES = [70, 134, 201, 268];
const units = (text, ucs) => text.length + (ucs ? 0 : chars(text).filter((c) => EXTENSION.includes(c)).length);
const join = (pieces) => pieces.map(([piece, times]) => piece.repeat(times)).join("");

// Pieces of `pool` with filler before, so that the text is about `target` units and the pieces are at its edges.
function atEdge(pool, filler, ucs, most) {
  const target = pick(ucs ? UCS_EDGES : GSM_EDGES);
  const size = target + between(-4, 5);
  const pieces = [];
  for (let n = between(1, most); n > 0; n--) pieces.push([pick(pool), between(1, 3)]);
  const cut = below(pieces.length + 1); // these come after the filler
  const after = units(join(pieces), ucs);
  if (random() < 0.4) { // at the end of a part that is not the last
    const before = pick(ucs ? [60, 67, 70, 130, 134] : [150, 153, 160, 300, 306]) - between(0, 12);
    pieces.unshift([filler, before]);
    if (size - before - after > 0) pieces.push([filler, size - before - after]);
  } else if (size > after) pieces.splice(cut, 0, [filler, size - after]);
  return pieces;
}

// Whole words, cut to about the edge: what operators write.
function words(pool, ucs) {
  const size = pick(ucs ? UCS_EDGES : GSM_EDGES) + between(-3, 3);
  const pieces = [];
  let left = size;
  while (left > 0) {
    const word = pick(pool);
    const times = between(1, 3);
    const fits = Math.min(times, Math.floor(left / units(word, ucs)));
    pieces.push(fits > 0 ? [word, fits] : ["a", left]);
    left -= units(join([pieces.at(-1)]), ucs);
  }
  return pieces;
}

function repeated(pool, longest) {
  return [[pick(pool), between(1, longest)], [pick(pool), between(0, longest)]];
}

// A cluster over the edge of a part, in a text that would just fit if it could be cut there.
function astride(pool) {
  const cluster = pick(pool);
  const before = 67 - between(0, cluster.length);
  return [["á", before], [cluster, 1], [pick(["a", "|", "中"]), Math.max(0, 134 + between(-6, 1) - before - cluster.length)]];
}

function nonsense() {
  const piece = Array.from({ length: between(1, 9) }, () => pick(KINDS)).join("");
  const tail = Array.from({ length: between(1, 6) }, () => pick(KINDS)).join("");
  return [["中", pick([0, 0, 1, 55, 60, 62, 64, 66, 67, 68, 69, 70])], [piece, between(1, 20)], [tail, 1]];
}

function tall() { // letters under more marks than a part can hold
  const one = [pick(["e", "👩", "中", "\n"]), 1];
  const marks = [pick(["\u0301", "\u0308", "\ufe0f", "\u{e0067}"]), between(20, 160)];
  return [["a", between(0, 75)], one, marks, ["b", between(0, 140)], [pick(["e", "á"]), 1], ["\u0323", between(0, 90)]];
}

// Every two of them over the edge of a part, in a text that just fits if it can be cut between them.
function* pairs() {
  for (const one of KINDS)
    for (const two of KINDS) {
      const before = 67 - one.length;
      yield [["á", before], [one + two, 1], ["a", 134 - before - one.length - two.length]];
    }
}

const RECIPES = [
  [500, () => atEdge([...BASIC, ...EXTENSION], "a", false, 5)],
  [350, () => atEdge(EXTENSION, pick(BASIC), false, 3)],
  [200, () => words(GSM_WORDS, false)],
  [250, () => words([...SPANISH, ...GSM_WORDS], true)],
  [350, () => atEdge([...ACCENTS, ...EXTENSION, ...BASIC], pick(["á", "中", "|"]), true, 6)],
  [300, () => atEdge([...CJK, ...LETTERS, ...SYLLABLES], pick(CJK), true, 6)],
  [350, () => atEdge(EMOJI, pick(["a", "]", "中", "😘"]), true, 4)],
  [700, () => atEdge(CLUSTERS, pick(["a", "中", "|"]), true, 4)],
  [500, () => atEdge(MARKS, pick(["a", "á", "가"]), true, 4)],
  [400, () => atEdge([...CLUSTERS, ...MARKS, ...EMOJI, ...SPANISH, ...CJK, ...EXTENSION], "a", true, 6)],
  [400, () => astride([...CLUSTERS, ...MARKS])],
  [150, () => repeated(CLUSTERS, 40)],
  [150, () => repeated(MARKS, 80)],
  [150, () => repeated([...BASIC, ...EXTENSION], 400)],
  [500, nonsense],
  [250, tall],
];

const FIXED = [[["", 1]], [["\f", 80]], [["\f", 81]], [["\r\n", 80]], [["\r\n", 81]], [["a\r\nb", 1]], [["]", 153]]];

function row(pieces) {
  const kept = pieces.filter(([piece, times]) => piece && times > 0);
  const text = join(kept);
  const message = new SegmentedMessage(text, "auto", false);
  const plain = message.graphemes.every((cluster) => chars(cluster).length === 1);
  return [kept, message.encodingName, message.segmentsCount, plain ? "plain" : "cluster"];
}

const ascii = (json) => json.replace(/[\u007f-\uffff]/g, (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"));

const rows = new Map();
const add = (pieces) => {
  const made = row(pieces);
  rows.set(join(made[0]), ascii(JSON.stringify(made)));
};
FIXED.forEach(add);
for (const pieces of pairs()) add(pieces);
for (const [times, recipe] of RECIPES) for (let n = 0; n < times; n++) add(recipe());
process.stdout.write("[\n" + [...rows.values()].join(",\n") + "\n]\n");
