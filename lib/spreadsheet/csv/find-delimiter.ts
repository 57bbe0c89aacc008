const DELIMITERS = [",", ";", "\t", "|"] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** What parts the header: the sign that is most often in its line, outside of quotes. A line `sep=;` says it itself. */
export function findDelimiter(start: string): { delimiter: Delimiter; toldInFirstLine: boolean } {
  const told = /^sep=([,;\t|])\r?\n/.exec(start)?.[1];
  const spoken = DELIMITERS.find((delimiter) => delimiter === told);
  if (spoken !== undefined) return { delimiter: spoken, toldInFirstLine: true };
  const line = withoutQuoted(start.replace(/^[\r\n]+/, "")).split(/[\r\n]/)[0] ?? "";
  let [best, most]: [Delimiter, number] = [",", 0];
  for (const delimiter of DELIMITERS) {
    const count = line.split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return { delimiter: best, toldInFirstLine: false };
}

const withoutQuoted = (text: string): string => text.replace(/"(?:[^"]|"")*("|$)/g, "");
