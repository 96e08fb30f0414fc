from services.extractor.text.lexicons import causes, court_codes, courts, divisions
from services.extractor.text.tokens import find_names, words


def test_courts_and_agencies_are_found_by_what_they_are_made_of() -> None:
    names = find_names("重庆市北碚区人民政府不服山东省枣庄市中级人民法院判决")
    assert [(name.text, name.label) for name in names] == [
        ("重庆市北碚区人民政府", "AGENCY"),
        ("山东省枣庄市中级人民法院", "COURT"),
    ]


def test_a_county_no_list_knows_is_still_a_court_s() -> None:
    assert [name.text for name in find_names("云山县人民法院")] == ["云山县人民法院"]


def test_names_of_the_lists_are_single_words() -> None:
    assert words("崇义县人民法院") == ["崇义县", "人民法院"]


def test_the_lists_hold_what_their_readers_expect() -> None:
    assert "重庆市北碚区人民法院" in courts()
    assert court_codes()["渝0109"] == "重庆市北碚区人民法院"
    assert {"重庆市", "北碚区", "崇义县"} <= divisions()
    codes = {cause.code: cause.name for cause in causes()}
    assert len(codes) == 22 + 140
    assert (codes["1"], codes["1.15"]) == ("行政处罚", "责令限期拆除")
