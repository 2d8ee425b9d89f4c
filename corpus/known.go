package corpus

import (
	"context"

	"hegao/analyzer/reuse"
)

// What a check asks of the archive besides texts to compare with.

// maxUnitNames bounds how many names of units a check knows.
const maxUnitNames = 20_000

// UnitNames lists the units that wrote the reports, each once, at most 20,000
// of them. Cost: linear in the units.
func (a *Archive) UnitNames(ctx context.Context) ([]string, error) {
	units, err := a.store.UnitNames(ctx, maxUnitNames)
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = string(u)
	}
	return names, err
}

// Latest returns the newest report of a unit and a kind that is about a year
// before the one given; nil where there is none.
func (a *Archive) Latest(ctx context.Context, unit, kind string, before int) (*reuse.Source, error) {
	e, err := a.store.Latest(ctx, Unit(unit), Kind(kind), before)
	if err != nil || e == nil {
		return nil, err
	}
	return &reuse.Source{ID: reuse.DocID(e.ID), Name: e.Name(), File: e.File, Title: e.Title, Unit: unit, Year: e.Year, Text: e.Text}, nil
}

// Newest returns the texts of the newest reports of a kind, at most limit.
func (a *Archive) Newest(ctx context.Context, kind string, limit int) ([]string, error) {
	return a.store.Newest(ctx, Kind(kind), limit)
}
