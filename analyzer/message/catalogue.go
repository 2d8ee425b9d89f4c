package message

// catalogue is every sentence Hegao says, in parts by who says it.
var catalogue = []map[Key]entry{errorSentences, warningSentences, findingSentences, explainSentences, pageSentences, commandSentences, templateSentences, keySentences, ruleSentences, batchSentences, annotateSentences, batchPageSentences, resultSentences, archiveSentences}
