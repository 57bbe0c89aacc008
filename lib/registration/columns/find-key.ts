import type { ColumnKey } from "./column";
import { COLUMNS } from "./columns";
import { normalLabel } from "./normal-label";

/** How sure a match is, the surest first. */
export const MATCH_KINDS = ["remembered", "label", "alias"] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** A mapping that somebody chose before: the normal label to a key, or to null for "not needed". */
export type RememberedColumns = ReadonlyMap<string, ColumnKey | null>;

interface Found {
  readonly key: ColumnKey | null;
  readonly how: MatchKind;
}

/** Names that may mean several columns; the user says which. */
const UNCLEAR: readonly { readonly words: readonly string[]; readonly keys: readonly ColumnKey[] }[] = [
  {
    words: [
      "Serial number",
      "Serial",
      "SN",
      "S/N",
      "Seriennummer",
      "Numéro de série",
      "Numero di serie",
      "Matricola",
    ],
    keys: ["frame_number", "motor_serial", "battery_serial"],
  },
  { words: ["Number", "Nummer", "Id", "Numéro", "Numero"], keys: ["bike_id", "frame_number"] },
  { words: ["Date", "Datum", "Data"], keys: ["produced_on"] },
  { words: ["Battery", "Akku", "Batterie", "Batteria"], keys: ["battery_serial", "battery_wh"] },
  { words: ["Motor", "Moteur", "Motore"], keys: ["motor_serial", "motor_part"] },
  {
    words: ["Part number", "Teilenummer", "Artikelnummer", "Référence"],
    keys: ["motor_part", "battery_part"],
  },
];

const labels = new Map<string, ColumnKey>();
const aliases = new Map<string, ColumnKey>();
for (const column of COLUMNS) {
  for (const label of [column.label, column.key]) labels.set(normalLabel(label), column.key);
  for (const alias of column.aliases) aliases.set(normalLabel(alias), column.key);
}
const unclear = new Map(
  UNCLEAR.flatMap(({ words, keys }) => words.map((word) => [normalLabel(word), keys] as const)),
);

/** What a column's name means, or which columns it may mean. */
export function findKey(
  name: string,
  remembered: RememberedColumns,
): Found | { readonly mayBe: readonly ColumnKey[] } {
  const normal = normalLabel(name);
  const known = remembered.get(normal);
  if (known !== undefined) return { key: known, how: "remembered" };
  const labelled = labels.get(normal);
  if (labelled !== undefined) return { key: labelled, how: "label" };
  const named = aliases.get(normal);
  return named === undefined ? { mayBe: unclear.get(normal) ?? [] } : { key: named, how: "alias" };
}
