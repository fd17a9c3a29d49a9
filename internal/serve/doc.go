// Package serve answers questions on a page of one's own machine: a form, the
// map and the tables of [chart], and the JSON of the command under /api/v1/.
//
// The package knows nothing of the command line. An [Asker] answers, [New] makes
// the handler, [Run] serves it until its context ends. A question is the query of
// the address, so that every answer can be linked to; see [Params].
//
//	GET /              the page: a form, and the answer if the address holds a question
//	GET /api/v1/check  the candidates, as flightcheck FROM TO --json
//	GET /api/v1/why    the decision on one State, as flightcheck why STATE --json
//	GET /style.css, /script.js, /serve.js, /healthz
//
// Nothing else is there, and no question can name a file. Other sites may link to
// the page; what their pages fetch is refused, and so is a request under a name
// that is not this machine's. Searches at the same time are limited, a question
// that is asked again while it is answered is answered once, and finished answers
// are kept within a limit.
package serve
