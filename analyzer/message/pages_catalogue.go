package message

var pageSentences = map[Key]entry{}
