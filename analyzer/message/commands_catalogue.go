package message

var commandSentences = map[Key]entry{}
