package html

import "golang.org/x/net/html/atom"

// silent reports elements whose content is not shown: code, styles, what is
// for browsers without scripts, templates, pictures' own text, the readings
// over ruby characters.
func silent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Noembed,
		atom.Noframes, atom.Svg, atom.Rt, atom.Rp:
		return true
	}
	return false
}

// isBlock reports elements that begin and end a line of their own.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset,
		atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Hgroup, atom.Hr, atom.Html,
		atom.Legend, atom.Main, atom.Menu, atom.Nav, atom.Optgroup, atom.Option, atom.P, atom.Pre,
		atom.Section, atom.Select, atom.Summary, atom.Textarea, atom.Thead, atom.Tbody, atom.Tfoot:
		return true
	}
	return false
}

// headingLevel returns 1…6 for h1…h6, else 0.
func headingLevel(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}
