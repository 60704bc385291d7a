"""The catalogue of interventions as it is in this register: the shipped types under its own dated rows. No service."""

from datetime import date

from caseworker import codes
from caseworker.domain.intervention_types import Catalogue, catalogue
from caseworker.store import intervention_rows
from caseworker.store.reading import Reader


def catalogue_on(reader: Reader, day: date) -> Catalogue:
    """Return what is offered here on ``day``, and every type there are words for."""
    return catalogue(codes.intervention_types(), intervention_rows.local_rows(reader.connection), day)
