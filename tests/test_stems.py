"""Words of one family share every stem, no stem belongs to two, and each entry is needed."""

from collections import Counter

import pytest

from hooks.stems import Words, indonesian_forms, read_words, stem

LANGUAGES = ("id", "en")

AFFIXES = {
    "patterns": ["-", "-an", "meN-", "meN-kan", "di-", "di-i", "ter-", "peN-an", "per-an"],
    "enclitics": ["", "nya"],
    "swallowed": "kpst",
    "loses-r": ["per", "ter"],
    "nasals": {"m": "bfpv", "n": "cdjtz", "ng": "aeghikou", "ny": "s"},
}

FORMS = {
    "tutup": "tutup tutupan menutup menutupkan ditutup ditutupi tertutup penutupan ditutupnya",
    "kirim": "mengirim mengirimkan dikirim terkirim pengiriman kirimannya",
    "pesan": "pesan pesanan memesan dipesan pemesanan",
    "sanggah": "sanggahan menyanggah disanggah penyanggahan",
    "beku": "beku membekukan pembekuan membekukannya",
    "cair": "mencairkan pencairan",
    "ambil": "mengambil pengambilan diambil",
    "lacak": "melacak pelacakan dilacak",
    "rusak": "merusak perusakan terusak",
    "verifikasi": "memverifikasi diverifikasi",
}

PARTED = (
    ("menutup", "ditutup", "penutupan", "tertutup"),
    ("mengirim", "dikirim", "pengiriman"),
    ("mengembalikan", "dikembalikan", "pengembalian", "kembali", "kembalikan"),
    ("menerima", "diterima", "penerimaan", "terima"),
    ("menunggu", "ditunggu", "tunggu"),
    ("memeriksa", "diperiksa", "pemeriksaan", "periksa"),
    ("memesan", "dipesan", "pesanan", "pemesanan"),
    ("menolak", "ditolak", "penolakan", "tolak"),
    ("memproses", "diproses", "pemrosesan"),
    ("mengonfirmasi", "mengkonfirmasi", "dikonfirmasi", "konfirmasi"),
    ("menyelesaikan", "diselesaikan", "penyelesaian", "selesai"),
    ("memperpanjang", "diperpanjang", "perpanjangan", "panjang"),
)
"""Forms as they stand in a dictionary; the stemmer alone parts every one of these rows."""


@pytest.mark.parametrize("root", FORMS)
def test_affixes_give_the_forms_of_the_dictionary(root: str) -> None:
    assert set(FORMS[root].split()) - set(indonesian_forms(root, AFFIXES)) == set()


def test_swallowed_letter_is_also_kept() -> None:
    forms = set(indonesian_forms("konfirmasi", AFFIXES))

    assert {"mengonfirmasi", "mengkonfirmasi"} <= forms


@pytest.mark.parametrize("forms", PARTED, ids=lambda forms: forms[-1])
def test_words_that_the_stemmer_parts_are_together_again(forms: tuple[str, ...]) -> None:
    words = read_words("id")
    stems = {stem("id", form) for form in forms}

    assert len(stems) > 1
    for form in forms:
        beside = {stem("id", helper) for helper in words.helpers(form)}
        assert stems <= {stem("id", form), *beside}, form


def test_helper_is_never_of_the_stem_of_its_word() -> None:
    words = Words(lang="id", families=(frozenset({"menutup", "ditutup", "tutup"}),))

    assert words.helpers("ditutup") == ("menutup",)
    assert words.helpers("menutupnya") == ("tutup",)
    assert words.helpers("membuka") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_stem_belongs_to_two_families(lang: str) -> None:
    words = read_words(lang)
    stems = Counter(one for family in words.families for one in words.by_stem(family))

    assert [one for one, count in stems.items() if count > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_family_has_more_than_one_stem(lang: str) -> None:
    """Others need no entry: the search engine finds their words without it."""
    words = read_words(lang)

    assert [sorted(each) for each in words.families if len(words.by_stem(each)) < 2] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_that_counts_everywhere_is_in_no_family(lang: str) -> None:
    """Else each page would hold the whole family."""
    words = read_words(lang)

    assert [word for word in words.everywhere if words.helpers(word)] == []
    assert len(set(words.everywhere)) == len(words.everywhere)


def test_anda_is_no_form_of_anything() -> None:
    """The stemmer makes "anda" of "menanda"; every page says "Anda"."""
    assert read_words("id").helpers("Anda") == ()


def test_language_without_a_table_has_no_helpers() -> None:
    words = read_words("xx")

    assert (words.families, words.helpers("closed")) == ((), ())
