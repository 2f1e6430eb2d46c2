/** In a sentence, in place of a name that nobody wrote down; it may stand for several people. */
export const UNNAMED = 'names that were not recorded'
