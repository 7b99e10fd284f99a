"""Why a page was not fetched, in one sentence for the person who asked."""


class NotFetched(Exception):
    """Nothing was fetched and nothing was kept; `str()` is one plain, translated sentence that says why."""
