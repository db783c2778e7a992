"""Photographs for the invented city, drawn by code: a flat scene for each category. Pure."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 900
SKIES = (
    ((250, 214, 165), (238, 142, 96)),  # dusk
    ((196, 222, 240), (236, 244, 248)),  # day
    ((38, 48, 78), (86, 92, 120)),  # night
    ((176, 184, 190), (214, 218, 220)),  # rain
)
WALLS = ((186, 150, 118), (164, 122, 96), (200, 186, 164), (142, 134, 126), (120, 138, 150))


def scene(category: str, seed: int, mended: bool = False) -> tuple[bytes, str]:
    """A JPEG of 1200 × 900 px and what it shows, in Korean; the same for the same arguments.

    mended: the same street once its problem is solved.
    """
    chance = Random(f"{category}-{seed}")
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    _sky(draw, chance.choice(SKIES))
    _town(draw, chance)
    draw.rectangle((0, 620, WIDTH, HEIGHT), fill=(108, 110, 112))
    draw.polygon([(0, 620), (WIDTH, 600), (WIDTH, 640), (0, 660)], fill=(168, 160, 148))
    draw_problem = _mended_street if mended else SCENES.get(category, _empty_street)
    words = draw_problem(draw, chance)
    out = BytesIO()
    image.filter(ImageFilter.BoxBlur(0.8)).save(out, "JPEG", quality=82)
    return out.getvalue(), words


def _sky(draw, colours):
    top, low = colours
    for y in range(0, 640, 4):
        part = y / 640
        tone = tuple(round(a + (b - a) * part) for a, b in zip(top, low, strict=True))
        draw.rectangle((0, y, WIDTH, y + 4), fill=tone)


def _town(draw, chance):
    x = -40
    while x < WIDTH:
        width, height = chance.randint(120, 260), chance.randint(140, 380)
        wall = chance.choice(WALLS)
        draw.rectangle((x, 620 - height, x + width, 640), fill=wall)
        pane = tuple(min(255, c + 46) for c in wall)
        for wx in range(x + 18, x + width - 30, 44):
            for wy in range(640 - height, 580, 58):
                draw.rectangle((wx, wy, wx + 22, wy + 30), fill=pane)
        x += width + chance.randint(0, 30)


def _bus_stop(draw, chance):
    x = chance.randint(180, 700)
    draw.rectangle((x, 400, x + 300, 420), fill=(40, 84, 120))
    for post in (x + 14, x + 274):
        draw.rectangle((post, 420, post + 12, 660), fill=(70, 76, 84))
    draw.rectangle((x + 40, 570, x + 250, 590), fill=(146, 108, 72))
    draw.rectangle((x + 360, 380, x + 372, 660), fill=(70, 76, 84))
    draw.ellipse((x + 326, 330, x + 406, 410), fill=(222, 232, 238), outline=(40, 84, 120), width=8)
    return "지붕과 긴 의자가 있는 버스정류장. 기다리는 사람이 없다."


def _parked_cars(draw, chance):
    for n in range(5):
        x, y = 30 + n * 235 + chance.randint(-20, 20), 640 + (n % 2) * 70
        body = chance.choice(((176, 52, 44), (236, 236, 232), (52, 62, 76), (150, 156, 160)))
        draw.rounded_rectangle((x, y, x + 210, y + 76), 24, fill=body)
        draw.rounded_rectangle((x + 44, y - 44, x + 166, y + 12), 20, fill=body)
        draw.rectangle((x + 56, y - 32, x + 154, y), fill=(150, 182, 200))
        for wheel in (x + 34, x + 138):
            draw.ellipse((wheel, y + 50, wheel + 46, y + 96), fill=(30, 30, 32))
    return "길 양쪽에 겹쳐 세운 차들 때문에 좁아진 골목."


def _crosswalk(draw, chance):
    worn = chance.randint(60, 130)
    for n in range(8):
        x = 60 + n * 140
        shade = 236 - (worn if n % 3 == 1 else 0)
        draw.polygon(
            [(x, 720), (x + 80, 720), (x + 60, 900), (x - 40, 900)], fill=(shade, shade, shade - 6)
        )
    draw.rectangle((1040, 330, 1054, 660), fill=(70, 76, 84))
    draw.rounded_rectangle((1016, 250, 1078, 360), 12, fill=(36, 38, 40))
    draw.ellipse((1030, 262, 1064, 296), fill=(214, 62, 50))
    return "페인트가 군데군데 지워진 건널목과 빨간 신호등."


def _street_light(draw, chance):
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=(18, 22, 36))
    x = chance.randint(260, 900)
    for size, tone in ((420, (34, 36, 44)), (300, (58, 54, 48)), (180, (104, 92, 62))):
        draw.ellipse((x - size, 300 - size // 4, x + size, 300 + size * 2), fill=tone)
    draw.rectangle((x - 8, 200, x + 8, 760), fill=(60, 62, 66))
    draw.ellipse((x - 36, 170, x + 36, 226), fill=(250, 232, 170))
    draw.rectangle((0, 760, WIDTH, HEIGHT), fill=(30, 32, 40))
    return "가로등 하나만 켜진 어두운 골목."


def _rubbish(draw, chance):
    for n in range(14):
        x, y = 220 + (n * 61) % 700 + chance.randint(-20, 20), 610 + (n * 37) % 120
        tone = chance.choice(((244, 244, 240), (210, 224, 210), (64, 66, 70), (226, 206, 150)))
        draw.ellipse((x, y, x + 130, y + 110), fill=tone)
        draw.polygon([(x + 50, y + 8), (x + 80, y + 8), (x + 65, y - 26)], fill=tone)
    return "담벼락 아래 쌓인 쓰레기봉투 더미."


def _stream(draw, chance):
    draw.rectangle((0, 560, WIDTH, HEIGHT), fill=(120, 116, 92))
    draw.polygon([(0, 640), (WIDTH, 600), (WIDTH, 860), (0, 900)], fill=(112, 134, 140))
    for _ in range(20):
        x, y = chance.randint(0, WIDTH), chance.randint(650, 860)
        draw.line((x, y, x + chance.randint(40, 140), y - 6), fill=(164, 186, 192), width=5)
    draw.rectangle((0, 520, WIDTH, 560), fill=(150, 148, 142))
    return "비가 와 물이 불어난 다리 밑 하천."


def _shop_front(draw, chance):
    for n in range(3):
        x = 60 + n * 380
        shutter = n == chance.randint(0, 2)
        draw.rectangle((x, 330, x + 320, 640), fill=(96, 100, 104) if shutter else (226, 206, 176))
        draw.rectangle((x, 300, x + 320, 350), fill=chance.choice(((176, 60, 48), (48, 96, 84))))
        for y in range(370, 640, 22):
            draw.line((x, y, x + 320, y), fill=(120, 124, 128) if shutter else (206, 184, 150))
    return "문을 닫은 가게가 섞인 시장 골목."


def _empty_street(draw, chance):
    x = chance.randint(200, 900)
    draw.rectangle((x, 420, x + 12, 660), fill=(70, 76, 84))
    draw.rounded_rectangle((x - 60, 360, x + 72, 440), 8, fill=(52, 112, 92))
    return "안내판 하나가 서 있는 한적한 길."


def _mended_street(draw, _chance):
    for n in range(7):
        x = 150 + n * 130
        draw.polygon([(x, 860), (x + 78, 860), (x + 58, 690), (x - 4, 690)], fill=(240, 240, 236))
    for x in range(60, WIDTH, 260):
        draw.rectangle((x, 520, x + 14, 650), fill=(104, 82, 60))
        draw.ellipse((x - 70, 380, x + 84, 550), fill=(92, 140, 84))
    return "새로 칠한 횡단보도와 나무를 심은 깨끗한 길."


SCENES = {
    "transit": _bus_stop,
    "parking": _parked_cars,
    "walking": _crosswalk,
    "safety": _street_light,
    "environment": _rubbish,
    "energy": _empty_street,
    "welfare": _shop_front,
    "culture": _shop_front,
    "administration": _empty_street,
    "other": _stream,
}
