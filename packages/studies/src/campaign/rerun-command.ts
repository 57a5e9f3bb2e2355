/** The command that runs one configuration of a campaign by itself, as it may be pasted into a shell. */
export function rerunCommand(study: string, sets: readonly string[]): string {
  return ['cevns', 'run', quoted(study), ...sets.flatMap((set) => ['--set', quoted(set)])].join(' ');
}

/** A word as a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
