"""Sentences about the texts of sheets: what the municipality writes itself, reviews, and what an agency sends back."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "letter.not_approved": N_(
        "The municipality prints approved translations only, and the sheet {sheet} is not approved in {language}. No "
        "letter was made and nothing was changed. Print it in Swedish and book an interpreter, or have the translation "
        "reviewed and approved under Texts."
    ),
    "client.not_approved": N_(
        "The municipality shows approved translations only, and the words of the client mode are not approved in "
        "{language}. The screen was not turned. Choose Swedish and book an interpreter, or have the words reviewed and "
        "approved under Texts."
    ),
    "plan.not_approved": N_(
        "The municipality prints approved translations only, and the words of the plan are not approved in {language}. "
        "Nothing was printed. Print it in Swedish and book an interpreter, or have the words reviewed and approved "
        "under Texts."
    ),
    "letter.text_unknown": N_(
        "The sheet {sheet} has no such text any more: somebody has changed it. Nothing was saved. Open the sheet again."
    ),
    "letter.text_reason": N_(
        "The reason is missing, or is longer than {longest} signs. Nothing was saved. Write shortly why."
    ),
    "letter.text_placeholders": N_(
        "The words in braces are not those of the Swedish text: {told}. Nothing was saved. Write them exactly as they "
        "stand in Swedish."
    ),
    "letter.text_braces": N_(
        "A brace stands alone. Nothing was saved. Take it away, or write the whole word in braces as in Swedish."
    ),
    "letter.text_control": N_(
        "The text holds invisible signs that turn or hide words: {told}. Nothing was saved. Write the text anew "
        "instead of pasting it."
    ),
    "letter.text_script": N_(
        "These letters are not of the language's own script: {told}. Nothing was saved. Put Swedish words in brackets "
        "and write the rest in the language."
    ),
    "letter.text_numbers": N_(
        "The numbers are not those of the Swedish text: {told}. Nothing was saved. Write the same numbers with the "
        "digits 0–9."
    ),
    "letter.text_too_long": N_(
        "The text is longer than {told} signs. Nothing was saved. Write it shorter, or as two texts."
    ),
    "letter.reviewer": N_(
        "The name of the reviewer is missing, or is longer than {longest} signs. Nothing was saved. Write who has read "
        "the translation."
    ),
    "letter.review_day": N_("A review cannot lie in the future. Nothing was saved. Write the day it was done."),
    "letter.review_not_whole": N_(
        "The translation is not whole: {count} texts are missing. Nothing was saved. Have them translated first."
    ),
    "letter.words_changed": N_(
        "The texts were changed while they were being read. Nothing was saved: a review holds for the words that were "
        "read. Open the sheet again and look at what is new."
    ),
    "letter.not_reviewed": N_(
        "No native speaker has reviewed the texts as they now read. Nothing was saved. Record the review first."
    ),
    "letter.no_review": N_("There is no review to withdraw. Nothing was changed. Open the sheet again."),
    "letter.swedish_is_source": N_(
        "The Swedish text is the source and needs no review. Nothing was changed. Choose another language."
    ),
    "letter.own_sheet_name": N_(
        "A sheet of the municipality's own has a short name of its own: 2–30 small letters a–z, digits and hyphens, "
        "not the name of one that comes with the program. Nothing was saved. Choose another name."
    ),
    "letter.own_sheet_broken": N_(
        "The sheet is not written as a sheet is: {reason}. Nothing was saved. Correct it and try again."
    ),
    "letter.own_sheet_unknown": N_(
        "The municipality has no own sheet called {sheet}. Nothing was changed. Show the list of sheets."
    ),
    "letter.own_language_unknown": N_(
        "The municipality has added no language with the code {language}. Nothing was changed. Show the list of "
        "languages."
    ),
    "letter.own_language": N_(
        "A language needs a code of two or three letters that is not used already, and its Swedish and own name. "
        "Nothing was saved. Correct what was written."
    ),
    "letter.file_unreadable": N_(
        "The file cannot be opened. Nothing was read and nothing was changed. Check that it is still there and try "
        "again."
    ),
    "letter.po_too_large": N_(
        "The file is larger than {limit} MB. It was not read and nothing was changed. Check that it is the right file."
    ),
    "letter.po_not_text": N_(
        "The file is not text in UTF-8. It was not read and nothing was changed. Ask the agency to save it as UTF-8."
    ),
    "letter.po_malformed": N_(
        "The file is not a PO file, or is damaged. It was not read and nothing was changed. Ask the agency for the "
        "file again."
    ),
    "letter.po_language": N_(
        "The file says that it is in {found}, but {language} was asked for. Nothing was changed. Choose the right "
        "file or the right language."
    ),
    "letter.po_no_language": N_(
        "The file does not say which language it is in. Nothing was changed. Choose the language and try again."
    ),
    "letter.po_nothing": N_(
        "The file holds nothing new that can be kept. Nothing was changed. Look at what was found in it."
    ),
}
