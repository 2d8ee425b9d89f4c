package message

var findingSentences = map[Key]entry{}
