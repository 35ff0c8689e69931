"""Who did what to whom, where and when: PLOVER events, told from the text's verbs and nouns."""
