/** Messages and progress go to standard error, results alone to standard output. */
export const say = (line: string): void => console.error(line)
