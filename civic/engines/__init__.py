"""The world outside, one file each. Every engine is chosen by one setting and kept on the app."""

from civic.engines import (
    face_finder,
    identity,
    job_queue,
    outside,
    photo_store,
    sender,
    sentence_vectors,
    sign_in_services,
    text_nouns,
    web_push,
)
from civic.engines.geocoders import choose
from civic.meters import start

ENGINES = {
    "photo_store": photo_store,
    "sender": sender,
    "geocoder": choose,
    "identity": identity,
    "sign_in_services": sign_in_services,
    "web_push": web_push,
    "job_queue": job_queue,
    "outside": outside,
    "text_nouns": text_nouns,
    "sentence_vectors": sentence_vectors,
    "face_finder": face_finder,
}


def start_engines(app) -> None:
    """Put each engine at app.extensions[name]; an instance in the setting is used as it is."""
    for name, module in ENGINES.items():
        app.extensions[name] = module.from_settings(app.config)
    if app.config["METRICS"]:
        messages = start(app.config["METRICS"]).messages
        app.extensions["sender"] = sender.CountedSender(app.extensions["sender"], messages)
