"""Short forms that people text, and the words they stand for. Folded, by language."""

from __future__ import annotations

from collections.abc import Mapping

_WRITTEN = {
    "en": """
        u: you | ur: your | r: are | y: why | n: and | nd: and | wat: what | wut: what | wht: what | wen: when
        b4: before | bc: because | cuz: because | coz: because | cus: because | cos: because | becuz: because
        thru: through | tho: though | thx: thanks | ty: thanks | pls: please | plz: please | ppl: people
        abt: about | w: with | wo: without | wk: week | wks: weeks | yr: year | yrs: years | hrs: hours
        hr: hour | min: minutes | mins: minutes | dr: doctor | drs: doctors | doc: doctor | docs: doctors
        meds: medicine | med: medicine | rx: prescription | tx: treatment | dx: diagnosis | sx: symptoms
        bf: boyfriend | gf: girlfriend | im: am | ive: have | id: would | 2: to | 4: for | gr8: great | l8: late
        nite: night | tonite: tonight | 2nite: tonight | 2day: today | tmrw: tomorrow | tmr: tomorrow
        rite: right | gonna: going | gona: going | gunna: going | wanna: want | wana: want | gotta: got
        dont: not | cant: cannot | wont: not | doesnt: not | isnt: not | idk: know | dat: that | da: the
        dis: this | ma: mom | mum: mom | momma: mom | mama: mom | hubby: husband | chemo: chemotherapy
        er: emergency | temp: temperature | rn: now | rly: really | smth: something | sth: something
        evry: every | kno: know | hav: have | liv: live | hart: heart | hurtin: hurting | feelin: feeling
        bleedin: bleeding | throwin: throwing | breathin: breathing | goin: going | havin: having
        somethin: something | nothin: nothing | til: until | outta: out | kinda: kind | lotta: lot | lil: little
        tha: the | thats: that
    """,
    "es": """
        q: que | k: que | ke: que | qe: que | xq: porque | pq: porque | porq: porque | pork: porque | x: por
        d: de | m: me | t: te | tmb: tambien | tb: tambien | tbn: tambien | pa: para | xa: para | toy: estoy
        ta: esta | tas: estas | tan: estan | tamos: estamos | stoy: estoy | sta: esta | dnd: donde | cdo: cuando
        cnd: cuando | kndo: cuando | kiero: quiero | qiero: quiero | kien: quien | aki: aqui | ayi: ahi
        asta: hasta | aber: haber | ai: hay | ay: hay | aser: hacer | ago: hago | ase: hace | ise: hice
        voi: voy | bn: bien | grax: gracias | grs: gracias | pf: por | porfa: favor | pls: favor | dr: doctor
        dra: doctora | doc: doctor | ma: mama | apa: papa | ama: mama | jefa: mama | jefe: papa | mijo: hijo
        mija: hija | tratam: tratamiento | med: medicina | meds: medicinas | medicamento: medicina
        medicamentos: medicinas | nomas: solo | orita: ahora | ahorita: ahora | oy: hoy | noc: noche
        mñn: manana | mnn: manana | 1: uno | ps: pues | pos: pues | nd: nada | nda: nada | muxo: mucho
        muxa: mucha
    """,
}


def _read(text: str) -> Mapping[str, str]:
    pairs = (entry.partition(":") for row in text.splitlines() for entry in row.split("|") if ":" in entry)
    return {short.strip(): word.strip() for short, _, word in pairs}


_TABLES = {code: _read(text) for code, text in _WRITTEN.items()}


def shorthand_of(code: str) -> Mapping[str, str]:
    """The short forms of a language ("es-MX" is Spanish), each with its word."""
    return _TABLES.get(code.partition("-")[0], {})
