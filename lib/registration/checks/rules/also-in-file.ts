import type { ColumnKey } from "../../columns/column";
import type { Check } from "../check";
import { UNIQUE_COLUMNS } from "../file-index";
import type { Remark } from "../finding";

/** The later of two rows is at fault, and told once for each other row. */
export const alsoInFile: Check = {
  id: "also-in-file",
  about: "No identifier or component is in two rows",
  run(subject, { inFile }) {
    const { number, normals } = subject;
    const told = new Set<number>();
    const tell = (column: ColumnKey, row: number | undefined): Remark[] => {
      if (row === undefined || row === number || told.has(row)) return [];
      told.add(row);
      return [
        {
          column,
          reason: "also-in-row",
          expected: "each bike once",
          got: `also in row ${row}`,
          hint: "Keep one of the two rows",
        },
      ];
    };
    const unique = UNIQUE_COLUMNS.flatMap((column) => {
      const normal = normals.get(column);
      return normal === undefined ? [] : tell(column, inFile.firstRowOf(column, normal));
    });
    return [
      ...unique,
      ...subject.serials.flatMap((serial) => tell(serial.column, inFile.firstRowOfSerial(serial))),
    ];
  },
};
