"""The sketches from which the outlines are made: few points, drawn by hand, longitude and latitude.

A sketch that names a clip is cut to that area of countries.geojson, so it may
reach over the border there. The others are used as they are: they carry rules
that close nothing. Points that two sketches share are the same numbers.
"""

OSM = "ODbL 1.0, © OpenStreetMap contributors"
OURS = "Apache-2.0"

PROJECT = "flightcheck's own sketch, 2025"
UNCLOS = "flightcheck's own sketch, 2025, of a strait in the sense of Art. 37 of the UN Convention on the Law of the Sea, " \
    "https://iilss.net/tag/chicago-convention-with-respect-to-the-airspace-over-the-straits/"

# Corners that the parts of southern Russia share.
ROSTOV_KALMYKIA = [[43.0, 46.25], [43.9, 46.3], [44.3, 46.9], [44.3, 47.5]]
KUBAN_NORTH = [[41.2, 45.9], [40.9, 46.2], [39.2, 46.0], [38.6, 45.6]]
KUBAN_WEST = [38.3, 44.95]
GELENDZHIK_NORTH = [38.75, 44.75]
NOVOROSSIYSK = [37.8, 44.75]

SKETCHES = [
    {
        "id": "south-russia",
        "name": "southern Russia",
        "clip": "RU",
        "source": PROJECT + ", after Rosaviatsia's list of closed aerodromes (press, 18 May 2022), https://www.azernews.az/region/193992.html",
        "note": "No outline was published. Ours follows, roughly, the regions of the aerodromes that are still closed: Anapa, "
        "Belgorod, Bryansk, Kursk, Lipetsk, Rostov and Voronezh. Good to some 30 km inland.",
        "ring": [
            # Bryansk, from the border with Belarus, Kursk, Lipetsk
            [31.0, 51.6], [31.0, 53.3], [32.9, 53.6], [33.6, 54.03], [34.6, 53.85], [35.3, 53.0], [35.4, 52.4], [36.5, 52.35],
            [37.5, 52.25], [37.7, 52.6], [38.3, 53.3], [39.0, 53.55], [40.2, 53.3], [40.75, 52.7],
            # Voronezh, Rostov
            [40.7, 52.0], [42.3, 51.5], [42.9, 51.1], [42.6, 50.5], [41.4, 49.85], [42.1, 49.2], [42.1, 48.4],
            *reversed(ROSTOV_KALMYKIA), [41.7, 45.95],
            # Taman and Anapa, the coast, and back through Ukraine
            *KUBAN_NORTH, KUBAN_WEST, NOVOROSSIYSK, [37.45, 44.2], [36.0, 44.6], [36.0, 46.2], [37.5, 48.5], [34.0, 50.0], [32.0, 51.2],
        ],
    },
    {
        "id": "south-russia-krasnodar",
        "name": "the plain round Krasnodar",
        "clip": "RU",
        "source": PROJECT + ", after the day on which the aerodrome opened again, "
        "https://english.pravda.ru/news/russia/164077-krasnodar-airport-reopens-2025/",
        "note": "No outline was published. Ours is the plain of the Kuban round Krasnodar. The coast from Tuapse to Sochi is not in it.",
        "ring": [*reversed(KUBAN_NORTH), [41.6, 45.2], [41.0, 44.6], [40.5, 44.35], [39.4, 44.45], GELENDZHIK_NORTH, KUBAN_WEST],
    },
    {
        "id": "south-russia-gelendzhik",
        "name": "the coast of Gelendzhik",
        "clip": "RU",
        "source": PROJECT + ", after the day on which the aerodrome opened again, "
        "https://www.themoscowtimes.com/2025/07/10/gelendzhik-airport-to-reopen-more-than-3-years-after-wartime-closure-a89752",
        "note": "No outline was published. Ours is the coast from Novorossiysk to west of Tuapse with its territorial sea.",
        "ring": [NOVOROSSIYSK, KUBAN_WEST, GELENDZHIK_NORTH, [38.85, 44.4], [38.5, 43.9], [37.45, 44.2]],
    },
    {
        "id": "south-russia-elista",
        "name": "the steppe round Elista",
        "clip": "RU",
        "source": PROJECT + ", after the month in which the aerodrome opened again, "
        "https://www.themoscowtimes.com/2025/07/10/gelendzhik-airport-to-reopen-more-than-3-years-after-wartime-closure-a89752",
        "note": "No outline was published. Ours is the steppe of Kalmykia round Elista.",
        "ring": [*ROSTOV_KALMYKIA, [45.2, 47.6], [46.2, 47.3], [46.6, 46.4], [46.2, 45.3], [45.3, 45.0], [44.0, 45.4]],
    },
    {
        "id": "crimea",
        "name": "Crimea",
        "clip": "UA-43+40",
        "source": PROJECT + ", after Rosaviatsia's list of closed aerodromes (press, 18 April 2022), "
        "https://news.az/news/russia-extends-restrictions-on-flights-until-april-25",
        "note": "The area of countries.geojson but for a strip of some 3 km in the Strait of Kerch, so that it does not touch Russia.",
        "ring": [
            [31.5, 43.5], [36.57, 43.5], [36.57, 44.9], [36.52, 45.05], [36.49, 45.2], [36.55, 45.32], [36.63, 45.46], [36.62, 45.7],
            [36.62, 47.0], [31.5, 47.0],
        ],
    },
    {
        "id": "moldova-closed",
        "name": "Moldova without the sector towards Romania",
        "clip": "MD",
        "source": PROJECT + ", after the decision of 21 March 2022 (press), "
        "https://www.gazzettaitalomoldova.md/la-moldova-apre-lo-spazio-aereo-solo-per-i-voli-ad-ovest/",
        "note": "No outline was published. The press says that the north, the south and the east stay closed. Ours leaves a sector of some "
        "100 km along the Prut, with Chisinau in it.",
        "ring": [[26.0, 49.0], [31.0, 49.0], [31.0, 45.0], [27.5, 45.0], [27.5, 46.55], [29.15, 46.55], [29.15, 47.45], [26.0, 47.45]],
    },
    {
        "id": "ep-r129",
        "name": "EP R129, the strip along Poland's eastern border",
        "clip": "PL",
        "floor": "GND",
        "ceiling": "FL95",
        "source": PROJECT + ", after NOTAM D6213/25 (press, September 2025), "
        "https://aws-production.ch-aviation.com/news/158322-poland-latvia-restrict-airspace-along-eastern-borders",
        "note": "The outline that was published was not at hand. Ours is some 30 km deep; general knowledge gives 26 to 46 km.",
        "ring": [
            [22.1, 48.9], [22.25, 49.6], [22.6, 50.1], [23.2, 50.45], [23.55, 50.85], [23.1, 51.4], [23.15, 52.0], [22.75, 52.3],
            [23.4, 52.75], [23.45, 53.2], [23.1, 53.7], [23.0, 53.93], [25.0, 54.05], [25.0, 48.9],
        ],
    },
    {
        "id": "iran-west",
        "name": "the west of Iran",
        "clip": "IR",
        "source": PROJECT + ", after the points of the notice (press, June 2025), https://herdemaviation.com/author/herdem/konu/9203/",
        "note": "The notice names points without coordinates. Ours takes the beacons TBS, KER and BND to stand at the aerodromes of Tabas, "
        "Kerman and Bandar Abbas and goes straight between them, north to Turkmenistan and south to the sea.",
        "ring": [[56.9, 39.5], [56.9, 33.67], [56.95, 30.27], [56.38, 27.22], [56.2, 25.5], [43.5, 25.5], [43.5, 41.0]],
    },
    {
        "id": "russia-west-of-60e",
        "name": "the west of 60 degrees east",
        "source": PROJECT + ", after the bulletin of 9 January 2025, "
        "https://ch-aviation.com/news/149174-easa-expands-russia-airspace-warning-airlines-cut-routes",
        "approximate": False,
        "note": "A box in longitude and latitude; the rule that names it speaks of Russia alone.",
        "ring": [[19.0, 41.0], [60.0, 41.0], [60.0, 82.0], [19.0, 82.0]],
    },
    {
        "id": "strait-gibraltar",
        "name": "Strait of Gibraltar",
        "source": UNCLOS,
        "note": "The water between the capes of Trafalgar and Spartel and the meridian of 5 degrees west, some 2 km off the coasts.",
        "ring": [
            [-6.03, 36.15], [-5.9, 36.13], [-5.73, 36.02], [-5.61, 35.98], [-5.43, 36.065], [-5.36, 36.1], [-5.335, 36.125], [-5.24, 36.26],
            [-5.0, 36.38], [-5.0, 35.85], [-5.26, 35.91], [-5.35, 35.925], [-5.48, 35.93], [-5.6, 35.86], [-5.75, 35.835], [-5.8, 35.82],
            [-5.92, 35.81], [-6.1, 35.83], [-6.15, 36.1],
        ],
    },
    {
        "id": "strait-hormuz",
        "name": "Strait of Hormuz",
        "source": UNCLOS,
        "note": "The water between Qeshm, Larak and Musandam, from the Gulf to the Gulf of Oman.",
        "ring": [
            [55.2, 26.5], [55.6, 26.63], [56.0, 26.72], [56.3, 26.8], [56.5, 26.95], [56.75, 27.08], [56.95, 26.9], [57.0, 26.5],
            [57.1, 26.1], [57.2, 25.8], [56.55, 25.5], [56.5, 25.9], [56.52, 26.2], [56.58, 26.33], [56.45, 26.42], [56.3, 26.36],
            [56.1, 26.2], [55.95, 25.95], [55.6, 25.75], [55.2, 26.0],
        ],
    },
    {
        "id": "strait-bab-el-mandeb",
        "name": "Bab el-Mandeb",
        "source": UNCLOS,
        "note": "The water on both sides of Perim, from the Red Sea to the Gulf of Aden.",
        "ring": [
            [42.85, 13.05], [43.2, 13.25], [43.22, 13.05], [43.36, 12.8], [43.46, 12.64], [43.75, 12.5], [43.65, 12.2], [43.4, 12.3],
            [43.38, 12.5], [43.2, 12.62], [43.12, 12.75], [42.95, 12.88],
        ],
    },
    {
        "id": "strait-malacca",
        "name": "Straits of Malacca and Singapore",
        "source": UNCLOS,
        "note": "The narrow south of the strait, from Port Dickson to the eastern end of the Strait of Singapore.",
        "ring": [
            [101.5, 2.3], [101.8, 2.37], [102.2, 2.12], [102.55, 1.93], [103.0, 1.65], [103.4, 1.28], [103.6, 1.2], [103.85, 1.22],
            [104.1, 1.27], [104.5, 1.35], [104.6, 1.25], [104.4, 1.22], [104.1, 1.2], [103.85, 1.17], [103.5, 1.12], [103.3, 1.1],
            [103.05, 1.35], [102.6, 1.58], [102.3, 1.72], [101.8, 2.13],
        ],
    },
    {
        "id": "strait-bering",
        "name": "Bering Strait",
        "source": UNCLOS,
        "note": "The water on both sides of the Diomede Islands, between the capes of Dezhnev and of the Prince of Wales.",
        "ring": [[-170.2, 65.4], [-169.75, 65.8], [-169.6, 66.1], [-169.8, 66.4], [-167.9, 66.2], [-168.15, 65.7], [-168.2, 65.5], [-168.3, 65.2]],
    },
    {
        "id": "turkish-straits",
        "name": "Dardanelles, Sea of Marmara and Bosphorus",
        "source": PROJECT + ", of the Straits in the sense of the Montreux Convention, https://zaki.ru/pagesnew.php?id=1493&page=5",
        "note": "The routes of Art. 23 are those that Türkiye names; they were not at hand. Ours is the water and its shores.",
        "ring": [
            [26.1, 40.06], [26.35, 40.25], [26.75, 40.5], [27.3, 40.8], [28.0, 41.03], [28.85, 41.02], [29.02, 41.15], [29.05, 41.28],
            [29.2, 41.27], [29.12, 41.1], [29.08, 40.9], [28.6, 40.5], [27.6, 40.33], [26.8, 40.33], [26.45, 40.08], [26.25, 39.95],
        ],
    },
]
