package place

// stateTable names States and territories: ISO 3166-1 alpha-2, the name that
// answers use, and other names that people write, all English but for a few that
// are known everywhere. It is sorted by code. Former names are there where a
// name changed within a lifetime.
const stateTable = `AD|Andorra
AE|United Arab Emirates|UAE|Emirates
AF|Afghanistan
AG|Antigua and Barbuda
AI|Anguilla
AL|Albania
AM|Armenia
AO|Angola
AQ|Antarctica
AR|Argentina
AS|American Samoa
AT|Austria|Österreich
AU|Australia
AW|Aruba
AX|Åland Islands|Åland
AZ|Azerbaijan
BA|Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina
BB|Barbados
BD|Bangladesh
BE|Belgium|Belgique|België
BF|Burkina Faso
BG|Bulgaria|България
BH|Bahrain
BI|Burundi
BJ|Benin
BL|Saint Barthélemy
BM|Bermuda
BN|Brunei|Brunei Darussalam
BO|Bolivia
BQ|Caribbean Netherlands
BR|Brazil|Brasil
BS|Bahamas|The Bahamas
BT|Bhutan
BV|Bouvet Island
BW|Botswana
BY|Belarus|Беларусь|Byelorussia
BZ|Belize
CA|Canada
CC|Cocos Islands|Cocos (Keeling) Islands
CD|DR Congo|Democratic Republic of the Congo|DRC|Congo-Kinshasa|Zaire
CF|Central African Republic
CG|Congo|Republic of the Congo|Congo-Brazzaville
CH|Switzerland|Schweiz|Suisse|Svizzera
CI|Côte d'Ivoire|Ivory Coast
CK|Cook Islands
CL|Chile
CM|Cameroon
CN|China|People's Republic of China|中国
CO|Colombia
CR|Costa Rica
CU|Cuba
CV|Cabo Verde|Cape Verde
CW|Curaçao
CX|Christmas Island
CY|Cyprus
CZ|Czechia|Czech Republic|Česko
DE|Germany|Deutschland
DJ|Djibouti
DK|Denmark|Danmark
DM|Dominica
DO|Dominican Republic
DZ|Algeria
EC|Ecuador
EE|Estonia|Eesti
EG|Egypt
EH|Western Sahara
ER|Eritrea
ES|Spain|España
ET|Ethiopia
FI|Finland|Suomi
FJ|Fiji
FK|Falkland Islands|Falklands|Malvinas
FM|Micronesia|Federated States of Micronesia
FO|Faroe Islands|Faroes
FR|France
GA|Gabon
GB|United Kingdom|UK|Great Britain|Britain
GD|Grenada
GE|Georgia|Sakartvelo
GF|French Guiana
GG|Guernsey
GH|Ghana
GI|Gibraltar
GL|Greenland
GM|Gambia|The Gambia
GN|Guinea
GP|Guadeloupe
GQ|Equatorial Guinea
GR|Greece|Hellas|Ελλάδα
GS|South Georgia and the South Sandwich Islands|South Georgia
GT|Guatemala
GU|Guam
GW|Guinea-Bissau
GY|Guyana
HK|Hong Kong
HM|Heard Island and McDonald Islands
HN|Honduras
HR|Croatia|Hrvatska
HT|Haiti
HU|Hungary|Magyarország
ID|Indonesia
IE|Ireland|Éire
IL|Israel
IM|Isle of Man
IN|India|Bharat
IO|British Indian Ocean Territory|Chagos Islands
IQ|Iraq
IR|Iran|Islamic Republic of Iran
IS|Iceland|Ísland
IT|Italy|Italia
JE|Jersey
JM|Jamaica
JO|Jordan
JP|Japan|日本
KE|Kenya
KG|Kyrgyzstan
KH|Cambodia
KI|Kiribati
KM|Comoros
KN|Saint Kitts and Nevis|St. Kitts and Nevis
KP|North Korea|DPRK|Democratic People's Republic of Korea
KR|South Korea|Korea|Republic of Korea
KW|Kuwait
KY|Cayman Islands
KZ|Kazakhstan
LA|Laos|Lao People's Democratic Republic
LB|Lebanon
LC|Saint Lucia|St. Lucia
LI|Liechtenstein
LK|Sri Lanka|Ceylon
LR|Liberia
LS|Lesotho
LT|Lithuania|Lietuva
LU|Luxembourg
LV|Latvia|Latvija
LY|Libya
MA|Morocco
MC|Monaco
MD|Moldova|Republic of Moldova
ME|Montenegro|Crna Gora
MF|Saint Martin
MG|Madagascar
MH|Marshall Islands
MK|North Macedonia|Macedonia
ML|Mali
MM|Myanmar|Burma
MN|Mongolia
MO|Macao|Macau
MP|Northern Mariana Islands
MQ|Martinique
MR|Mauritania
MS|Montserrat
MT|Malta
MU|Mauritius
MV|Maldives
MW|Malawi
MX|Mexico|México
MY|Malaysia
MZ|Mozambique
NA|Namibia
NC|New Caledonia
NE|Niger
NF|Norfolk Island
NG|Nigeria
NI|Nicaragua
NL|Netherlands|The Netherlands|Holland|Nederland
NO|Norway|Norge
NP|Nepal
NR|Nauru
NU|Niue
NZ|New Zealand|Aotearoa
OM|Oman
PA|Panama
PE|Peru
PF|French Polynesia
PG|Papua New Guinea
PH|Philippines
PK|Pakistan
PL|Poland|Polska
PM|Saint Pierre and Miquelon
PN|Pitcairn|Pitcairn Islands
PR|Puerto Rico
PS|Palestine|State of Palestine
PT|Portugal
PW|Palau
PY|Paraguay
QA|Qatar
RE|Réunion
RO|Romania|România
RS|Serbia|Srbija|Србија
RU|Russia|Russian Federation|Россия
RW|Rwanda
SA|Saudi Arabia
SB|Solomon Islands
SC|Seychelles
SD|Sudan
SE|Sweden|Sverige
SG|Singapore
SH|Saint Helena|St. Helena
SI|Slovenia|Slovenija
SJ|Svalbard and Jan Mayen|Svalbard
SK|Slovakia|Slovak Republic|Slovensko
SL|Sierra Leone
SM|San Marino
SN|Senegal
SO|Somalia
SR|Suriname
SS|South Sudan
ST|São Tomé and Príncipe
SV|El Salvador
SX|Sint Maarten
SY|Syria|Syrian Arab Republic
SZ|Eswatini|Swaziland
TC|Turks and Caicos Islands
TD|Chad
TF|French Southern Territories
TG|Togo
TH|Thailand
TJ|Tajikistan
TK|Tokelau
TL|Timor-Leste|East Timor
TM|Turkmenistan
TN|Tunisia
TO|Tonga
TR|Turkey|Türkiye|Turkiye
TT|Trinidad and Tobago
TV|Tuvalu
TW|Taiwan
TZ|Tanzania
UA|Ukraine|Україна
UG|Uganda
UM|US Minor Outlying Islands
US|United States|United States of America|USA|America
UY|Uruguay
UZ|Uzbekistan
VA|Vatican|Vatican City|Holy See
VC|Saint Vincent and the Grenadines|St. Vincent
VE|Venezuela
VG|British Virgin Islands
VI|US Virgin Islands
VN|Vietnam|Viet Nam
VU|Vanuatu
WF|Wallis and Futuna
WS|Samoa|Western Samoa
XK|Kosovo
YE|Yemen
YT|Mayotte
ZA|South Africa
ZM|Zambia
ZW|Zimbabwe|Rhodesia`
