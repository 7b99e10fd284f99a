"""Examples of requests and answers. What they name is invented, and says so; a test holds each to the schema."""

from typing import Any

INVENTED = "An invented example"
# What stands in an address for a part of it.
NAMED = {"code": "it", "ref": "abc2345", "slug": "an-invented-example"}
ASKED: dict[str, dict[str, str]] = {
    "list_claim": {"country": "it", "stance": "denies", "limit": "1", "fields": "ref,statement,passage.source.title"},
    "list_station": {"country": "it", "limit": "1", "fields": "slug,label,country"},
    "list_source": {"language": "it", "limit": "1", "fields": "slug,title,passages.exact"},
    "list_question": {"limit": "1", "fields": "slug,wording,choices"},
    "list_party": {"kind": "ngo", "limit": "1", "fields": "slug,name,kind"},
    "read_claim": {"fields": "ref,stance,speaker,said_on"},
}
NO_FURTHER = {"previous": None, "next": None}
ANSWERS: dict[str, Any] = {
    "list_claim": {
        "results": [
            {
                "ref": "abc2345",
                "statement": f"{INVENTED}: there is no such station, the spokesperson says.",
                "passage": {"source": {"title": INVENTED}},
            }
        ],
        **NO_FURTHER,
    },
    "list_station": {
        "results": [
            {"slug": "an-invented-example", "label": INVENTED, "country": {"code": "IT", "name": "Italy"}},
        ],
        **NO_FURTHER,
    },
    "list_source": {
        "results": [
            {
                "slug": "an-invented-example",
                "title": INVENTED,
                "passages": [{"exact": f"{INVENTED} of exact words."}],
            }
        ],
        **NO_FURTHER,
    },
    "list_question": {
        "results": [
            {
                "slug": "an-invented-example",
                "wording": f"{INVENTED} of a question?",
                "choices": [
                    {"slug": "yes", "label": "Yes", "definition": "", "narrower_than": "", "excludes": ["no"]},
                    {"slug": "no", "label": "No", "definition": "", "narrower_than": "", "excludes": ["yes"]},
                ],
            }
        ],
        **NO_FURTHER,
    },
    "list_party": {
        "results": [{"slug": "an-invented-example", "name": INVENTED, "kind": "ngo"}],
        **NO_FURTHER,
    },
    "read_claim": {
        "ref": "abc2345",
        "stance": "denies",
        "speaker": {
            "slug": "an-invented-example",
            "name": INVENTED,
            "native_name": "",
            "kind": "ngo",
            "country": "IT",
            "bodies": ["an-invented-example"],
            "described_by_role": False,
        },
        "said_on": "2022-12",
    },
}
PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Bad Request",
    "status": 400,
    "detail": "“limit” is a number from 1 to 200.",
    "errors": [{"detail": "“limit” is a number from 1 to 200.", "parameter": "limit"}],
}
SENT: dict[str, Any] = {
    "country_code": "IT",
    "question_slug": "existence",
    "speaker": f"{INVENTED} of a ministry",
    "speaker_kind": "government",
    "speaker_country_code": "IT",
    "stance": "denies",
    "statement": f"{INVENTED}: there is no such station, the spokesperson says.",
    "said_on": "2022-12-03",
    "quote": f"{INVENTED} of exact words.",
    "whose_words": "own",
    "source_title": f"{INVENTED} of a report",
    "source_kind": "report",
    "source_language": "en",
    "source_url": "https://example.org/report",
}
REFUSED: dict[str, Any] = {
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "detail": "One thing in this cannot be taken.",
    "errors": [
        {
            "detail": "“31/02/2022” is not a date that can be kept. "
            "Write 2022-02-28, 2022-12, 2022, 2022~ or 2016/2018.",
            "pointer": "/said_on",
        }
    ],
}
