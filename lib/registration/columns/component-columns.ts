import type { Column } from "./column";
import { COMPONENTS } from "./components";

const SERIAL_WORDS = [
  ...[
    "Serial",
    "Serial number",
    "Serial no",
    "Serial nr",
    "SN",
    "S/N",
    "Seriennummer",
    "Serien-Nr",
    "Nummer",
    "Nr",
  ],
  ...["Numéro de série", "N° de série", "N° série", "Numero di serie", "N° di serie", "Matricola"],
];
const PART_WORDS = [
  ...[
    "Part",
    "Part number",
    "Part no",
    "Part nr",
    "PN",
    "P/N",
    "Teilenummer",
    "Teile-Nr",
    "Artikelnummer",
    "Artikel-Nr",
  ],
  ...["Référence", "Numéro de pièce", "Codice", "Codice articolo", "Numero parte"],
];
/** "Motor serial" and "Serial motor", "Numéro de série du moteur". */
const BETWEEN = ["", "of", "der", "des", "du", "de la", "de l", "del", "della", "dello"];

/** Serial and part number of each component. */
export const COMPONENT_COLUMNS: readonly Column[] = COMPONENTS.flatMap(
  ({ key, label, aliases, serial, part }) => {
    const names = [label, ...aliases];
    return [
      {
        key: `${key}_serial`,
        label: `${label} serial`,
        aliases: combinations(names, SERIAL_WORDS),
        kind: "identifier",
        required: key === "motor" || key === "battery",
        example: serial,
        about: `Serial number on the ${label.toLowerCase()}`,
      },
      {
        key: `${key}_part`,
        label: `${label} part`,
        aliases: combinations(names, PART_WORDS),
        kind: "identifier",
        required: false,
        example: part,
        about: `Part number on the ${label.toLowerCase()}`,
      },
    ] as const;
  },
);

function combinations(names: readonly string[], words: readonly string[]): string[] {
  return names.flatMap((name) =>
    words.flatMap((word) => [`${name} ${word}`, ...BETWEEN.map((between) => `${word} ${between} ${name}`)]),
  );
}
