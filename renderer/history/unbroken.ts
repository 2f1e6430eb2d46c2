const LENGTH = /\d (?:(?:d|h|min|s)\b|%)(?: \d+ (?:h|min)\b)?/g

/** A sentence in which no line ends between a number and its unit: `1 d 19 h` and `17 %` stay together. */
export const unbroken = (sentence: string): string => sentence.replace(LENGTH, (told) => told.replaceAll(' ', '\u00a0'))
