"""Words are found inside running text, Thai included."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openitc.centers.tests.builders import a_center
from openitc.enterprises.models import Enterprise
from openitc.enterprises.tests.builders import an_enterprise
from openitc.shared.search import folded, holding, pairs

COFFEE = "วิสาหกิจชุมชนกาแฟแม่ทา Mae Tha Coffee"
CONSONANTS = "กขคงจชดตทนบปพมยรลวสหอ"
VOWELS = ["", *"ะัาิีึุูำ"]
TONES = ["", *"่้๊๋์"]
SYLLABLES = st.builds(
    lambda consonant, vowel, tone: consonant + (tone + vowel if vowel in "ะาำ" else vowel + tone),
    st.sampled_from(CONSONANTS),
    st.sampled_from(VOWELS),
    st.sampled_from(TONES),
)
WORDS = st.one_of(
    st.lists(SYLLABLES, min_size=1, max_size=5).map("".join),
    st.text("abcXYZäß", min_size=1, max_size=6),
    st.text("0123456789๐๑๒๓๔๕๖๗๘๙", min_size=1, max_size=5),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(text=TEXTS, start=st.integers(0, 40), length=st.integers(2, 20))
def test_any_piece_of_a_text_leads_to_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    assume(len(piece.strip()) > 1)
    for word in folded(piece).split():
        assert word in folded(text)
        assert len(word) == 1 or set(pairs(word)) <= set(pairs(text))


@given(text=TEXTS)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert pairs(folded(text)) == pairs(text)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("น้ำ  ผึ้ง", "น้ำ ผึ้ง"),
        ("Drip COFFEE", "drip coffee"),
        ("รุ่น ๒๕๖๙", "รุ่น 2569"),
        ("ﬁne", "fine"),
        ("ｋａｆｆｅ", "kaffe"),
    ],
)
def test_ways_of_writing_one_thing_are_one(written: str, same: str) -> None:
    assert folded(written) == folded(same)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["กาแฟ", "แม่ทา", "ชุมชน", "ทา กาแฟ", "าแฟ", "MAE tha", "offe", "e"])
def test_a_row_is_found_by_words_in_its_midst(words: str) -> None:
    center = a_center()
    coffee = an_enterprise(COFFEE, center=center)
    an_enterprise("ผ้าไหมลำพูน", center=center)
    assert list(Enterprise.objects.filter(holding(words))) == [coffee]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["ชา", "กาแฟ ไหม", "coffees", "กาแฟแม่แจ่ม"])
def test_a_row_that_lacks_a_word_is_not_found(words: str) -> None:
    an_enterprise(COFFEE, center=a_center())
    assert not Enterprise.objects.filter(holding(words)).exists()


@pytest.mark.django_db
def test_who_searches_for_nothing_finds_everything() -> None:
    coffee = an_enterprise(COFFEE, center=a_center())
    assert list(Enterprise.objects.filter(holding("  "))) == [coffee]


@pytest.mark.django_db
def test_a_null_in_what_is_typed_harms_nothing() -> None:
    coffee = an_enterprise(COFFEE, center=a_center())
    assert list(Enterprise.objects.filter(holding("กาแฟ\x00"))) == [coffee]
