"""Mistakes put into the short briefings, each in one line: what stood there, what stands there."""

from typing import NamedTuple


class Mistake(NamedTuple):
    """The code that finds what was put in place of the sound words, at their line or at another's.

    `at` are words of that other line, such as the total that no longer adds up.
    """

    code: str
    briefing: str
    sound: str
    put: str
    file: str = "briefing.yaml"
    at: str = ""


PLANTED = [
    # situation report
    Mistake("E124", "harrow-flood", "risen since Tuesday", "risen in the Harrow-Delta since Tuesday"),
    Mistake("E124", "harrow-flood", "west of the delta", "west of the harrow delta"),
    Mistake("E125", "harrow-flood", "most papers were lost", "6,410 people lost papers"),
    Mistake("E126", "harrow-flood", "2026-11-27 09:00 Almaty", "2026-12-27 09:00 Almaty"),
    Mistake("E107", "harrow-flood", "is now falling", "is now, in 2024, falling"),
    Mistake("E122", "harrow-flood", "Clean water", "<b>Clean</b> water"),
    # one-pager
    Mistake("E122", "wells-one-pager", "in the villages", "in the **villages"),
    Mistake("E107", "wells-one-pager", "Two drills work", "Two drills currently work (2023)"),
    Mistake("E125", "wells-one-pager", "once the water", "for 21,040 homes, once the water"),
    # event note
    Mistake("E124", "bridge-opening", "parts us.", "parts us, says the Joint-River Commission."),
    Mistake("E116", "bridge-opening", "Will cars have", "On Monday, 14 May 2026, will cars have"),
    Mistake("E106", "bridge-opening", "Work began on", "Work for 12 smiths, of whom 40 are new, began on"),
    Mistake("C215", "bridge-opening", "when: 2026-05-14", "when: 2026-05-32"),
    Mistake("E102", "bridge-opening", "with the minister alone", "with the FCDO alone"),
    Mistake("E126", "bridge-opening", "status: final", "embargo: 2026-05-15 09:00 UTC"),
    Mistake("E127", "bridge-opening", ", label: paid by the Northern Bank}", "}", at="key_figures: [length"),
    # health advisory
    Mistake("E116", "heat-advisory", "Last July, {last_year}", "On 31 June, {last_year}"),
    Mistake("E117", "heat-advisory", "no ticket, and", "no ticket , and"),
    Mistake("E104", "heat-advisory", "in libraries and schools.", "in libraries (and schools."),
    # fact sheet of facts alone
    Mistake("C265", "railway-facts", '"27.6"], total', '"26.7"], total'),
    Mistake("F418", "railway-facts", "from: 2021, to: 2025", "from: 2020, to: 2025"),
    Mistake("F402", "railway-facts", "{value: 211, unit: stations", "{sum: [stations, staff], unit: stations"),
    # market brief
    Mistake("E123", "wheat-market", "Wheat cost {price}", "Wheat fell by {rise} to {price}", "sections/01-summary.yaml"),
    Mistake("E123", "wheat-market", "{rise} more than in June.", "a fall of {rise}.", "sections/01-summary.yaml"),
    Mistake("C265", "wheat-market", "[South, 10.5, 8.4]", "[South, 10.5, 4.8]", "sections/03-harvest.yaml", "Basin, 34.9"),
    Mistake("F420", "wheat-market", "id: regions", "holds: harvest > before\n    id: regions", "sections/03-harvest.yaml"),
    Mistake("C228", "wheat-market", "as {by-month} shows", "as {by-week} shows", "sections/02-prices.yaml"),
    # questions and answers
    Mistake("E105", "tram-fares", "until they are {free} old.\n    id", "until they are 14 years old.\n    id"),
    Mistake("E126", "tram-fares", "2026-11-16 10:00 Vienna", "2026-11-18 10:00 Vienna"),
    Mistake("E106", "tram-fares", "Families. Until now,", "Of 300 children, of whom 400 pay,"),
    # speech
    Mistake("E106", "school-speech", "list: Three things", "list: Four things"),
    Mistake("C210", "school-speech", "        who: Mina, a pupil of the sixth form", "        when: 2026-06", at="quote: I can read"),
    Mistake("E104", "school-speech", "The school is open.", "The school is open)."),
    # obituary
    Mistake("E116", "keeper-obituary", "on Tuesday, {2026-03-17}", "on Thursday, {2026-03-17}"),
    Mistake("E116", "keeper-obituary", "is on Monday, {2026-03-23}", "is on Sunday, {2026-03-23}"),
    Mistake("E124", "keeper-obituary", "daughter of a pilot.", "daughter of Olaf Thorson."),
    # budget note
    Mistake("C265", "town-budget", '"38.5"], total', '"35.8"], total'),
    Mistake("E112", "town-budget", "votes in February", "votes on 14 February 2027"),
    Mistake("F420", "town-budget", "schools > roads", "schools < roads"),
    Mistake("E113", "town-budget", "water tower", "water tower by the harbour"),
    # travel advice
    Mistake("E109", "pass-travel", "is open\n          all year.", "is open in Swaziland."),
    Mistake("E125", "pass-travel", "waited three days", "waited at 3810 metres"),
    Mistake("E102", "pass-travel", "The valley road by", "The MPTC says the road by"),
    # press line
    Mistake("E126", "ferry-line", "2026-08-04 18:00 UTC", "2026-08-14 18:00 UTC"),
    Mistake("E124", "ferry-line", "The ferry *Halcyon*", "The ferry *Halcion*"),
    Mistake("E107", "ferry-line", "has opened a line", "has now, as in 2024, opened a line"),
    # tender note
    Mistake("C265", "lamp-tender", "[Power used, 25]", "[Power used, 52]", at="cells: [Together"),
    Mistake("E116", "lamp-tender", "12:00 on Monday, {closing}", "12:00 on Tuesday, {closing}"),
    Mistake("E125", "lamp-tender", "The town replaces {lamps} by", "The town replaces 1540 lamps by"),
    # situation report in Russian, with Kazakh
    Mistake("E116", "forest-fire", "К вечеру вторника, {2026-08-18}", "К вечеру среды, {2026-08-18}"),
    Mistake("E124", "forest-fire", "Из посёлка Верхние Сосны", "Из посёлка Верхние-Сосны"),
    Mistake("E104", "forest-fire", "Ветер стих, и ночью", "Ветер стих (и ночью"),
    Mistake("E122", "forest-fire", "ночью дежурит только", "ночью **дежурит только"),
    Mistake("E116", "forest-fire", "Сейсенбі күні кешке, {2026-08-18}", "Сәрсенбі, {2026-08-18}", "briefing.kk.yaml"),
    Mistake("C282", "forest-fire", "кентінен {moved} көшірілді", "кентінен көп адам көшірілді", "briefing.kk.yaml"),
    Mistake("C282", "forest-fire", "{crews} жұмыс істейді", "{moved} жұмыс істейді", "briefing.kk.yaml"),
    # event note in Kazakh, with Russian
    Mistake("E116", "museum-night", "Сенбі күні, {2026-05-16}", "Жексенбі, {2026-05-16}"),
    Mistake("C265", "museum-night", "[Қолөнер, 265]", "[Қолөнер, 256]", at="cells: [Барлығы"),
    Mistake("E126", "museum-night", "status: final", "embargo: 2026-05-17 10:00 UTC"),
    Mistake("E116", "museum-night", "В субботу, {2026-05-16}", "В пятницу, {2026-05-16}", "briefing.ru.yaml"),
    Mistake("C286", "museum-night", "Озёрная улица, 7", "Озёрная улица, 17", "briefing.ru.yaml"),
    # fact sheet in Arabic, with English
    Mistake("E129", "water-network", "one: kilometre\n    other: kilometres\n  facts.homes", "one: mile\n    other: miles\n  facts.homes", "briefing.en.yaml", "facts.pipes.unit"),
    Mistake("C282", "water-network", "Water reached {homes}", "Water reached {pipes}", "briefing.en.yaml"),
    Mistake("C286", "water-network", "replaced by 2030", "replaced by 2031", "briefing.en.yaml"),
    Mistake("E104", "water-network", "أسعار تتدرج مع", "أسعار (تتدرج مع"),
    # two languages side by side
    Mistake("E128", "border-accord", "owner:\n    # Joint secretariat\n    of: ae0d96\n    text: Совместный", "owner:\n    # Joint secretariat\n    of: ae0d96\n    text: Общий", "briefing.ru.yaml", "text: Совместный секретариат"),
    Mistake("E116", "border-accord", "С {2027-03-01} два", "Со среды, {2027-03-01}, два", "briefing.ru.yaml"),
    Mistake("C282", "border-accord", "стороне.[^accord, art. 3]", "стороне.", "briefing.ru.yaml"),
    Mistake("E104", "border-accord", "in both languages,", "in both (languages,"),
    # names of six alphabets
    Mistake("E124", "visitors-list", "Zdeňka Říhová leads both", "Zdenka Říhová leads both"),
    Mistake("E124", "visitors-list", "session, Елена Щукина", "session, Елена Щюкина"),
    Mistake("E124", "visitors-list", "Çağla Şahin and Layla", "Çağla Sahin and Layla"),
    Mistake("E106", "visitors-list", "take part. Please", "take part, of whom 9 are guests. Please"),
    # background with sources
    Mistake("E125", "vote-observation", "Complaints go to", "At 1064 stations, complaints go to"),
    Mistake("F420", "vote-observation", "share >= 90 %", "share >= 95 %"),
    Mistake("E116", "vote-observation", "On {2026-09-20}", "On Monday, {2026-09-20}"),
    Mistake("E102", "vote-observation", "The count was slow", "The ODH says that the count was slow"),
    Mistake("E124", "vote-observation", "Observers were sent out", "Observers of the Council of the Two-Seas were sent out"),
    # recall, with Kazakh
    Mistake("E124", "kettle-recall", "head of the Product Safety Office", "head of the Product-Safety Office"),
    Mistake("C286", "kettle-recall", "L2-4999 аралығындағы", "L2-4990 аралығындағы", "briefing.kk.yaml"),
    Mistake("C286", "kettle-recall", "сатқан барлық {sold}", "сатқан барлық 3 {sold}", "briefing.kk.yaml"),
    Mistake("C282", "kettle-recall", "وتستردون {refund} بلا", "وتستردون {sold} بلا", "briefing.ar.yaml"),
    Mistake("E104", "kettle-recall", "وتستردون نقودكم.", "وتستردون (نقودكم.", "briefing.ar.yaml"),
]  # fmt: skip
