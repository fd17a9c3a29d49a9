package chart

// What the tests of pages need beside what all may use.
var (
	PageOf      = pageOf
	WebMapOf    = webMapOf
	PathData    = pathData
	Kilometres  = kilometres
	Tenths      = tenths
	DayWords    = dayWords
	SymbolWords = symbol
)

// WebMap is the map of a page.
type WebMap = webMap
