"""Pages and pictures of a run."""

from demerit.audit import RunSource
from demerit.report.lives import Followed
from demerit.report.page import facts_of, page

__all__ = ["Followed", "RunSource", "facts_of", "page"]
