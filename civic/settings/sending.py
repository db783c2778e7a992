"""The settings of what goes out to people: mail, text messages, pushes."""

from civic.settings.setting import Setting, Value, bounds_of

MAIL = {"SMTP_HOST": "smtp.city.go.kr", "MAIL_FROM": "team@city.go.kr"}
PUSH = {"VAPID_PRIVATE_KEY": "the key that `flask notices make-keys` prints"}
SENDING = (
    Setting(
        "SENDER",
        "log",
        "How one-time codes and mails are sent.",
        (
            Value("smtp", "e-mail by SMTP", MAIL),
            Value(
                "sms",
                "phone numbers by an HTTP gateway, e-mail by SMTP",
                MAIL | {"SMS_URL": "https://sms.city.go.kr/send", "SMS_TOKEN": "token"},
            ),
            Value("memory", "kept in the process, for tests"),
        ),
    ),
    Setting("SMTP_HOST", "", "The mail server.", (Value("smtp.city.go.kr"),)),
    Setting(
        "SMTP_PORT",
        587,
        "465 speaks TLS from the start, others STARTTLS when it is offered.",
        (Value("465"), Value("25")),
    ),
    Setting("SMTP_USER", "", "Signs in to the mail server, only over TLS.", (Value("team"),)),
    Setting("SMTP_PASSWORD", "", "The same one's password.", (Value("secret"),)),
    Setting(
        "MAIL_FROM",
        "",
        "The From address of mail.",
        (Value("team@city.go.kr"), Value("가온시 <team@city.go.kr>")),
    ),
    Setting(
        "SMS_URL",
        "",
        'HTTP SMS gateway: POST {"to": …, "text": …} with a bearer token.',
        (Value("https://sms.city.go.kr/send"),),
    ),
    Setting("SMS_TOKEN", "", "The bearer token of the gateway.", (Value("token"),)),
    Setting(
        "WEB_PUSH",
        "vapid",
        "Web Push: off while there is no VAPID_PRIVATE_KEY.",
        (Value("memory", "kept in the process, for tests"),),
    ),
    Setting(
        "VAPID_PRIVATE_KEY",
        "",
        "Signs pushes: what `flask notices make-keys` prints. A new one ends every subscription.",
        (Value(PUSH["VAPID_PRIVATE_KEY"], "", {"VAPID_SUBJECT": "mailto:team@city.go.kr"}),),
    ),
    Setting(
        "VAPID_SUBJECT",
        "",
        "Whom a push service asks when something is wrong; empty: PUBLIC_URL. Push services refuse"
        " what can't be reached (localhost, .local, .invalid, numbers), so the start does too.",
        (
            Value("mailto:team@city.go.kr", "", PUSH),
            Value("https://city.go.kr/contact", "", PUSH),
        ),
    ),
    Setting(
        "PUSH_HOSTS",
        "fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com"
        " *.notify.windows.com",
        "The push services browsers may name; nothing else is ever called.",
        (Value("fcm.googleapis.com"),),
    ),
    Setting(
        "DIGEST_HOUR",
        8,
        "Hour of the Seoul morning from which the daily mail goes out.",
        bounds_of(0, 20),
    ),
)
