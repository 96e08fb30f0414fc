"""The committed samples: which papers, how they look, how they arrive."""

from __future__ import annotations

from samples import damage
from samples.page import Look
from samples.sample import Form, Sample
from samples.stories import beibei, beibei_others, chongqing, chongyi, tengzhou, xinzhou

PLAIN = Look()
RED = Look(court_colour="#c3171d", red_line=True, spaced_titles=True)
SONG = Look(body="song", heading="hei", size=15.5, leading=27, page_numbers="of")
COMPACT = Look(size=14, leading=23, margins=(24, 24, 24, 26), page_numbers="of")
FORM = Look(size=15, leading=26, margins=(26, 25, 22, 26), page_numbers="none", date_style="arabic")
KAI = Look(body="kai", heading="noto-serif-bold", size=15, leading=26, number_align="center")
UMING = Look(body="uming", heading="song-bold", size=15, leading=27, date_style="circle")
SERIF = Look(body="noto-serif", heading="noto-serif-bold", size=14.5, leading=27, spaced_titles=True)

SCANNER = damage.scanner()
GREY = (damage.grey(),)

SAMPLES = (
    Sample("beibei-response-notice", (beibei.NOTICE,), look=RED),
    Sample("beibei-summons-seal", (beibei.SUMMONS,), Form("scan", 300, (SCANNER,), quality=50), FORM),
    Sample("beibei-judgment", (beibei.JUDGMENT,), look=PLAIN),
    Sample(
        "beibei-envelope",
        beibei.ENVELOPE,
        Form("scan", 200, (SCANNER, damage.bleed_through(0.05)), quality=45),
        looks=(COMPACT, FORM, UMING, UMING, SONG),
    ),
    Sample(
        "beibei-judgment-reconsideration",
        (beibei_others.HOMESTEAD_JUDGMENT,),
        Form("scan", 150, (SCANNER, *GREY), quality=55),
        SONG,
    ),
    Sample(
        "beibei-ruling-withdrawal-sideways",
        (beibei_others.WITHDRAWAL,),
        Form("scan", 200, (SCANNER, damage.sideways(90)), quality=50),
        COMPACT,
    ),
    Sample(
        "beibei-response-notice-phone",
        (beibei_others.STREET_NOTICE,),
        Form("jpg", 190, (damage.phone(), damage.sideways(270)), quality=68, exif=6),
        COMPACT,
    ),
    Sample("beibei-evidence-notice", (beibei_others.EVIDENCE_NOTICE,), look=PLAIN),
    Sample(
        "beibei-meeting-notice",
        (beibei_others.MEETING,),
        look=Look(red_line=True, court_colour="#c3171d", date_style="arabic"),
    ),
    Sample(
        "chongyi-response-notice-skew",
        (chongyi.NOTICE,),
        Form("scan", 200, (damage.scanner(tilt=0), damage.skew(2.6)), quality=50),
        COMPACT,
    ),
    Sample("chongyi-summons", (chongyi.SUMMONS,), look=FORM),
    Sample(
        "chongyi-judgment-tiff",
        (chongyi.JUDGMENT,),
        Form("tif", 200, (SCANNER, *GREY), quality=45),
        PLAIN,
    ),
    Sample("chongyi-response-notice-garbled", (chongyi.BAMBOO_NOTICE,), Form("garbled"), COMPACT),
    Sample(
        "chongyi-summons-phone",
        (chongyi.BAMBOO_SUMMONS,),
        Form("jpg", 190, (damage.phone(lean=0.03),), quality=68),
        FORM,
    ),
    Sample("chongyi-second-judgment", (chongyi.SECOND_JUDGMENT,), look=SERIF),
    Sample(
        "tengzhou-response-notice-fax",
        (tengzhou.NOTICE,),
        Form("tif", 200, (damage.scanner(noise=0, blur=0), damage.fax())),
        Look(
            body="song",
            heading="hei",
            size=15,
            leading=26,
            margins=(24, 24, 24, 26),
            seal_opacity=0.5,  # red ink comes through a fax in patches
        ),
    ),
    Sample("tengzhou-judgment", (tengzhou.JUDGMENT,), look=KAI),
    Sample(
        "tengzhou-summons-150dpi",
        (tengzhou.SUMMONS,),
        Form("scan", 150, (SCANNER, *GREY), quality=60),
        FORM,
    ),
    Sample(
        "tengzhou-ruling-photocopy",
        (tengzhou.REJECTION,),
        Form("scan", 200, (SCANNER, damage.photocopy()), quality=50),
        SONG,
    ),
    Sample("tengzhou-old-judgment", (tengzhou.OLD_JUDGMENT,), Form("gb18030")),
    Sample(
        "xinzhou-judgment-seal",
        (xinzhou.JUDGMENT,),
        Form("scan", 200, (SCANNER,), quality=50),
        Look(seal_opacity=0.95, date_style="ling"),
    ),
    Sample(
        "xinzhou-compensation-judgment",
        (xinzhou.COMPENSATION,),
        look=Look(spaced_titles=True, page_numbers="of"),
    ),
    Sample(
        "xinzhou-summons-png",
        (xinzhou.SUMMONS,),
        Form("png", 150, (damage.scanner(noise=0, blur=0.3), *GREY)),
        FORM,
    ),
    Sample("xinzhou-response-notice", (xinzhou.NOTICE,), look=UMING),
    Sample("xinzhou-evidence-order", (xinzhou.EVIDENCE_ORDER,), look=RED),
    Sample("xinzhou-second-ruling", (xinzhou.SECOND_RULING,), look=COMPACT),
    Sample(
        "chongqing-second-judgment-skew",
        (chongqing.SECOND_JUDGMENT,),
        Form("scan", 200, (damage.scanner(noise=4, tilt=0), damage.skew(-2.1)), quality=45),
        PLAIN,
    ),
    Sample("chongqing-duty-judgment", (chongqing.DUTY_JUDGMENT,), Form("utf-8")),
    Sample(
        "chongqing-inquiry-summons",
        (chongqing.INQUIRY,),
        Form("scan", 200, (SCANNER, damage.sideways(180)), quality=55),
        Look(size=15, leading=26, margins=(26, 25, 22, 26), page_numbers="none", body="song"),
    ),
)
