"""What is heard is written for the ear, and every hard name in it has a sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from hotline.channels.sentences import paragraphs, sentences
from hotline.model import Topic, Words
from hotline.understand import fold
from tests.content.trace import line

SAME = 0.4  # of a topic's spoken sentences, those that the text has too: a fixed "call 911" may stay as it is

# Generic and brand names of the facts, with those that are spelled otherwise in Spanish.
BRANDS = """
    afinitor arimidex aromasin datroway enhertu faslodex femara halaven herceptin ibrance inluriyo itovebi
    kadcyla keytruda kisqali lupron lynparza nerlynx orserdu perjeta piqray talzenna taxol trodelvy truqap
    tukysa tykerb veppanu verzenio xeloda xgeva zoladex zometa
"""
DRUGS = {
    "en": f"""{BRANDS}
        abemaciclib acetaminophen alpelisib anastrozole capecitabine capivasertib carboplatin cyclophosphamide
        datopotamab denosumab deruxtecan docetaxel doxorubicin elacestrant emtansine eribulin everolimus
        exemestane fulvestrant gemcitabine goserelin ibuprofen imlunestrant inavolisib ixabepilone lapatinib
        letrozole leuprolide loperamide margetuximab naloxone neratinib olaparib ondansetron paclitaxel
        palbociclib pegfilgrastim pembrolizumab pertuzumab ribociclib sacituzumab talazoparib tamoxifen
        toremifene trastuzumab tucatinib vepdegestrant vinorelbine zoledronic
    """,
    "es": f"""{BRANDS}
        abemaciclib acetaminofen alpelisib anastrozol capecitabina capivasertib carboplatino ciclofosfamida
        datopotamab denosumab deruxtecan docetaxel doxorrubicina elacestrant emtansina eribulina everolimus
        exemestano fulvestrant gemcitabina goserelina ibuprofeno imlunestrant inavolisib ixabepilona lapatinib
        letrozol leuprolida loperamida margetuximab naloxona neratinib olaparib ondansetron paclitaxel
        palbociclib pegfilgrastim pembrolizumab pertuzumab ribociclib sacituzumab talazoparib tamoxifeno
        toremifeno trastuzumab tucatinib vepdegestrant vinorelbina zoledronico
    """,
}


def topics(lang: str) -> Iterator[tuple[str, Words]]:
    for number, place in line().places.items():
        if isinstance(place, Topic):
            yield place.id, line().languages[lang].words[number]


def said(text: str) -> list[str]:
    """The sentences of a text, folded: a comma does not make another sentence."""
    return [fold(sentence) for paragraph in paragraphs(text) for sentence in sentences(paragraph)]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_heard_is_not_the_text_read_aloud(lang: str) -> None:
    alike = []
    for id, found in topics(lang):
        shown, heard = set(said(found.sms)), said(found.voice)
        same = [sentence for sentence in heard if sentence in shown]
        if len(same) > SAME * len(heard):
            alike.append((id, len(same), len(heard)))
    assert alike == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_drug_that_is_spoken_has_a_sound(lang: str) -> None:
    names = set(DRUGS[lang].split())
    sounds = {word for name in line().languages[lang].pronunciations for word in fold(name).split()}
    silent = {
        (id, word)
        for id, found in topics(lang)
        for word in re.findall(r"\w+", fold(found.voice))
        if word in names and word not in sounds
    }
    assert silent == set()
