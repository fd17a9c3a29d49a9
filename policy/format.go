package policy

// Effect is what a rule does to a flight.
type Effect string

// The effects. Notify, Advise and ArrestRisk are flags and change no status.
const (
	Permit            Effect = "permit"
	RequirePermission Effect = "require-permission"
	Deny              Effect = "deny"
	BanEffect         Effect = "ban"
	Close             Effect = "close"
	ForceLanding      Effect = "force-landing"
	Notify            Effect = "notify"
	Advise            Effect = "advise"
	ArrestRisk        Effect = "arrest-risk"
)

var effects = []Effect{Permit, RequirePermission, Deny, BanEffect, Close, ForceLanding, Notify, Advise, ArrestRisk}

// Flag reports whether the effect is a flag, which changes no status.
func (e Effect) Flag() bool { return e == Notify || e == Advise || e == ArrestRisk }

// Refusal reports whether the effect keeps a flight out.
func (e Effect) Refusal() bool {
	return e == Deny || e == BanEffect || e == Close || e == ForceLanding
}

// RuleBasis is what a rule rests on.
type RuleBasis string

// The bases. Supposed is that of a permission or ban which the asker supposes
// with [Grant] or [Ban]; no file may use it.
const (
	Article    RuleBasis = "article"
	Law        RuleBasis = "law"
	Notam      RuleBasis = "notam"
	Statement  RuleBasis = "statement"
	Press      RuleBasis = "press"
	Assumption RuleBasis = "assumption"
	Supposed   RuleBasis = "supposed"
)

var bases = []RuleBasis{Article, Law, Notam, Statement, Press, Assumption}

// Standing is how firm a rule is; of a permission, how sure it is.
type Standing string

// The standings. NotAsked is never that of a rule: it is that of a permission
// nobody has spoken about ([Decision.Standing]).
const (
	Enacted     Standing = "enacted"
	Announced   Standing = "announced"
	Conditional Standing = "conditional"
	NotAsked    Standing = "not-asked"
)

var standings = []Standing{Enacted, Announced, Conditional}

// Layer is the level on which a rule stands.
type Layer string

// The layers, highest first. National and bloc are one level. LayerSupposed is
// that of [Grant] and [Ban]; no file may use it. LayerAdvice holds flags only.
const (
	LayerSafety    Layer = "safety"
	LayerSupposed  Layer = "supposed"
	LayerCase      Layer = "case"
	LayerClearance Layer = "clearance"
	LayerNational  Layer = "national"
	LayerBloc      Layer = "bloc"
	LayerDefault   Layer = "default"
	LayerAdvice    Layer = "advice"
)

var layers = []Layer{LayerSafety, LayerCase, LayerClearance, LayerNational, LayerBloc, LayerDefault, LayerAdvice}

// Exceptions that an issuer may name in unless. They are never facts of a
// flight: each is taken as not met, and printed.
var exceptions = []string{
	"emergency", "humanitarian", "medical", "evacuation", "search-and-rescue", "fire-fighting",
	"military", "state-vip", "diplomatic", "light-private", "issuer-authorisation",
}

// Organisations that may issue a rule without being a bloc of the file.
var organisations = []string{"EU", "EASA", "ECOWAS", "ICC", "ICAO", "KFOR"}

// Kind says whether a flight is one of a State or a civil one. There is no
// default: the zero value is "not given".
type Kind string

// The kinds of aircraft, as in Art. 3 of the Chicago Convention.
const (
	StateAircraft Kind = "state"
	CivilAircraft Kind = "civil"
)

// Source is where a rule or a bloc was published.
type Source struct {
	Publisher string // who published it
	Date      string // year, month or day (2025, 2025-10, 2025-10-20); "" is not known
	Link      string // http or https; "" is none
	Mirror    bool   // a copy, or an agency's text carried by another
}

// Rule is one rule of a policy set, as the file says it, with what was left
// out filled in. Rules are shared: do not change what they hold.
type Rule struct {
	ID         string   // unique in a set
	Issuer     string   // who speaks: alpha-2 of a State, an organisation, or a bloc of the set
	Territory  []string // States, areas with a code, "bloc:NAME", "zone:NAME", "*"
	Except     []string // States and areas taken out of Territory
	Outline    []string // names of zones: the rule holds only inside one of them; nil: everywhere
	Subject    Subject  // which flights; the zero value is every flight
	Effect     Effect
	Scope      []Scope // sorted; all four when left out
	Unless     []string
	Stated     When // when it was said; zero: not known
	From       When // first day or instant on which it holds; zero: always
	Until      When // last day or instant; zero: no end
	UntilOpen  bool // until: unknown: undecided after the day on which it was stated
	Basis      RuleBasis
	Act        string
	Standing   Standing
	Says       string // how the issuer put it, in our words
	Layer      Layer
	Grantable  bool // false: a supposed permission never lifts it
	Overrides  []string
	AddsTo     string
	BindingOn  string
	Authority  string // whom to ask, or who decides
	Notice     int    // hours before the flight that the authority wants to be asked; 0: not known
	Sources    []Source
	Unverified []string
	Summary    string
	Note       string

	File string // name of the file it stands in, as given to Parse
	Line int    // line on which it begins, from 1
	Col  int    // column in which it begins, from 1
}

// Subject says which flights a rule is about. Every field that is not zero
// must hold; within a list one is enough. Lists of States hold alpha-2 codes,
// "bloc:NAME" (the members on the day of the flight) and "flown-over" (the
// State whose airspace it is); lists of ends also "aerodrome XXX".
type Subject struct {
	Registration    []string
	RegistrationNot []string
	OperatorState   []string
	OperatorNot     []string
	OwnerState      []string // owner or charterer
	Kind            Kind
	Scheduled       Tri
	Type            []string // ICAO type designators
	MTOW            Mass
	Persons         []string // one of them is on board
	PersonsNot      []string // none of them is on board
	Origin          []string
	Destination     []string
	OriginNot       []string
	DestinationNot  []string
	Between         [][]string // none, or two lists
	Base            []string
	Purpose         []string
	Cargo           []string
	Levels          Levels
	FlightPlanNames []string
	CarrierList     string
	AnyOf           []Subject // none, or groups without AnyOf of which one holds
}

// Tri is a fact that can be yes, no, or not given. The zero value is not given.
type Tri uint8

// The values of a [Tri].
const (
	NotGiven Tri = iota
	Yes
	No
)

// String returns "yes", "no" or "not given".
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	default:
		return "not given"
	}
}

// Mass is a band of maximum take-off masses in tonnes, both ends in. Zero ends are open.
type Mass struct {
	Given        bool
	FromT, UpToT float64
}

// Levels is a band of flight levels (hundreds of feet), both ends in.
type Levels struct {
	Given        bool
	FromFL, ToFL int
}

// Person is somebody whom rules may name.
type Person struct {
	ID      string // as rules and flights name the person
	Name    string
	Note    string
	Sources []Source
}

// Bloc is a group of States with dates of membership.
type Bloc struct {
	ID      string // as rules name it, after "bloc:"
	Name    string
	Note    string
	Members []Member
	Sources []Source
}

// Member is one membership in a bloc.
type Member struct {
	ISO  string // alpha-2 of a State or area, or "bloc:NAME"
	From When   // first day; zero: always
	To   When   // last day; zero: no end
}
