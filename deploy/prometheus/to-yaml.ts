export type Yaml = string | number | readonly Yaml[] | { readonly [key: string]: Yaml };

/** YAML of plain values. Texts are quoted as in JSON, which YAML understands; blocks where that would be hard to read. */
export const toYaml = (value: Yaml): string => `${linesOf(value).join("\n")}\n`;

function linesOf(value: Yaml): string[] {
  if (typeof value !== "object") return [JSON.stringify(value)];
  const lines = isList(value)
    ? value.flatMap((item) => hung("- ", linesOf(item)))
    : Object.entries(value).flatMap(([key, one]) => entry(key, one));
  if (lines.length > 0) return lines;
  return [isList(value) ? "[]" : "{}"];
}

function entry(key: string, value: Yaml): string[] {
  if (typeof value === "string" && /["\n]/.test(value)) return [`${key}: |-`, ...indented(value.split("\n"))];
  const lines = linesOf(value);
  if (typeof value !== "object" || Object.keys(value).length === 0) return [`${key}: ${lines.join()}`];
  return [`${key}:`, ...indented(lines)];
}

const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value);
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
const hung = (bullet: string, [first = "", ...rest]: readonly string[]): string[] => [
  `${bullet}${first}`,
  ...indented(rest),
];
