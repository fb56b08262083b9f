"""Pages and pictures of a run."""

from demerit.audit import RunSource
from demerit.report.page import page

__all__ = ["RunSource", "page"]
