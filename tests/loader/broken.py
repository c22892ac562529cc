"""Files that cannot be read, each with where that shows, the rule that tells it and a phrase of what is told."""

from __future__ import annotations

from typing import NamedTuple

GOOD = "heat:\n  number: 300\n  choices: [oven, toaster]\n"


class Broken(NamedTuple):
    why: str
    data: str | bytes
    line: int
    column: int
    rule: str
    phrase: str


BOMB = b"".join(  # the classic: nine lines, a billion words
    [b"a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n"]
    + [b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in b"bcdefgh"]
)
FLAT_BOMB = "a: &a " + "x" * 1000 + "\nb: [" + ", ".join(["*a"] * 50_000) + "]\n"

# fmt: off
NOT_YAML = [
    Broken(
        "colon in a text", "heat:\n  sms: Emergency? Call: 911\n", 2, 23, "not-yaml",
        "put quotes around the whole text",
    ),
    Broken(
        "colon in a text in brackets", "a: {sms: Call: now, voice: b}\n", 1, 14, "not-yaml",
        "quotes around the text",
    ),
    Broken(
        "text begins with a bracket", "a:\n  sms: {number:988} helps\n", 2, 21, "not-yaml",
        "begins with { needs quotes",
    ),
    Broken("the same with a square one", "a:\n  sms: [sic] said\n", 2, 14, "not-yaml", "begins with [ needs quotes"),
    Broken("apostrophe in single quotes", "a: 'It's cold'\n", 1, 8, "not-yaml", "the other kind of quotes than '"),
    Broken("quotes in quotes", 'a: "He said "hi" to me"\n', 1, 14, "not-yaml", 'the other kind of quotes than "'),
    Broken("text behind quotes", 'a: "b" c\n', 1, 8, "not-yaml", "the text in quotes ended before this"),
    Broken("quote never closed", 'a: b\nc: "d\ne: f\n', 2, 4, "not-yaml", "the quote that opens here is never closed"),
    Broken(
        "apostrophe never closed", "a: b\nc: 'd\ne: f\n", 2, 4, "not-yaml",
        "the quote that opens here is never closed",
    ),
    Broken(
        "a list never closed", "a: b\nc: [d, e\nf: g\n", 2, 4, "not-yaml",
        "the bracket that opens here is not closed",
    ),
    Broken("a table never closed", "a: {b: c\n", 1, 4, "not-yaml", "the bracket that opens here is not closed"),
    Broken("nothing in an open list", "a: b\nc: [\n", 3, 1, "not-yaml", "a bracket that was opened is not closed"),
    Broken("nothing in an open list at the very end", "a: b\nc: [", 2, 5, "not-yaml", "a bracket that was opened"),
    Broken("closed but not opened", "a: ]\n", 1, 4, "not-yaml", "a text was expected before ]"),
    Broken("two commas", "a: [b,, c]\n", 1, 7, "not-yaml", "a text was expected before ,"),
    Broken("tab as indent", "a:\n\tb: c\n", 2, 1, "not-yaml", "a tab is used here; indent with spaces"),
    Broken("tab after spaces", "a:\n  b: c\n\td: e\n", 3, 1, "not-yaml", "a tab is used here; indent with spaces"),
    Broken("tab first of all", "\ta: b\n", 1, 1, "not-yaml", "a tab is used here; indent with spaces"),
    Broken("text begins with @", "a: @clinic\n", 1, 4, "not-yaml", "a text cannot begin with @; put quotes"),
    Broken("text begins with a backtick", "a: `b`\n", 1, 4, "not-yaml", "a text cannot begin with `; put quotes"),
    Broken("text begins with a percent sign", "a: %b\n", 1, 4, "not-yaml", "a text cannot begin with %; put quotes"),
    Broken("text in bold", "a: **b**\n", 1, 4, "not-yaml", "begins with * or & needs quotes"),
    Broken("text begins with &", "a: & b\n", 1, 4, "not-yaml", "begins with * or & needs quotes"),
    Broken(
        "text begins with a question", "a: ? b\n", 1, 4, "not-yaml",
        "begins with a question mark and a space needs quotes",
    ),
    Broken(
        "no space behind the colon", "a: b\nc:d\ne: f\n", 2, 1, "not-yaml",
        'no colon and space; write "name: value"',
    ),
    Broken("no colon at all", "a: b\nwords\nc: d\n", 2, 1, "not-yaml", 'no colon and space; write "name: value"'),
    Broken("text not indented", "a: >-\nwords\nb: c\n", 2, 1, "not-yaml", "indent it as a part of the text above"),
    Broken("indented less", "a:\n    b: c\n  d: e\n", 3, 3, "not-yaml", "begins in another column"),
    Broken("indented more", "a: b\n  c: d\n", 2, 4, "not-yaml", "does not fit under the line above"),
    Broken("the line above has no colon", "a\nb: c\n", 2, 2, "not-yaml", "the line above needs its own colon"),
    Broken("a colon alone", "a: b\n: c\n", 2, 1, "not-yaml", "a colon without a name"),
    Broken("list item behind a name", "a: - b\n", 1, 4, "not-yaml", "a list item cannot stand here"),
    Broken("list item among entries", "a: b\n- c\n", 2, 1, "not-yaml", "a list item"),
    Broken("text behind >-", "a: >- b\n  c\n", 1, 7, "not-yaml", "begin the text on the next line"),
    Broken("half a surrogate pair", 'a: "\\uZZZZ"\n', 1, 7, "not-yaml", "a backslash in double quotes"),
    Broken("a second document", "a: b\n---\nc: d\n", 2, 1, "not-yaml", '"---" starts a second document'),
    Broken("behind the end", "a: b\n...\nc: d\n", 3, 1, "not-yaml", 'nor follow a line "..."'),
    Broken("another YAML", "%YAML 2.0\n---\na: b\n", 1, 1, "not-yaml", 'a line cannot begin with "%"'),
    Broken(
        "a name of 2,000 letters", f"{'x' * 2000}: b\n", 1, 2001, "not-yaml",
        "the name before this colon is too long",
    ),
    Broken("an error behind CR line ends", "a: b\rc: [\r", 3, 1, "not-yaml", "a bracket that was opened"),
    Broken("an error behind CRLF line ends", "a: b\r\nc: [\r\n", 3, 1, "not-yaml", "a bracket that was opened"),
    Broken("an error behind a wide letter", "a: b\nü: c: d\n", 2, 5, "not-yaml", "put quotes around the whole text"),
]
WRONG_KIND = [
    Broken(
        "a scalar at the top", "just words\n", 1, 1, "wrong-kind",
        'entries like "name: value", and here is the text "just words"',
    ),
    Broken("one entry without a space", "a:b\n", 1, 1, "wrong-kind", 'here is the text "a:b"'),
    Broken("a list at the top", "# why\n- a\n- b\n", 2, 1, "wrong-kind", '"name: value", and here is a list'),
    Broken("a key that is a list", "a: b\n[c, d]: e\n", 2, 1, "wrong-kind", "a list cannot be the name before a colon"),
    Broken("a key that is a table", "{a: b}: c\n", 1, 1, "wrong-kind", "cannot be the name before a colon"),
    Broken(
        "a marked key that is a list", "? [a]\n: b\n", 1, 3, "wrong-kind",
        "a list cannot be the name before a colon",
    ),
    Broken("empty", "", 1, 1, "empty-file", "is empty; a file holds at least one entry"),
    Broken("blanks", "\n  \n\n", 1, 1, "empty-file", "at least one entry"),
    Broken("only comments", "# nothing\n# yet\n", 1, 1, "empty-file", "at least one entry"),
    Broken("only a document mark", "---\n", 1, 1, "empty-file", "at least one entry"),
    Broken("an empty table", "# nothing\n{}\n", 1, 1, "empty-file", "at least one entry"),
]
REFUSED = [
    Broken("an alias", "a: b\nc: *a\n", 2, 4, "alias", '"*a" stands for another text; write that text here'),
    Broken("an anchor", "a: &b c\n", 1, 4, "alias", '"&b" names a text; take it out'),
    Broken("an anchor on a table", "a: &b\n  c: d\n", 1, 4, "alias", '"&b"'),
    Broken("alias bomb", BOMB, 1, 4, "alias", '"&a"'),
    Broken("flat alias bomb", FLAT_BOMB, 1, 4, "alias", '"&a"'),
    Broken("a bomb without a fuse", "a: [*a, *a]\n", 1, 5, "alias", '"*a"'),
    Broken("a merge of another table", "a:\n  <<: *b\n", 2, 7, "alias", '"*b"'),
    Broken("a tag", "a: !color red\n", 1, 4, "tag", '"!color" is a tag; take it out, or put quotes'),
    Broken("YAML's own tag", "a: !!int 7\n", 1, 4, "tag", "is a tag"),
    Broken("code in a tag", "a: !!python/object/apply:os.system [ls]\n", 1, 4, "tag", "is a tag"),
    Broken("a bare tag would eat the sign", "a: ! Wet floor\n", 1, 4, "tag", '"!" is a tag'),
    Broken(
        "the same key twice", "a: b\nc: d\na: e\n", 3, 1, "duplicate-key",
        '"a" stands here twice; the first is in line 1',
    ),
    Broken("the same key twice in a line", "a: {b: c, b: d}\n", 1, 11, "duplicate-key", "the first is in line 1"),
    Broken("the same key, quoted", 'a: b\n"a": c\n', 2, 1, "duplicate-key", "the first is in line 1"),
]
ENCODING = [
    Broken("UTF-16 LE with its mark", GOOD.encode("utf-16"), 1, 1, "encoding", "is saved as UTF-16; save it as UTF-8"),
    Broken("UTF-16 BE with its mark", b"\xfe\xff" + GOOD.encode("utf-16-be"), 1, 1, "encoding", "is saved as UTF-16"),
    Broken("UTF-16 LE without", GOOD.encode("utf-16-le"), 1, 1, "encoding", "is saved as UTF-16"),
    Broken("UTF-16 BE without", GOOD.encode("utf-16-be"), 1, 1, "encoding", "is saved as UTF-16"),
    Broken("UTF-32", GOOD.encode("utf-32"), 1, 1, "encoding", "UTF-8"),
    Broken(
        "latin-1", "a: b\nlabel: menú\n".encode("latin-1"), 2, 11, "encoding",
        'the character "ú" is not saved as UTF-8',
    ),
    Broken("cp1252", "label: “hot”\n".encode("cp1252"), 1, 8, "encoding", 'the character "“" is not saved as UTF-8'),
    Broken("latin-1 behind a BOM", b"\xef\xbb\xbfa: \xfa\n", 1, 4, "encoding", "is not saved as UTF-8"),
    Broken("half a letter at the end", b"a: caf\xc3", 1, 7, "encoding", "is not saved as UTF-8"),
    Broken("a surrogate as bytes", b"a: \xed\xa0\x80\n", 1, 4, "encoding", "is not saved as UTF-8"),
    Broken("not a text at all", bytes(range(256)) * 10, 3, 115, "encoding", "is not saved as UTF-8"),
    Broken("NUL", b"a: b\nc: d\x00e\n", 2, 5, "encoding", "U+0000"),
    Broken("NUL with CR line ends", b"a: b\rc: d\x00e\r", 2, 5, "encoding", "U+0000"),
    Broken("NUL with CRLF line ends", b"a: b\r\nc: d\x00e\r\n", 2, 5, "encoding", "U+0000"),
    Broken("NUL behind a wide letter", "a: ü\x00\n", 1, 5, "encoding", "U+0000"),
    Broken("two files in one", "\ufeffa: b\n\ufeffc: d\n", 2, 1, "encoding", "U+FEFF"),
    Broken("no character at all", "a: \uffff\n", 1, 4, "encoding", "U+FFFF"),
    Broken("NUL in disguise", 'a: b\nc: "d\\0e"\n', 2, 4, "encoding", "an invisible character (U+0000)"),
    Broken("ESC in disguise", 'a: ["\\e[31m"]\n', 1, 5, "encoding", "an invisible character (U+001B)"),
]
# fmt: on
EVERYTHING = NOT_YAML + WRONG_KIND + REFUSED + ENCODING
