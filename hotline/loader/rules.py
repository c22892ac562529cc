"""The pages of the loader's own rules: what a file must be before the checker's rules can look at what it means."""

from __future__ import annotations

PAGES: dict[str, str] = {
    "alias": """YAML's own way to name a text (``&name``) and to say it again (``*name``) is not used here.

A few hundred letters of it can unfold to gigabytes. Write the text out. A text that begins with ``*`` or ``&`` needs
quotes around it.

PASS::

    sms: "*Free* parking behind the clinic."

FAIL::

    sms: *free
""",
    "audio-format": """A recording in ``menus/audio/`` that is not in a form which a telephone line can play.

WAV with 8,000 samples a second, one channel, 16-bit PCM or mu-law; or MP3. Audacity: "Export Audio", "Mono", 8000 Hz.
In a terminal: ``ffmpeg -i voice.m4a -ac 1 -ar 8000 -c:a pcm_mulaw hair-loss.wav``.

PASS::

    menus/audio/en/oven.wav: (WAV, 8000 Hz, mono, mu-law)

FAIL::

    menus/audio/en/oven.wav: (WAV, 44100 Hz, stereo)
""",
    "duplicate-key": """The same name stands twice in one table, or a place or its words stand in two files.

YAML would take one of the two and say nothing. Take one out.

PASS::

    drip: {number: 220, next: [leak]}

FAIL::

    drip: {number: 220, next: [leak], number: 221}
""",
    "emergency-transfer": """A handoff that would pass a call on to 911, 988 or another three-digit service.

Such a number is answered where the line is, not where the caller is. Say to hang up and call.

PASS::

    person: {number: 190, transfer: clinic}

FAIL::

    person: {number: 190, transfer: "911"}
""",
    "empty-file": """A file in which nothing is written, or only comments.

Write an entry, or take the file away.

PASS::

    heat: {number: 300, choices: [oven]}

FAIL::

    # heat comes here
""",
    "encoding": """A file that is not saved as UTF-8, or that has an invisible character in it.

Notepad: "Save as", "Encoding: UTF-8". Invisible characters come with text that is copied out of other programs.

PASS::

    label: menú

FAIL::

    label: "men\\0"
""",
    "file-name": """A file that is not read because of its name or because of the folder it is in.

PASS::

    content/en/heat.yaml

FAIL::

    content/en/heat.yml
    content/heat.yaml
""",
    "literal-number": """A phone number typed into words.

Numbers stand once, in ``menus/line.yaml``. In words write their name: it is shown in a text, and spoken digit by digit
in a call, and a number that changes is changed in one place.

PASS::

    sms: Call {number:988}, day or night.

FAIL::

    sms: Call 988, day or night.
""",
    "missing-key": """Something that is needed is not there, or is there and empty.

PASS::

    drip: {number: 220, next: [leak]}

FAIL::

    drip: {next: [leak]}
""",
    "not-yaml": """A file that cannot be read as YAML. The message says where, and what would mend it.

Most often a text needs quotes around it: one with a colon and a space inside, one that begins with a bracket, a quote,
``@``, ``%``, ``!`` or a backtick. Indent with spaces, never with tabs.

PASS::

    sms: "Emergency? Call: {number:911}"

FAIL::

    sms: Emergency? Call: {number:911}
""",
    "number-clash": """Two places have the same number.

The number is printed on cards and must lead to one place for ever.

PASS::

    oven: {number: 310, next: [heat]}
    toaster: {number: 320, next: [heat]}

FAIL::

    oven: {number: 310, next: [heat]}
    toaster: {number: 310, next: [heat]}
""",
    "opening-hours": """Opening hours that cannot be: a time said twice, a time zone or a holiday that there is not.

Days are ``monday`` to ``sunday``, or a range such as ``monday-friday``. Times are ``8:00-17:00``, several with commas
between them. A span that ends before it begins runs over midnight. ``zone`` is a name such as ``America/New_York``. A
holiday is ``2026-12-24`` (a note may follow), ``december 24``, ``fourth thursday of november``, a federal holiday such
as ``christmas-day``, or ``federal-holidays`` for all eleven.

PASS::

    hours:
      zone: America/New_York
      monday-friday: 8:00-12:00, 13:00-17:00
      saturday: 22:00-2:00
      holidays: [federal-holidays, 2026-12-24 staff day]

FAIL::

    hours:
      zone: Eastern
      monday-friday: 8:00-12:00, 11:00-17:00
      holidays: [2026-02-30]
""",
    "tag": """YAML's own way to say what kind a value is (``!name``) is not used here; everything is text.

A text that begins with ``!`` needs quotes around it.

PASS::

    sms: "! Wet floor."

FAIL::

    sms: ! Wet floor.
""",
    "toll-free-opt-out": """``opt_out_handled_by: app`` with a toll-free number.

The carriers answer STOP for toll-free numbers, whatever the line does. Write ``carrier``.

PASS::

    phone: "+18005550100"
    opt_out_handled_by: carrier

FAIL::

    phone: "+18005550100"
    opt_out_handled_by: app
""",
    "too-big": """A file of over a million bytes or a hundred thousand entries.

Split it: every file in ``menus/`` and ``content/`` is read, and places may stand in any of them.

A single text has at most 5,000 characters, four times what can be sent or said of a place. More is not looked at.
""",
    "too-deep": """Brackets or indents inside each other, fifty deep. A line needs four.

It is mostly a bracket that a finger rested on.
""",
    "too-many-choices": """A place that offers more than six places. There are keys for six.

Make a menu of some of them and offer that menu.

PASS::

    heat: {number: 300, choices: [oven, toaster, kettle, pan, smoke]}

FAIL::

    heat: {number: 300, choices: [oven, toaster, kettle, pan, smoke, leak, drip]}
""",
    "unknown-fill": """Curly brackets in words with something in them that cannot be filled in.

``{number:name}`` and ``{hours:name}`` can stand in words that are read or heard; a few of the line's own sentences have
more, like ``{label}`` and ``{key}`` in ``choice``. Labels, the sender and the hours are said as they stand.

PASS::

    sms: Call {number:plumber}, {hours:plumber}.

FAIL::

    sms: Call {plumber}.
""",
    "unknown-key": """A name that means nothing where it stands: mostly a slip of a letter.

Inside brackets a comma ends a text, and what follows it is taken for a name; put quotes around such a text.

PASS::

    drip: {number: 220, next: [leak]}

FAIL::

    drip: {number: 220, nxt: [leak]}
""",
    "unknown-language": """Words, safety patterns or pronunciations for a language that is not in ``menus/line.yaml``.

PASS::

    languages:
      en: {text: gsm-7, speech: en-US, voice: Polly.Joanna-Neural}
    pronunciations:
      en: {faucet: FAW-sit}

FAIL::

    languages:
      en: {text: gsm-7, speech: en-US, voice: Polly.Joanna-Neural}
    pronunciations:
      fr: {robinet: row-bee-NAY}
""",
    "unknown-number": """The name of a phone number that ``menus/line.yaml`` does not have under ``numbers``.

PASS::

    sms: Call {number:plumber}.

FAIL::

    sms: Call {number:plumbr}.
""",
    "unknown-source": """The name of a source that ``menus/sources.yaml`` does not have.

PASS::

    sources: [plumbing-board]

FAIL::

    sources: [plumbing-bord]
""",
    "unreadable": """A file or a folder of the line is missing, may not be read, or is something else.""",
    "wrong-kind": """A list where a text should be, a text where entries should be, and so on.

A place has exactly one of ``choices`` (a menu), ``next`` (a topic) and ``transfer`` (a handoff). Only a topic has
``context`` and ``connect``; only a handoff has ``hours``, ``or`` and ``caller_id``.

PASS::

    next: [leak]

FAIL::

    next: leak
""",
    "wrong-value": """A value that is none of those that fit: a number of four digits, a thirtieth of February.

PASS::

    wait: 8

FAIL::

    wait: 8 seconds
""",
}
