"""Words that are hard to read, and the plain ones that say the same.

English: chosen from what plainlanguage.gov tells federal writers to avoid, and the CDC's plain language thesaurus.
Spanish: chosen by ear, for people who read Spanish in the United States; a native speaker should go over them.
Forms in brackets are looked for too: "utilize(s|d)".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hotline.check.prose import by_language
from hotline.understand import either

_EN = """
accompany: go with
accomplish: do
additional: more
additionally: also
adequate: enough
adjacent to: next to
administer(s|ed): give
advantageous: helpful
adverse effect(s): side effect
adverse reaction(s): side effect
aggravate(s|d): make worse
alleviate(s|d): ease
ambulate: walk
anticipate(s|d): expect
apparent: clear
appropriate: right
approximately: about
ascertain: find out
assist(s|ed|ance): help
attain: reach
attempt(s) to: try to
beneficial: helpful
cardiac: heart
cease(s|d): stop
cognizant: aware
commence(s|d): start
comply with: follow
component(s): part
comprise(s|d): be made of
concerning: about
consequently: so
consult(s|ed) with: talk with
contraindicat(ed|ion|ions): should not be used
deem(s|ed): think
demonstrate(s|d): show
designate(d): choose
detect(s|ed): find
determine(s|d): find out
diminish(es|ed): lessen
discontinue(s|d): stop
due to the fact that: because
elevated: high
eliminate(s|d): get rid of
endeavor: try
ensure: make sure
equitable: fair
evaluate(s|d): check
evident: clear
excessive: too much
exhibit(s|ed): show
expedite: speed up
experience(s) difficulty: have trouble
facilitate(s|d): help
feasible: can be done
finalize: finish
frequently: often
furthermore: also
however: but
hypertension: high blood pressure
identical: the same
immediately: right away
implement(s|ed): carry out
in accordance with: by
in addition: also
in lieu of: instead of
in order to: to
in the event of: if
in the event that: if
inception: start
indicate(s|d): show
inform(s|ed): tell
ingest(s|ed): eat or drink
initiate(s|d): start
inquire: ask
insufficient: not enough
lacerat(ion|ions): cut
magnitude: size
maintain(s|ed): keep
malignan(t|cy): cancer
maximum: most
minimize(s|d): lessen
minimum: least
modify: change
monitor(s|ed): watch
necessitate(s): need
nevertheless: but
notify: tell
numerous: many
objective: aim
obtain(s|ed): get
occur(s|red): happen
opportunity: chance
optimal: best
optimum: best
participate(s|d): take part
perform(s|ed): do
permit(s|ted): let
physician(s): doctor
portion: part
previously: before
prior to: before
procure: get
provide(s|d) assistance: help
pulmonary: lung
purchase(s|d): buy
pursuant to: under
reduce(s) the frequency: make less often
regarding: about
relating to: about
relocate: move
remain(s|ed): stay
remainder: rest
renal: kidney
request(s|ed): ask
require(s|d): need
retain(s|ed): keep
select(s|ed): choose
solely: only
subsequent: later
subsequently: later
substantial: large
successive: in a row
sufficient: enough
terminate(s|d): end
therefore: so
topical: on the skin
transmit(s|ted): send
upon: on
utiliz(e|es|ed|ing|ation): use
viable: can work
whereas: while
with regard to: about
witness(ed): see
"""
_ES = """
acontecer: pasar
adicional(es): más
adicionalmente: además
administrar: dar
adquirir: conseguir
aproximadamente: cerca de
asimismo: también
cefalea(s): dolor de cabeza
comenzar a experimentar: empezar a tener
con el fin de: para
con el objeto de: para
con respecto a: sobre
concluir: terminar
conllevar: traer
consecutivos: seguidos
constatar: ver
contraindicad(o|a): que no se debe usar
debido a que: porque
decremento: baja
deglutir: tragar
denominad(o|a): llamado
discontinuar: dejar
dosificación: dosis
efectuar: hacer
elevad(o|a): alto
emesis: vómito
en caso de que: si
en el supuesto de que: si
en virtud de: por
enfermedad maligna: cáncer
evento adverso: efecto secundario
facultativo: médico
finalizar: terminar
hipertensión: presión alta
imprescindible: necesario
incrementar: aumentar
inflamación de la mucosa: llagas
informar a la brevedad: avisar pronto
ingerir: tomar o comer
iniciar: empezar
inmediatamente: ahora mismo
mediante: con
mialgia(s): dolor de músculos
minimizar: bajar
monitorear: vigilar
no obstante: pero
notificar: avisar
obtener: conseguir
otorgar: dar
padecer: tener
por consiguiente: por eso
posteriormente: después
presentar síntomas: tener síntomas
previamente: antes
previo a: antes de
proceder a: empezar a
proporcionar: dar
prurito: picazón
realizar: hacer
remitir: mandar
requerir: necesitar
requiere(n): necesita
residir: vivir
seleccionar: escoger
sin embargo: pero
solicitar: pedir
subsecuente: que sigue
suministrar: dar
transcurrido: después de
ubicad(o|a): que está
utilice: use
utiliza(n): usa
utilizar: usar
verificar: revisar
"""


class PlainWords(NamedTuple):
    """A language's hard words: what finds them, and the plain ones."""

    pattern: re.Pattern[str]
    plain: dict[str, str]

    def plainer(self, found: str) -> str:
        """The plain word for one that was found."""
        return self.plain[" ".join(found.lower().split())]


def plain_words(code: str) -> PlainWords | None:
    """The hard words of a language; nothing where none are listed."""
    return by_language(_LISTED, code)


def _listed(text: str) -> PlainWords:
    plain: dict[str, str] = {}
    for entry in text.split("\n"):
        word, _, plainer = entry.partition(": ")
        if plainer:
            plain |= dict.fromkeys(_forms(word), plainer)
    return PlainWords(re.compile(rf"(?<!\w)(?:{either(plain)})(?!\w)", re.IGNORECASE), plain)


def _forms(word: str) -> list[str]:
    """``utilize(s|d)`` is utilize, utilizes, utilized; ``malignan(t|cy)`` is never "malignan", no word."""
    stem, bracket, rest = word.partition("(")
    if not bracket:
        return [word]
    endings, _, after = rest.partition(")")
    forms = [f"{stem}{ending}{after}" for ending in endings.split("|")]
    return forms if stem.endswith(_NO_WORD) else [f"{stem}{after}", *forms]


_NO_WORD = (
    "utiliz",
    "malignan",
    "lacerat",
    "contraindicat",
    "contraindicad",
    "precis",
    "denominad",
    "elevad",
    "ubicad",
)
_LISTED = {"en": _listed(_EN), "es": _listed(_ES)}
