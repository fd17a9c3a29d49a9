package policy

// Key is one key of a mapping in a policy file.
type Key struct {
	Name   string
	Value  string // what stands there: the name of a [Value] or of a [Mapping]
	List   bool   // a list of such values
	Least  int    // how many items the list holds at least
	Null   bool   // null is taken for left out
	Needed bool
	Doc    string // what it says, in one sentence
}

// Mapping is a mapping of a policy file with all its keys, in the order in which
// they are documented.
type Mapping struct {
	Name  string
	Title string // as errors call it
	Doc   string
	Some  bool // it has one of its keys at least
	Keys  []Key
}

// Language returns every mapping of a policy file with its keys: what [Parse]
// reads, no more and no less. The first is the file itself. [JSONSchema] and the
// reference in docs are made of it.
func Language() []Mapping {
	return []Mapping{
		fileMapping(), ruleMapping(), subjectMapping(), groupMapping(),
		{Name: "mtow", Title: "mtow", Some: true, Doc: "A band of maximum take-off masses; both ends are in, and one may be left out.", Keys: []Key{
			{Name: "from_t", Value: "tonnes", Doc: "The least mass."},
			{Name: "to_t", Value: "tonnes above 0", Doc: "The greatest mass."},
		}},
		{Name: "levels", Title: "levels", Some: true, Doc: "A band of flight levels; both ends are in, and one may be left out.", Keys: []Key{
			{Name: "from_fl", Value: "flight level", Doc: "The lowest level."},
			{Name: "to_fl", Value: "flight level above 0", Doc: "The highest level."},
		}},
		{Name: "source", Title: "a source", Doc: "Where something was published.", Keys: []Key{
			{Name: "publisher", Value: "text", Needed: true, Doc: "Who published it, and what."},
			{Name: "date", Value: "date of a source", Null: true, Doc: "When it was published."},
			{Name: "link", Value: "link", Null: true, Doc: "Where it stands on the web."},
			{Name: "mirror", Value: "boolean", Doc: "`true` marks a copy, or an agency's text carried by another; `false` when left out."},
		}},
		flightMapping(),
		{Name: "person", Title: "a person", Doc: "Somebody whom rules may name.", Keys: []Key{
			{Name: "id", Value: "word", Needed: true, Doc: "As rules and flights name the person."},
			{Name: "name", Value: "text", Null: true, Doc: "The whole name."},
			{Name: "note", Value: "text", Null: true, Doc: "Anything."},
			{Name: "sources", Value: "source", List: true, Doc: "Where it was published."},
		}},
		{Name: "bloc", Title: "a bloc", Doc: "A group of States that rules name as `bloc:NAME`.", Keys: []Key{
			{Name: "id", Value: "id of a bloc", Needed: true, Doc: "As rules name it, without the prefix."},
			{Name: "name", Value: "text", Null: true, Doc: "The whole name."},
			{Name: "note", Value: "text", Null: true, Doc: "Anything."},
			{Name: "members", Value: "member", List: true, Least: 1, Needed: true, Doc: "Who belongs to it, and when."},
			{Name: "sources", Value: "source", List: true, Doc: "Where it was published."},
		}},
		{Name: "member", Title: "a member", Doc: "One membership in a bloc, with both ends in.", Keys: []Key{
			{Name: "iso", Value: "State or bloc", Needed: true, Doc: "Who is a member; of another bloc, all its members are."},
			{Name: "from", Value: "day or instant", Null: true, Doc: "Since when; always when left out."},
			{Name: "to", Value: "day or instant", Null: true, Doc: "The last day; no end when left out."},
		}},
	}
}

func fileMapping() Mapping {
	return Mapping{Name: "file", Title: "the set", Doc: "A policy file holds one set.", Keys: []Key{
		{Name: "version", Value: "version", Needed: true, Doc: "The version of the language."},
		{Name: "set", Value: "id", Doc: "The name of the set; that of the file when left out."},
		{Name: "title", Value: "text", Null: true, Doc: "What it is about, in one line."},
		{Name: "note", Value: "text", Null: true, Doc: "Anything."},
		{Name: "as_of", Value: "day or instant", Null: true, Doc: "The set holds what was known on that day."},
		{Name: "extend", Value: "extension", Doc: "The sets that the file builds on; they become layers under it."},
		{Name: "covers", Value: "coverage", Doc: "The States and areas it speaks for; `*` or left out: everywhere. What no set covers is unknown, unless a rule refuses."},
		{Name: "transit_agreement", Value: "name of a bloc", Null: true, Doc: "The bloc whose members let scheduled services of each other pass."},
		{Name: "flight", Value: "flight", Doc: "The default flight of the set."},
		{Name: "people", Value: "person", List: true, Doc: "The people whom rules may name."},
		{Name: "blocs", Value: "bloc", List: true, Doc: "The groups of States that rules may name."},
		{Name: "zones", Value: "name of a zone", List: true, Doc: "The zones and outlines that rules may name, by id or by name."},
		{Name: "rules", Value: "rule", List: true, Needed: true, Doc: "The rules; `[]` is none."},
	}}
}

func ruleMapping() Mapping {
	return Mapping{Name: "rule", Title: "a rule", Doc: "One thing that somebody said or decided about flights over a territory.", Keys: []Key{
		{Name: "id", Value: "id of a rule", Needed: true, Doc: "The name of the rule; the same id with other content in another layer is an error."},
		{Name: "issuer", Value: "issuer", Needed: true, Doc: "Who speaks."},
		{Name: "territory", Value: "place", List: true, Least: 1, Needed: true, Doc: "Whose airspace it is about. A rule on a State covers its areas, and none covers a zone that it does not name."},
		{Name: "except", Value: "State", List: true, Doc: "States and areas that are taken out of the territory."},
		{Name: "outline", Value: "outline", Doc: "The rule holds only where one of these zones lies over its territory."},
		{Name: "subject", Value: "subject or any", Doc: "Which flights; `any` or left out is every flight."},
		{Name: "effect", Value: "effect", Needed: true, Doc: "What it does to them."},
		{Name: "scope", Value: "scope", List: true, Least: 1, Doc: "What the flight does there; everything when left out."},
		{Name: "unless", Value: "exception", List: true, Doc: "What the issuer excepts; taken as not met, and printed."},
		{Name: "stated", Value: "day or instant", Null: true, Doc: "When it was said, published or decided; left out: not known."},
		{Name: "from", Value: "day or instant", Null: true, Doc: "Since when it holds; always when left out."},
		{Name: "until", Value: "end", Null: true, Doc: "Until when it holds, that day included; no end when left out."},
		{Name: "basis", Value: "basis", Needed: true, Doc: "What it rests on."},
		{Name: "act", Value: "text", Null: true, Doc: "The title of the law, notice or decision."},
		{Name: "standing", Value: "standing", Doc: "How firm it is; `enacted` when left out. An announced permit is not yet a permit, an announced refusal is a refusal."},
		{Name: "says", Value: "text", Null: true, Doc: "How the issuer put it, in our words: `would have allowed`."},
		{Name: "layer", Value: "layer", Doc: "On which level it stands; left out: `safety` for `close`, `advice` for flags, `bloc` for a rule of a bloc or organisation, else `national`."},
		{Name: "authority", Value: "text", Null: true, Doc: "Whom to ask."},
		{Name: "notice_hours", Value: "hours", Null: true, Doc: "How many hours before the flight they want to be asked."},
		{Name: "grantable", Value: "boolean", Doc: "`false`: a supposed permission never lifts it; only for refusals, and `true` when left out."},
		{Name: "overrides", Value: "rule id", List: true, Doc: "Rules that this one lifts where both apply on the same level."},
		{Name: "adds_to", Value: "rule id", Null: true, Doc: "The rule to which this one adds a day, a speaker or a condition."},
		{Name: "binding_on", Value: "text", Null: true, Doc: "Whom an advice binds, in words."},
		{Name: "sources", Value: "source", List: true, Doc: "Where it was published."},
		{Name: "unverified", Value: "text", List: true, Doc: "What is general knowledge, a placeholder or a reading of ours."},
		{Name: "summary", Value: "text", Null: true, Doc: "The rule in one line."},
		{Name: "note", Value: "text", Null: true, Doc: "Anything."},
	}}
}

func subjectMapping() Mapping {
	m := groupMapping()
	m.Name, m.Title = "subject", "subject"
	m.Doc = "Which flights a rule is about. All keys that are there must hold; within a list one is enough."
	m.Keys = append(m.Keys, Key{Name: "any_of", Value: "group", List: true, Least: 1, Doc: "Groups of which one must hold besides."})
	return m
}

func groupMapping() Mapping {
	list := func(name, value, doc string) Key {
		return Key{Name: name, Value: value, List: true, Least: 1, Doc: doc}
	}
	return Mapping{Name: "group", Title: "a group of any_of", Some: true, Doc: "The keys of a subject without `any_of`.", Keys: []Key{
		list("registration", "holder", "Where the aircraft is registered."),
		list("registration_not", "holder", "It is registered in none of these."),
		list("operator_state", "holder", "The operator's State; the registration's when the flight does not say."),
		list("operator_state_not", "holder", "The operator is of none of these."),
		list("owner_state", "holder", "The State of the owner or of the charterer."),
		{Name: "kind", Value: "kind", Doc: "State or civil, as in Art. 3 of the Chicago Convention."},
		{Name: "scheduled", Value: "boolean", Doc: "A scheduled service or not."},
		list("type", "type", "The type of the aircraft."),
		{Name: "mtow", Value: "mtow", Doc: "Its maximum take-off mass."},
		list("persons", "id of a person", "One of them is on board."),
		list("persons_not", "id of a person", "None of them is on board."),
		list("origin", "end of a flight", "Where the flight begins."),
		list("destination", "end of a flight", "Where it ends."),
		list("origin_not", "end of a flight", "It begins in none of these."),
		list("destination_not", "end of a flight", "It ends in none of these."),
		{Name: "between", Value: "pair", Doc: "One end of the flight is in the first list and the other in the second."},
		list("base", "State or bloc", "Where the aircraft is based."),
		list("purpose", "word", "What the flight is for: `victory-day-2025`."),
		list("cargo", "word", "What it carries: `defence_material`."),
		{Name: "levels", Value: "levels", Doc: "At which levels it flies."},
		list("flight_plan_names", "end of a flight", "The flight plan names a place there: one end of the flight is there."),
		{Name: "carrier_list", Value: "id", Doc: "The name of a list of carriers. Such lists are not loaded: it stays undecided."},
	}}
}

func flightMapping() Mapping {
	return Mapping{Name: "flight", Title: "flight", Doc: "The flight that is judged when the question describes none.", Keys: []Key{
		{Name: "registration", Value: "registration", Null: true, Doc: "A whole mark, or the State of registration."},
		{Name: "example", Value: "registration", Null: true, Doc: "A mark of such an aircraft, for the reader; decides nothing."},
		{Name: "operator_state", Value: "State", Null: true, Doc: "The operator's State; the registration's when left out."},
		{Name: "owner_state", Value: "State", Null: true, Doc: "The owner's State; the registration's when left out."},
		{Name: "kind", Value: "kind", Doc: "State or civil."},
		{Name: "type", Value: "type", Null: true, Doc: "The type of the aircraft."},
		{Name: "scheduled", Value: "boolean", Doc: "A scheduled service or not; not when left out."},
		{Name: "persons", Value: "id of a person", List: true, Doc: "Who is on board, of `people`."},
		{Name: "purpose", Value: "word", Null: true, Doc: "What the flight is for."},
		{Name: "cargo", Value: "word", Null: true, Doc: "What it carries."},
		{Name: "date", Value: "day or instant", Null: true, Doc: "When it flies."},
	}}
}
