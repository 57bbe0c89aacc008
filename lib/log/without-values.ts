/** What texts of faults repeat of what they are about, each with what stands there instead. */
const REPEATED: readonly (readonly [RegExp, string])[] = [
  // A failed query repeats its parameters, which name people and keys and may have lines of their own.
  [/\nparams: .*/s, ""],
  // Elasticsearch quotes what it cannot read.
  [/ Preview of field's value: .*/s, ""],
  // So does a parser of JSON, from any answer.
  [/(\.\.\.)?".*"(\.\.\.)? is not valid JSON/s, "what came is not valid JSON"],
];

/** The text of a fault without the values that it quotes: positions, names and keys are for no log and no screen. */
export const withoutValues = (text: string): string =>
  REPEATED.reduce((told, [values, instead]) => told.replace(values, instead), text);
