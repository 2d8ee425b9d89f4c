package template

// RolesOf lists the roles that a heading shows, by id: a heading may hold two
// ("存在问题及下一步打算"), and most headings of theme show none.
func (l *Library) RolesOf(heading string) []RoleID {
	form := tidy(heading)
	var out []RoleID
	for _, id := range l.roleIDs() {
		if l.roles[id].heads(form) {
			out = append(out, id)
		}
	}
	return out
}

// Role returns the role with this id; ok is false where there is none.
func (l *Library) Role(id RoleID) (r *Role, ok bool) {
	r, ok = l.roles[id]
	return r, ok
}
