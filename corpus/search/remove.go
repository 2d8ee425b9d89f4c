package search

import (
	"context"

	"hegao/corpus"
)

// Remove takes reports out of the index; on return they cannot be found any
// more. Unknown ids are passed over.
func (x *Index) Remove(ctx context.Context, ids []corpus.ReportID) (err error) {
	defer guard(&err)
	if err := ctx.Err(); err != nil || len(ids) == 0 {
		return err
	}
	batch := x.index.NewBatch()
	for _, id := range ids {
		batch.Delete(documentID(id))
	}
	return wrap(x.index.Batch(batch))
}
