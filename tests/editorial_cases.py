"""Texts and what the editor finds in them; texts in which it finds nothing. One a line."""

from briefwright.content.translation import Translatable

Case = tuple[
    str, str, str
]  # a code, what stands in briefing.yaml, the words that the finding is about
CHANGE = (
    "facts: {s: {series: {2023: 50, 2024: 23}}, c: {change_percent: {of: s, from: 2023, to: 2024}},"
)
CHANGE += " up: {change: {of: s, from: 2024, to: 2023}}}\n"
SHIPS = "facts: {one: {value: 3, unit: ships}, two: {value: 4, unit: ships, source: port}, all: {value: 4000, unit: ships}}\n"
SHIPS += "sources: {port: {title: The port’s book}}\n"
TRADE = "facts: {ships: {series: {2023: 3, 2024: 4}, unit: ships}, tons: {series: {2023: 4000, 2024: 4100}, unit: tons}}\n"
RISE = "facts: {ships: {series: {2023: 3, 2024: 4000}, unit: ships}, boats: {series: {2023: 4000, 2024: 4}, unit: boats}}\n"
FINAL = "status: final\nas_of: 2024-09-20\n"


def text(*paragraphs: str, head: str = "") -> str:
    return head + "body:\n" + "".join(f"  - >\n    {words}\n" for words in paragraphs)


def listed(*items: str) -> str:
    return "body:\n  - list:\n    items:\n" + "".join(
        f"      - >\n        {one}\n" for one in items
    )


def labelled(*items: str) -> str:
    lines = "".join(f"      - {one.replace(': ', ': >' + chr(10) + ' ' * 10)}\n" for one in items)
    return "body:\n  - list:\n    items:\n" + lines


def headings(*titles: str) -> str:
    return "body:\n" + "".join(f"  - section: {one}\n    body: [Words.]\n" for one in titles)


RUSSIAN = "# briefing.ru.yaml\n"  # what comes after it stands in that file


def russian(main: str, **said: tuple[str, str]) -> str:
    """A briefing and, by address with __ for dots, a text of it and its translation."""
    lines = [
        f"  {at.replace('__', '.')}: {{of: {Translatable('', 'text', source).digest}, {words}}}\n"
        for at, (source, words) in said.items()
    ]
    return f"{main}{RUSSIAN}texts:\n{''.join(lines)}"


BOATS = "facts: {way: {value: 40, unit: miles, label: A long way}}\n"
BOATS += "body: [{section: A long way, id: s, body: [Words.]}]\n"

FOUND: list[Case] = [
    ("E101", text("The mission in Mali was called MINUSMO."), "MINUSMO"),
    ("E101", text("The Democratic Republic of Congo (MINUSCO) needs help."), "MINUSCO"),
    ("E101", text("The work of UNFCIYP goes on."), "UNFCIYP"),
    ("E102", text("The plan of ECOWAS was accepted."), "ECOWAS"),
    ("E102", text("The GPX sent two teams."), "GPX"),
    ("E102", "names: {MFA: Ministry of Foreign Affairs}\n" + text("The MFA met.", "{MFA} won."), "MFA"),
    ("E103", text("The Lake Fund for Fish (LFF) pays."), "LFF"),
    (
        "E103",
        text("The Lake Fund for Fish (LFF) pays. It is old.", "The LFF and the Lake Fund for Fish met."),
        "Lake Fund for Fish",
    ),
    ("E104", text("The talks (held in May, ended well."), "("),
    ("E104", text("The talks, held in May), ended well."), ")"),
    ("E104", text("The minister said: “We agree, and left."), "“"),
    ("E105", "facts: {staff: {value: 157, unit: staff}}\n" + text("{staff}. Of the 157 staff."), "157"),
    ("E105", text("The embassy answered 4,800 letters."), "4,800"),
    ("E105", text("They met. 28 states of the region sent their ministers to it."), "28"),
    ("E105", text("He leads 12 soldiers +1 staff officer."), "+1"),
    ("E106", text("They sent 25 ships, of which 30 sank."), "30"),
    ("E106", text("Half, or 50 %, went to Asia, 30 % to Africa, and the remaining 10 % stayed."), "50 %, went to Asia, 30 % to Africa, and the remaining 10 %"),
    ("E106", "body:\n  - list: Three reasons\n    items: [Peace., Trade.]\n", "Three"),
    ("E107", text("The ministry is currently short of staff."), "currently"),
    ("E107", text("The talks (2017 – Present) go on."), "2017 – Present"),
    ("E107", text("In 2019, Norway has hosted the talks."), "In 2019, Norway has hosted"),
    ("E107", text("To date, the army trained many officers.", head="as_of: 2024-09-20\n"), "trained"),
    ("E107", text("Today 25 officers serve abroad.", head="as_of: 2024-09-20\n"), "Today"),
    ("E108", text("The union has 55 member states."), "55"),
    ("E108", text("They have 14 boats of the navy here. We have 15 boats of the navy here."), "15"),
    ("E108", "facts: {staff: {value: 157, unit: staff, source: s}}\nsources: {s: {title: S}}\n" + text("{staff}.", head="status: final\n"), "157 staff"),
    ("E109", text("Russia sent a note. Later the Russian Federation sent two."), "Russian Federation"),
    ("E109", text("He saw the Lena test site. She saw the Lena Test Site."), "Lena Test Site"),
    ("E109", text("The aid delivery system is old, as is the relief delivery system."), "relief delivery system"),
    ("E109", text("They flew to Swaziland."), "Swaziland"),
    ("E110", text("He works for the World Intellectual Property."), "World Intellectual Property"),
    ("E110", text("The Office for Democratic and Human Rights met."), "Office for Democratic"),
    ("E111", text("Guests from Asia and Africa came, from Japan, India, Kenya and Peru."), "Asia and Africa"),
    ("E111", text("It was signed by the four Central Asian states."), "the four Central Asian states"),
    ("E111", text("They came from Peru, Chile, Ghana, France, Japan and Kenya."), "Peru, Chile, Ghana, France, Japan and Kenya"),
    ("E112", text("They signed on March 21, 2009, in Oslo."), "March 21, 2009"),
    ("E112", text("From May 16 to 21, 2023, they met."), "May 16"),
    ("E112", text("In 2023-2024 they trained."), "2023-2024"),
    ("E112", text("The Armenia-Azerbaijan talks went on."), "Armenia-Azerbaijan"),
    ("E112", text("They signed on 03/04/2024."), "03/04/2024"),
    ("E112", text("They signed on 21 March 2009.", head="language: en-US\n"), "21 March 2009"),
    ("E113", text("The program helps our neighbours."), "program"),
    ("E113", text("They organise what others organize."), "organize"),
    ("E113", text("The state is proving a safe platform for talks."), "proving"),
    ("E113", text("Civilian causalities rose."), "causalities"),
    ("E113", text("Close cooperation is better than co-operation; cooperation counts."), "co-operation"),
    ("E114", headings("Trade with Asia", "Aid for neighbours", "Norway hosts the talks", "Peace in the region"), "Norway hosts the talks"),
    ("E114", labelled("Aid: We sent food.", "Trade: we sold it.", "Peace: We kept it."), "we"),
    ("E114", listed("One thing.", "Another thing.", "A third thing.", "A fourth thing"), "g"),
    ("E114", listed("The treaty on the common river proposed by Norway adopted by the assembly in May."), "The treaty"),
    ("E114", "body:\n  - list:\n    items:\n      - Humanitarian Aid to Displaced people: Food.\n", "people"),
    ("E115", text("The house is old. Check: how old?", head="status: final\n"), "Check:"),
    ("E115", "facts: {staff: {value: 157, unit: staff}}\n" + text("In all {staff}.", head=FINAL), "157 staff"),
    ("E116", text("They met on 30 February 2024."), "30 February 2024"),
    ("E116", text("They met on Monday, 21 September 2024."), "Monday, 21 September 2024"),
    ("E117", text("A Nuclear-Weapon -Free world."), " -"),
    ("E117", text("The text ends here. ///Agency, 4 May"), "///"),
    ("E117", text("They met in Oslo , then in Rome."), " "),
    ("E117", text("“Peace” and “trade” are words, ‘water’ is one."), "‘water’"),
    ("E117", text("“Hand” one, “Hand” two, “Hand” three."), "“Hand”"),
    ("E120", text("Some 90 have served, with another 40 abroad."), "90 have served, with another 40"),
    ("E121", text("The port is the world’s largest.", head=FINAL), "world’s largest"),
    ("E122", text("A <b>very</b> dry year."), "<b>very</b>"),
    ("E124", text("The Harrow Delta floods. The Harrow Delta is low.", "In the Harrow-Delta wells are dry."), "Harrow-Delta"),
    ("E124", text("In the Harrow Delta it rains. The Harrow Delta is low.", "The harrow delta is wet."), "harrow delta"),
    ("E125", "facts: {homes: {value: 4821, unit: homes}}\n" + text("There are {homes}.", "The 4812 homes are dry."), "4812"),
    ("E126", "embargo: 2024-09-25 10:00 UTC\n" + text("A text."), "2024-09-25"),
    ("E126", "embargo: 2024-09-21 10:00 UTC\nbody: [{meeting: Talks, when: 2024-09-20}]\n", "2024-09-21"),
    ("E124", text("The Halcyon sank. The Halcyon was old.", "The Halcion is safe."), "Halcion"),
    ("E124", text("We met Marta Lindqvist.", "Then Marta Lindquist left."), "Lindquist"),
    ("E124", "names: {JRC: Joint River Commission}\n" + text("{JRC} met.", "The Joint-River Commission won."), "Joint-River Commission"),
    ("E128", russian(BOATS, s__section=("A long way", "text: Долгий путь"), facts__way__label=("A long way", "text: Дальняя дорога")), "Дальняя дорога"),
    ("E129", russian(BOATS, facts__way__unit=("miles", "few: километра, many: километров, other: километра")), "километра"),
    ("E127", "facts: {share: {value: 60, unit: '%'}}\nbody: [{key_figures: [share]}]\n", "share"),
    ("E130", SHIPS + "body: [{chart: Ships, rows: [one, all]}]\n", "Ships"),
    ("E131", SHIPS + "body: [{chart: Ships, rows: [one, all]}]\n", "Ships"),
    ("E131", TRADE + "body: [{chart: Trade, series: [ships, tons], panels: yes, unit: all}]\n", "Trade"),
    ("E131", TRADE + "body: [{chart: Trade, kind: area, series: [ships, tons], unit: all}]\n", "Trade"),
    ("E131", SHIPS + "body: [{chart: Ships, kind: waffle, rows: [one, all]}]\n", "Ships"),
    ("E132", text("Der Pegel stieg auf 7.85 m.", head="language: de\n"), "7.85"),
    ("E132", text("Das kostet 1,250,000 Euro.", head="language: de\n"), "1,250,000"),
    ("E132", text("Il faut 2.5 millions d’euros.", head="language: fr\n"), "2.5"),
    ("E132", text("Il faut 1.250.000 euros.", head="language: fr\n"), "1.250.000"),
    ("E132", text("The river rose to 7,85 m."), "7,85"),
    ("E132", text("It costs 1.250.000,50 euros."), "1.250.000,50"),
    ("E132", "language: de\nfacts: {all: {value: 3.450, unit: {one: Haus, other: Häuser}}}\n" + text("Es sind {all}."), "3.450"),
    ("E132", "language: it\nfacts: {all: {value: 12.500, unit: case}}\n" + text("Sono {all}."), "12.500"),
    ("E123", "facts: {rise: {value: 23, unit: dollars, label: rise since June}}\n" + text("Prices fell by {rise}."), "23 dollars"),
    ("E116", text("They met on Friday, {2024-09-21}."), "Friday"),
    ("E116", text("Они встретились в пятницу, {2024-09-21}.", head="language: ru\n"), "пятницу"),
    ("E107", text("The centre now serves ten states, as in 2021 it did."), "now"),
    ("E122", text("A __very__ dry year."), "__very__"),
    ("E122", text("An un*friend*ly year."), "*friend*"),
    ("E123", CHANGE + text("Cases have fallen by {c} in a year."), "−54%"),
    ("E123", CHANGE + text("Cases rose sharply by {c} in a year."), "−54%"),
    ("E123", CHANGE + text("Cases rose by {c.absolute} in a year."), "54%"),
    ("E123", CHANGE + text("Cases fell by {up} in a year."), "27"),
    ("E123", CHANGE + text("Число случаев снизилось на {c}."), "−54%"),
]  # fmt: skip

SILENT: list[tuple[str, str]] = [
    # a known form; one that the text explains; a heading in capitals; too short to tell; a code
    ("E101", text("The missions UNIFIL and UNFICYP are not far apart.")),
    ("E101", text("The United Nations Interim Force for Libya (UNIFL) is an idea. UNIFL may come.")),
    ("E101", headings("UNIFLI AND THE FORCES OF THE NORTH")),
    ("E101", text("The WTQ and the IMG met.")),
    ("E101", text("UNMIS came before UNMISS, and UNECA is not UNECE.")),
    ("E101", text("UNIFIM met. UNIFIM won. UNIFIM left.")),
    ("E101", text("Documents A/RES/64/35 and UNIFIM-2024 hold it.")),
    # household words; names with digits; explained in the same breath; capitals for stress
    ("E102", text("The gene begins with ACGTTGCAAGGCTTACG.")),
    ("E102", text("The UN, the EU and NATO know COVID-19 and AIDS.")),
    ("E102", text("Talks with the P5+1 (the five permanent members and Germany) went on.")),
    ("E102", text("The OSCE, the largest such body, met.")),
    ("E102", text("The Lake Fund for Fish (LFF) pays. The LFF pays well.")),
    ("E102", text("Do NOT call. FOR COMMENT until May. Part IV and Henry VIII.")),
    ("E102", "names: {MFA: Ministry of Foreign Affairs}\n" + text("{MFA} met. The MFA won.")),
    ("E102", text("A UN-certified course, the UK’s view, a US-led force.")),
    # used again; its long form in a quotation; another name with the same beginning
    ("E103", text("The Lake Fund for Fish (LFF) pays. Many like the LFF.")),
    ("E103", text("The Lake Fund for Fish (LFF) pays. “The Lake Fund for Fish pays,” says LFF’s head.")),
    ("E103", text("The Lake Fund for Fish (LFF) and the LFF-led Lake Fund for Fisheries met.")),
    ("E103", text("Lebanon (UNIFIL) and Mali (MINUSMA) are far apart.")),
    # lists by letters; smileys; a quotation over two paragraphs; nested brackets
    ("E104", text("We ask a) for peace and b) for trade.")),
    ("E104", text("We ask (see annex a) for peace.")),
    ("E104", text("See [the note (in full)] and (the annex [of 2024]).")),
    ("E104", text("“We agree.", "“We agree again.”")),
    ("E104", text("The 1990s’ talks, the ministers’ notes and rock ’n’ roll.")),
    # years, dates, names, articles, pages, times, small numbers, quotations
    ("E105", text("In 2024 the Council adopted Resolution 1325 and Article 250 of Annex 300.")),
    ("E105", listed("12 courses for officers from nine states.", "14 courses for the police of them.")),
    ("E105", text("“We need 500 people,” he said at 10:30 on 21 September 2024.")),
    ("E105", text("The Agenda 2030 and P5+1 and COVID-19, 5 of them.")),
    ("E105", text("2024 was a good year for all who live near the river and fish in it.")),
    ("E105", "facts: {staff: {value: 157, unit: staff}}\n" + text("In all {staff}, of whom many.")),
    ("E105", text("It weighs 1.5 tonnes, costs £3 and lies 40 km away.")),
    # parts that fit; a list that isn't one; "including" with less; of the many
    ("E106", text("Of the 40 ships, 25 were old, of which 5 sank.")),
    ("E106", text("The 40 ships called at 12 ports, including 15 of the largest.")),
    ("E106", text("They reached 2 million people, including 500,000 children.")),
    ("E106", text("They sent 3 ships, including 500 tonnes of food.")),
    ("E106", text("Some 60 % of men and 55 % of women voted; the rest stayed at home.")),
    ("E106", text("There are two languages: French, spoken in the north, and English.")),
    ("E106", "body:\n  - list: Two reasons\n    items: [Peace., Trade., {text: Water., detail: full}]\n"),
    ("E106", text("They have three aims: peace, trade and water.")),
    ("E106", text("Some 60 % went to Asia, 30 % to Africa, and the remaining 10 % stayed.")),
    ("E106", "body:\n  - list: Two of the reasons\n    items: [Peace., Trade., Water.]\n"),
    ("E106", text("The two sides: one in Oslo, where they met, and another far away from there and from everything.")),
    # dated; quoted; dated by the briefing; another sense
    ("E107", text("As of 21 September 2024, the ministry is currently short of staff.")),
    ("E107", text("“We are currently short of staff,” the minister said.")),
    ("E107", text("The ministry is currently short of staff.", head="as_of: 2024-09-20\n")),
    ("E107", text("In 2019, Norway had hosted the talks. In 2020 it has to pay.")),
    ("E107", text("The current of the river is strong, and the up-to-date map shows it.")),
    ("E107", text("To date, the army has trained many officers.", head="as_of: 2024-09-20\n")),
    # dated; no number of things that change; a duration; a share
    ("E108", text("In 2024 the union had 55 member states.")),
    ("E108", text("It takes 30 days and 45 minutes.")),
    ("E108", text("The union has 55 member states.", head="as_of: 2024-09-20\n")),
    ("E108", text("In 2023 they had 14 boats of the navy here. In 2024 they had 15 boats of the navy here.")),
    # one name; a name in a longer name; possessives; a bird; a quotation; the sentence's capital
    ("E109", text("Russia sent a note. Russia’s note was long.")),
    ("E109", text("Russia and the Bank of the Russian Federation disagree.")),
    ("E109", text("Türkiye said: “Turkey is our old name.”")),
    ("E109", text("The test site is old. Test sites are. The Lena test site is not.")),
    ("E109", text("The Democratic Republic of the Congo sent a note.")),
    ("E109", text("Election observation missions and border observation missions differ.")),
    # in full; another name; lower case; the short official form
    ("E110", text("He works for the World Intellectual Property Organization.")),
    ("E110", text("International atomic energy is a market.")),
    ("E110", text("The International Atomic Energy Agency’s board met.")),
    ("E110", text("The United Nations Mission in Geneva sent a note.")),
    ("E110", text("The United Nations Security Council met, as did the Universal Declaration of Human Rights’ friends.")),
    # borne out; a state in two regions; fewer states; in order; a size that is right
    ("E111", text("Guests from Asia and Africa came, from Japan, India, Kenya and Ghana.")),
    ("E111", text("Guests from Europe and Africa came, from France, Kenya, Russia and Spain.")),
    ("E111", text("It was signed by all five Central Asian states.")),
    ("E111", text("They came from Chile, France, Ghana, Japan, Kenya and Peru.")),
    ("E111", text("Europe and Asia meet here; France, Peru and Chile sent letters.")),
    # the right order; a number that counts; a name that holds years; a phone; a hyphen in a name
    ("E112", text("They signed on 21 March 2009, and in May 12 delegates came.")),
    ("E112", text("The strategy Horizon 2014-2020 and the Plan 2021-2027 are over.")),
    ("E112", text("Call +41 22 2019-2020 or see https://example.org/2023-2024/x.")),
    ("E112", text("Timor-Leste and Guinea-Bissau signed in 2023–2024.")),
    ("E112", text("They may meet; May is near, and a march of 21 people too.")),
    ("E112", text("Reference PS-2024-09-21 and 3.5 per cent, 1/2 of 10.")),
    # names that keep their spelling; another sense; a quotation; a computer; one spelling
    ("E113", text("The World Trade Organization and our neighbours organise talks.")),
    ("E113", text("The neighbours wrote a computer program.")),
    ("E113", text("The neighbours said: “Our program is ready.”")),
    ("E113", text("They are proving their point, and the council is proving slow.")),
    ("E113", text("See https://example.org/center for the neighbours.")),
    ("E113", text("The committee accepted the proposal; principal rivers meet there.")),
    ("E113", text("The center is open.", head="language: en-US\n").replace("language: en\n", "")),
    # of one form; too few; framed; questions; items that aren't sentences
    ("E114", headings("Opening of the school at Lower Fenn", "A road to Great Harrow and the coast")),
    ("E114", headings("Trade with Asia", "Aid for neighbours", "Talks in Norway", "Conclusion")),
    ("E114", headings("Trade with Asia", "Norway hosts the talks")),
    ("E114", listed("the level, every hour;", "the colour;", "the heat.")),
    ("E114", listed("Food and water.", "A tent for each family that had lost its house in the flood.")),
    ("E114", labelled("Aid: We sent food.", "Trade: IOFS helped.", "Peace: We kept it.")),
    ("E114", labelled("Aid: food and water.", "Trade: Kazakhstan bought grain.", "Peace: kept.")),
    ("E114", "body:\n  - list:\n    items:\n      - Aid to the Afghan people: Food.\n"),
    ("E114", text("Kazakhstan, together with its neighbours, created the zone.")),
    # a draft; all there; words that only look so
    ("E115", text("The house is old. Check: how old?")),
    ("E115", text("They checked: all was there. The todo list is no more.", head=FINAL).replace("todo", "to-do")),
    ("E115", "facts: {n: {value: 7, unit: ships, source: s}}\nsources: {s: {title: S}}\n" + text("{n}.", head=FINAL)),
    # a leap year; the right weekday; no date
    ("E116", text("They met on Saturday, {2024-09-21}, and on Monday.")),
    ("E116", text("They met on 29 February 2024.")),
    ("E116", text("They met on Saturday, 21 September 2024.")),
    ("E116", text("In May 2024 they met; March 9 was cold, and 31 May warm.")),
    # a suspended hyphen; minus; an address; an inner quotation; plural names
    ("E117", text("Pre- and post-war ships; −5 degrees; a 10 -year plan.")),
    ("E117", text("See https://example.org/a//b or file:///x.")),
    ("E117", text("“He said ‘peace’ twice.” And “trade”.")),
    ("E117", text("The ministers’ note, the 1990s’ end, it’s over.")),
    ("E117", text("What comes next … is open ; no.").replace(" ; no", "")),
    # no total before; another thing; in words
    ("E120", text("They have another 40 ships.")),
    ("E120", text("In 90 days they built another 40 ships.")),
    ("E120", text("Another five came, and another thing happened.")),
    ("E120", text("Some 40 came. Another 90 stayed.")),
    # a draft; a source; a quotation; a plain word
    ("E121", text("The port is the world’s largest.")),
    ("E123", CHANGE + text("Cases have fallen by {c.absolute} in a year.")),
    ("E123", CHANGE + text("Cases rose by {up}, and the budget fell by {s.count} crowns.")),
    ("E123", CHANGE + text("The change in cases is {c}, and they rose by {up} before.")),
    ("E121", "sources: {s: {title: S}}\n" + text("The port is the world’s largest.[^s]", head=FINAL)),
    ("E121", text("“The port is the world’s largest,” he said.", head=FINAL)),
    ("E121", text("The largest ship was sold, and most ships were.", head=FINAL)),
    ("E122", text("Citizens and Bürger*innen, 3*4*5.")),
    ("E122", text("A **very** dry year, *indeed*.")),
    ("E122", text("Less than 5 < 6, and 7 > 6.")),
    ("E122", text("The file my_long_name_here is kept.")),
    # another case in a heading; a quotation; another name
    ("E128", russian(BOATS, s__section=("A long way", "text: Долгий путь"), facts__way__label=("A long way", "text: долгого пути"))),
    ("E128", russian(BOATS, s__section=("A long way", "text: Долгий путь"))),
    ("E128", russian(BOATS, s__section=("A way", "text: Долгий путь"), facts__way__label=("A long way", "text: Дорога"))),
    ("E129", russian(BOATS, facts__way__unit=("miles", "few: мили, many: миль, other: мили"))),
    ("E129", russian(BOATS, facts__way__unit=("miles", "few: версты, many: вёрст, other: версты"))),
    ("E129", russian("facts: {way: {value: 40, unit: steps}}\n" + text("{way}."), facts__way__unit=("steps", "few: мили, many: миль, other: мили"))),
    ("E127", "facts: {share: {value: 60, unit: '%', label: under wire}}\nbody: [{key_figures: [share]}]\n"),
    ("E130", SHIPS + "body: [{chart: Ships, rows: [one, two]}]\n"),
    ("E130", SHIPS + "body: [{chart: Ships, rows: [one, all], source: port}]\n"),
    ("E130", "kind: situation_report\n" + SHIPS + "body: [{chart: Ships, rows: [one, all]}]\n"),
    ("E130", "body: [{table: Ships, columns: [A, B], rows: [[x, '1']]}]\n"),
    ("E132", text("Am 24.11. um 10.30 Uhr: 1.250 kg, 7,85 m, 1.250.000 Euro, § 3.2.", head="language: de\n")),
    ("E132", text("En 2024: 1 250 000 euros, 7,85 m, art. 3.2, le 24.11.2024.", head="language: fr\n")),
    ("E132", text("It is 1,250,000 euros, 7.85 m, version 3,2 of 10.11.12.13.")),
    ("E132", text("Aumentó un 2,5% hasta 1.250.000 de euros.", head="language: es\n")),
    ("E132", "language: de\nfacts: {rate: {value: 1.085, unit: Dollar je Euro}, r: {value: 0.250, unit: t}}\n" + text("Es sind {rate} und {r}.")),
    ("E132", "facts: {all: {value: 3.450, unit: {one: tonne, other: tonnes}}}\n" + text("It is {all}.")),
    ("E131", SHIPS + "body: [{chart: Ships, rows: [one, two]}]\n"),
    ("E131", SHIPS + "body: [{chart: Ships, kind: waffle, rows: [one, two]}]\n"),
    ("E131", RISE + "body: [{chart: Trade, kind: area, series: [ships, boats], unit: all}]\n"),
    ("E131", SHIPS + "body: [{chart: Ships, rows: [one, all], kind: share}]\n"),
    ("E131", SHIPS + "body: [{chart: Ships, rows: [one, all], percent: yes}]\n"),
    ("E131", SHIPS + "body: [{chart: Ships, rows: [one, all], kind: line, log: yes}]\n"),
    ("E131", TRADE + "body: [{chart: Trade, series: [ships, tons], panels: yes, own_scales: yes}]\n"),
    ("E127", "facts: {boats: {value: 6, unit: boats}}\nbody: [{key_figures: [boats]}]\n"),
    ("E127", "facts: {share: {value: 60, unit: '%'}}\nbody: [{key_figures: [{fact: share, label: Electric}]}]\n"),
    ("E124", text("Eastmark and Westmark met. Eastmark won. In Northern Marran it rained.")),
    ("E124", text("The Kazakh side met the Kazakhs. The Kazakh side won. Dominica is no Dominican.")),
    ("E124", text("Jana Nováková spoke. Jan Novák answered.")),
    ("E124", text("Edda Thorsen wrote. Edna Thorsen, her sister, did not.")),
    ("E124", text("The Harrow Delta floods. THE HARROW DELTA IS LOW.")),
    ("E124", text("The Harrow Delta floods.", "He said: “The harrow delta is low.”")),
    ("E124", text("The Harrow Delta floods, and so does the Harrow River.")),
    ("E125", "facts: {homes: {value: 4821, unit: homes}}\n" + text("There are {homes}.", "The 4821 homes are dry.")),
    ("E125", "facts: {homes: {value: 12, unit: homes}}\n" + text("There are {homes}, and 21 roofs.")),
    ("E125", "facts: {homes: {value: 4821, unit: homes}}\n" + text("There are {homes}, and 4921 roofs.")),
    ("E126", "embargo: 2024-09-21 10:00 UTC\n" + text("A text.")),
    ("E126", "embargo: 2024-09-20 10:00 UTC\n" + text("A text.")),
    ("E126", text("A text.")),
    # the day that the document bears; a plural in the names; an hour; a kind without sources
    ("E107", "kind: situation_report\n" + text("So far, 40 wells have been drilled.")),
    ("E107", text("Since 2019 the centre serves ten states.")),
    ("E102", text("Small and medium enterprises (SMEs) pay.", "An SME pays less.")),
    ("E102", text("The call is at 14:00 (UTC+3) and at UTC+10.")),
    ("E115", "kind: one_pager\nfacts: {wells: {value: 97, unit: wells}}\n" + text("We have {wells}.", head=FINAL)),
    ("E121", "kind: speech\n" + text("The port is the world’s largest.", head=FINAL)),
]  # fmt: skip
