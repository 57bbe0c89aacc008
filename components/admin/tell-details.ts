/** A detail of an entry in words: what it is, and its value or what it is made of. */
export interface ToldDetail {
  readonly label: string;
  readonly value: string | readonly ToldDetail[];
}

const WORD_START = /([a-z0-9])([A-Z])/g;

/** Details of an audit entry, which are JSON of any shape, as names and values for people. */
export function tellDetails(details: unknown): ToldDetail[] {
  if (isRecord(details))
    return Object.entries(details).map(([key, value]) => ({ label: labelOf(key), value: tellValue(value) }));
  const value = tellValue(details);
  return typeof value === "string" ? [{ label: "Value", value }] : [...value];
}

/** How many values they are in all. */
export const countDetails = (details: readonly ToldDetail[]): number =>
  details.reduce((sum, { value }) => sum + (typeof value === "string" ? 1 : countDetails(value)), 0);

function tellValue(value: unknown): ToldDetail["value"] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length === 0) return "none";
    if (items.every((item) => typeof item !== "object" || item === null))
      return items.map(tellPlain).join(", ");
    return items.map((item, at) => ({ label: String(at + 1), value: tellValue(item) }));
  }
  if (!isRecord(value)) return tellPlain(value);
  const told = tellDetails(value);
  return told.length === 0 ? "none" : told;
}

function tellPlain(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === "" ? "empty" : String(value);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "fileName" and "bike_id" as people write them; what is no such name, such as a bike's id, stays. */
function labelOf(key: string): string {
  if (!/^[a-z][A-Za-z0-9_]*$/.test(key)) return key;
  const words = key.replaceAll("_", " ").replace(WORD_START, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}
