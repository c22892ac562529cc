"""Words that everybody uses, words that are merely names, and words for numbers. Folded, by language.

A word that is a name and something else too ("hope", "will", "dolores") is no mere name.
"""

from __future__ import annotations

_COMMON = {
    "en": """
        a about after again all also always am an and any anybody anyone anything are arent as ask at away
        back be because been before being best better between both but by came can cant cannot come could couldnt
        did didnt do does doesnt doing done dont down each either else ever every everything feel feels find for from
        get gets getting give go goes going gone good got had has hasnt have havent having he help her here hers him his
        how i if im in into is isnt it its ive just keep know later let like little long look lot made make makes many
        may maybe me might mine more most much must my near need needs never new next no not nothing now of off often
        ok okay old on once only or other our out over own please put really right said same say see she should
        shouldnt show since so some somebody someone something soon still stop such sure take taking talk tell than
        thanks that thats the their them then there these they thing things think this those though through till to
        told too try under until up us use very want wants was wasnt way we well were what whats when where which
        while who whom whose why will with without wont work would wouldnt yes yet you your yours
    """,
    "es": """
        a ahi ahora al algo alguien algun alguna algunas algunos alla alli antes aqui asi aun aunque ayuda bien buen
        bueno buena cada casi como con contra cual cuales cualquier cuando cuanta cuantas cuanto cuantos cosa cosas
        da dan dar de debe debo decir del desde despues dice dicen digo donde durante e el ella ellas ellos en
        entonces entre era es esa esas ese eso esos esta estaba estan estar estas este esto estos estoy fue gracias ha
        haber habia hace hacen hacer hago han hasta hay he hizo hoy igual ir la las le les lo los luego mal mas me
        mejor menos mi mia mientras mio mis misma mismo mucha muchas mucho muchos muy nada nadie necesita necesito ni
        ningun ninguna no nos nosotros nuestra nuestro nunca o otra otras otro otros para pero poco poder por porque
        pronto puede pueden puedo pues que quien quienes quiere quiero saber se ser si sido siempre sin sobre solo
        son soy su sus tal tambien tampoco tan tanto te tener tengo ti tiene tienen toda todas todavia todo todos tu
        tus un una unas unos usted ustedes va vamos van ver vez voy y ya yo
    """,
}

_NUMBERS = {
    "en": """
        zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
        double triple first third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
        january february march april june july august september october november december
    """,
    "es": """
        cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete
        dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete
        veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos
        trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos mil millon primero
        enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    """,
}

_NAMES = """
    aaron abigail adam adrian agnes alan albert alberto alejandra alejandro alex alexander alexis alfredo alice
    alicia allen alma alvarez amanda amelia amy ana andre andrea andres andrew angela angelica anita ann anna anne
    annie anthony antonio armando arthur arturo ashley audrey barbara beatriz becky ben benjamin bernice beth betty
    beverly billy bobby bonnie brandon brenda brian brittany bruce bryan camila campbell carl carla carlos carmen
    carol carolina caroline carolyn carrie castillo castro catalina catherine cecilia cesar charles charlie
    charlotte chavez cheryl chris christian christina christine christopher cindy clara claudia cristina cruz
    crystal cynthia daniel daniela danielle david davis dawn deborah debra denise dennis diana diane diaz diego
    dolly donald donna doris dorothy doug douglas dylan edith eduardo edward eileen elaine eleanor elena elijah
    elizabeth ella ellen elsie emily emma enrique eric erica erika ernesto ethan eugene eva evelyn felipe fernandez
    fernando florence flores frances francisco frank garcia gary george gerald geraldine gerardo gladys gloria gomez
    gonzalez gregory guadalupe guillermo gustavo gutierrez hannah harold harriet harry heather hector helen henry
    hernandez herrera holly howard hugo ida irene isabel isabella ivan jack jackson jacob jacqueline jaime james
    jamie jane janet janice jason javier jean jeff jeffrey jennifer jenny jeremy jerry jesse jessica jesus jill jim
    jimenez jimmy joan joann joe joel john johnny johnson jonathan jones jorge jose josefina joseph josephine joshua
    joyce juan juana juanita judith judy julia julie julio karen karina katherine kathleen kathryn kathy keith kelly
    kenneth kevin kim kimberly komen kyle larry laura lauren laurie leticia lewis lillian linda lisa lois lopez
    lorena loretta lori lorraine louis louise lucia lucille lucy luis luisa lupe lynn manuel marcia marcos margaret
    margarita maria mariana marie marilyn mario marion marjorie marlene marta martha martin martinez mary matthew
    maureen maxine melissa mendoza michael michelle miguel mike mildred miller minnie miriam monica morales moreno
    munoz nancy natalia natalie nathan nelson nguyen nicholas nicole nora norma oliver olivia ortega ortiz oscar
    pablo pamela patel patricia patricio patrick paul paula pauline pedro peggy peter philip phillip phyllis rachel
    rafael ralph ramirez ramon ramos raul raymond rebecca regina renee ricardo richard rita rivera robert roberta
    roberto rodriguez roger ronald rosario rosemary ruben ruiz russell ruth ryan sally samantha samuel sanchez
    sandra santiago sara sarah scott sean sergio sharon sheila sherry shirley silvia smith sofia sonia sophia stacy
    stanley stella stephanie stephen steven suarez sue susan susana susie suzanne sylvia tamara tammy taylor teresa
    terry thelma theresa thomas thompson tiffany tim timothy tina todd tom tommy tony torres tracy tyler valeria
    vanessa vargas vazquez vera veronica vicki victor victoria vincent viola virginia vivian walter wanda wendy
    william williams wilma wilson yolanda yvonne zachary
"""


def _read(texts: dict[str, str]) -> dict[str, frozenset[str]]:
    return {code: frozenset(text.split()) for code, text in texts.items()}


NAMES = frozenset(_NAMES.split())
_COMMONS, _NUMBER_WORDS = _read(_COMMON), _read(_NUMBERS)


def numbers_in(code: str) -> frozenset[str]:
    """The words that are parts of numbers and dates: a language's own, and those of others that are no word of it."""
    foreign = frozenset[str]().union(*_NUMBER_WORDS.values()) - common_in(code)
    return _NUMBER_WORDS.get(code.partition("-")[0], frozenset()) | foreign


def common_in(code: str) -> frozenset[str]:
    """The words of a language ("es-MX" is Spanish) that say nothing of what somebody wants."""
    return _COMMONS.get(code.partition("-")[0], frozenset())
