"""Why two records may be one person, reason by reason in words: for every page that shows likely matches."""

from ui.language import _


def reason_texts(kind: str, born: str) -> dict[str, str]:
    """Every reason in words, about the number type ``kind`` and the birth date ``born``."""
    told = {
        "same_number": _("Same {kind}"),
        "number_one_digit_off": _("{kind}: one digit differs"),
        "other_number": _("Another {kind}"),
        "same_original_name": _("Same name in its own script"),
        "same_migration_spelling": _("Same spelling at the Migration Agency"),
        "same_name": _("Same name"),
        "same_common_name": _("Same name, one that many have"),
        "similar_name": _("The name sounds alike"),
        "part_of_name": _("The name is the same but shorter or longer"),
        "family_only": _("Like family name, another given name"),
        "other_family_name": _("Like given name, another last name"),
        "other_name": _("Another name"),
        "same_birth_date": _("Same birth date, {born}"),
        "swapped_day_month": _("Born {born}: day and month the other way round"),
        "birth_date_one_off": _("Born {born}: one digit differs"),
        "same_birth_year": _("Born {born}: same year"),
        "birth_year_agrees": _("Born {born}: the year agrees, only one side knows the day"),
        "other_birth_day": _("Born {born}: same year, another day"),
        "near_birth_year": _("Born {born}: a year apart"),
        "birth_years_apart": _("Born {born}: a few years apart"),
        "other_birth_date": _("Born {born}"),
        "other_sex": _("Another sex in the register"),
        "other_language": _("Another language in the register"),
        "same_phone": _("Same telephone"),
        "same_household": _("Same household or address"),
    }
    return {code: words.format(kind=kind, born=born) for code, words in told.items()}
