package serve

import (
	"bytes"
	"context"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/flightcheck/flightcheck/chart"
)

// fragmentHeader asks for what changes with the answer alone.
const fragmentHeader = "X-Fragment"

// pageName is the title of a page without an answer.
const pageName = "flightcheck"

// content is what a page shows beside its form.
type content struct {
	title, said string
	states      template.HTML
	inner       template.HTML // of the main element
}

// page answers with the form and, if the address holds a question, its answer.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", fragmentHeader)
	q, err := Parse(r.URL.RawQuery, append(Params(false), Param{Name: chooseParam}))
	if err == nil {
		q, err = choose(q)
	}
	if err != nil {
		s.faultPage(w, r, leniently(r.URL.RawQuery), err)
		return
	}
	if clean := Encode(q); clean != r.URL.RawQuery {
		// One question has one address, without what a form leaves empty.
		s.redirect(w, clean)
		return
	}
	c, err := s.contentOf(r.Context(), q)
	if err != nil {
		s.faultPage(w, r, q, err)
		return
	}
	s.show(w, r, q, http.StatusOK, c, "")
}

// redirect sends the reader to the address of a question.
func (s *server) redirect(w http.ResponseWriter, query string) {
	to := "/"
	if query != "" {
		to += "?" + query
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
}

// leniently reads what it can of a query that is wrong, to show it in the form.
func leniently(rawQuery string) url.Values {
	given, _ := url.ParseQuery(rawQuery)
	q := url.Values{}
	for _, p := range Params(false) {
		if values, err := valuesOf(p, given[p.Name]); err == nil && len(values) > 0 {
			q[p.Name] = values
		}
	}
	return q
}

// contentOf answers a question, or invites to ask one.
func (s *server) contentOf(ctx context.Context, q url.Values) (content, error) {
	if q.Get("from") == "" && q.Get("to") == "" {
		inner, err := render("start", nil)
		if err != nil {
			return content{}, err
		}
		states, err := statesOf(q, nil)
		return content{title: pageName, states: states, inner: inner}, err
	}
	for _, x := range [2][2]string{{"from", "from where"}, {"to", "to where"}} {
		if q.Get(x[0]) == "" {
			return content{}, wrong("say %s the flight goes", x[1])
		}
	}
	if strings.Contains(q.Get("date"), "..") {
		return content{}, wrong("date: this page shows one day; a range of days is answered by /api/v1/check and by the command")
	}
	f, err := s.answers.get(ctx, "page?"+Encode(q), func(ctx context.Context) (*finished, error) { return s.draw(ctx, q) })
	if err != nil {
		return content{}, err
	}
	return content{
		title: f.title, said: f.said,
		states: template.HTML(f.states), //nolint:gosec // made by our own templates
		inner:  template.HTML(f.body),   //nolint:gosec // made by our own templates
	}, nil
}

// draw asks and makes the pieces of the page.
func (s *server) draw(ctx context.Context, q url.Values) (*finished, error) {
	a, err := s.asker.Report(ctx, q)
	if err != nil {
		return nil, err
	}
	parts, err := chart.Page(a.Report)
	if err != nil {
		return nil, err
	}
	inner, err := render("answer", struct {
		Notes   []string
		Picture template.HTML
	}{a.Notes, parts.Main})
	if err != nil {
		return nil, err
	}
	states, err := statesOf(q, a.Report)
	if err != nil {
		return nil, err
	}
	f := newFinished([]byte(inner))
	f.title, f.said, f.states = parts.Title, a.Report.Answer, []byte(states)
	return f, nil
}

// faultPage shows an error beside the form; a fragment is its words alone.
func (s *server) faultPage(w http.ResponseWriter, r *http.Request, q url.Values, err error) {
	s.note(w, r, err)
	status, words := verdict(err)
	if r.Header.Get(fragmentHeader) != "" {
		s.fail(w, r, status, words)
		return
	}
	head := "This question cannot be answered"
	if status != http.StatusBadRequest {
		head = "No answer"
	}
	inner, err := render("fault", struct{ Head, Words string }{head, words})
	if err != nil {
		s.fail(w, r, http.StatusInternalServerError, internalWords)
		return
	}
	states, err := statesOf(q, nil)
	if err != nil {
		s.fail(w, r, http.StatusInternalServerError, internalWords)
		return
	}
	s.show(w, r, q, status, content{title: head + " - " + pageName, states: states, inner: inner}, words)
}

// show writes a page, or what of it changes with the answer.
func (s *server) show(w http.ResponseWriter, r *http.Request, q url.Values, status int, c content, fault string) {
	body, err := s.pageText(r, q, c, fault)
	switch {
	case err != nil:
		s.failWith(w, r, err)
	case r.Header.Get(fragmentHeader) != "":
		w.Header().Set("Cache-Control", "no-store")
		fallthrough
	case status != http.StatusOK:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		write(w, body)
	default:
		send(w, r, "text/html; charset=utf-8", newFinished(body))
	}
}

// pageText makes the bytes of a page, or of what changes with the answer.
func (s *server) pageText(r *http.Request, q url.Values, c content, fault string) ([]byte, error) {
	main, err := render("main", struct {
		Title, Said string
		Inner       template.HTML
	}{c.title, c.said, c.inner})
	if err != nil {
		return nil, err
	}
	if r.Header.Get(fragmentHeader) != "" {
		return []byte(c.states + main), nil
	}
	var b bytes.Buffer
	err = templates.ExecuteTemplate(&b, "page.html", &form{q: q, policies: s.Policies, Title: c.title, Fault: fault, States: c.states, Main: main})
	return b.Bytes(), err
}

// render executes a template of main.html.
func render(name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	err := templates.ExecuteTemplate(&b, name, data)
	return template.HTML(b.String()), err //nolint:gosec // what the template escaped
}
