import type { ColumnKey } from "../../columns/column";
import type { Check } from "../check";
import { UNIQUE_COLUMNS } from "../file-index";
import type { Remark } from "../finding";

const WORDS = {
  bike: { expected: "each bike once", hint: "Keep one of the two rows" },
  component: { expected: "each component once", hint: "Read the number on both again: one bike has another" },
};

/** The later of two rows is at fault, and told once for each other row. */
export const alsoInFile: Check = {
  id: "also-in-file",
  about: "No identifier or component is in two rows",
  run(subject, { inFile }) {
    const { number, normals } = subject;
    const told = new Set<number>();
    const tell = (column: ColumnKey, row: number | undefined, of: (typeof WORDS)["bike"]): Remark[] => {
      if (row === undefined || row === number || told.has(row)) return [];
      told.add(row);
      return [
        {
          column,
          reason: "also-in-row",
          expected: of.expected,
          got: `also in row ${row}`,
          hint: of.hint,
        },
      ];
    };
    const unique = UNIQUE_COLUMNS.flatMap((column) => {
      const normal = normals.get(column);
      return normal === undefined ? [] : tell(column, inFile.firstRowOf(column, normal), WORDS.bike);
    });
    return [
      ...unique,
      ...subject.serials.flatMap((serial) =>
        tell(serial.column, inFile.firstRowOfSerial(serial), WORDS.component),
      ),
    ];
  },
};
