import { normalNumber } from "@/lib/domain/bike-number";
import { AppError } from "@/lib/errors";
import type { Cell } from "@/lib/spreadsheet/cell";
import type { SheetRow } from "@/lib/spreadsheet/sheet";
import { parseDate } from "../checks/values/parse-date";
import { normalLabel } from "../columns/normal-label";
import { PRODUCED_KINDS, type ProductionFault, type ProductionRow } from "./production";

const COLUMNS = {
  kind: "Kind",
  plant: "Plant",
  lot: "Lot",
  partNumber: "Part number",
  modelCodes: "Models",
  serial: "Serial number",
  producedOn: "Produced",
} as const;
type ColumnKey = keyof typeof COLUMNS;
const OPTIONAL: ReadonlySet<string> = new Set(["modelCodes", "producedOn"]);

const MAX_CHARACTERS = 64;
const MAX_MODELS = 50;

/** Reads rows under these names of columns. @throws AppError `invalid` where a column is missing or is there twice. */
export function productionReader(
  header: readonly string[],
): (row: SheetRow) => ProductionRow | ProductionFault {
  const at = positionsOf(header);
  return ({ number: row, cells }) => {
    const cell = (key: ColumnKey): Cell | undefined => cells[at.get(key) ?? -1];
    const text = (key: ColumnKey): string => cell(key)?.text.trim() ?? "";
    const fault = (key: ColumnKey, expected: string): ProductionFault => ({
      row,
      fault: `${COLUMNS[key]}: expected ${expected}, got ${text(key) || "nothing"}`,
    });
    for (const key of at.keys()) {
      const kind = cell(key)?.kind;
      if (kind === "scientific" || kind === "error" || kind === "formula")
        return fault(key, "a value as it is written on the component");
      if (text(key) === "" && !OPTIONAL.has(key)) return fault(key, "a value");
      if (key !== "modelCodes" && text(key).length > MAX_CHARACTERS)
        return fault(key, `at most ${MAX_CHARACTERS} characters`);
    }
    const named = text("kind").toLowerCase();
    const kind = PRODUCED_KINDS.find((each) => each === named);
    if (!kind) return fault("kind", PRODUCED_KINDS.join(", "));
    if (normalNumber(text("serial")) === "") return fault("serial", "letters or digits");
    const day = text("producedOn") === "" ? null : parseDate(text("producedOn"));
    if (day !== null && day.kind !== "day") return fault("producedOn", "a day such as 2026-11-02");
    const modelCodes = [
      ...new Set(
        text("modelCodes")
          .split(/[;,|]/)
          .map((code) => code.trim()),
      ),
    ]
      .filter((code) => code !== "")
      .toSorted();
    if (modelCodes.length > MAX_MODELS) return fault("modelCodes", `at most ${MAX_MODELS} models`);
    return {
      row,
      production: {
        kind,
        plant: text("plant"),
        lot: text("lot"),
        partNumber: text("partNumber"),
        modelCodes,
        serial: text("serial"),
        producedOn: day?.iso ?? null,
      },
    };
  };
}

function positionsOf(header: readonly string[]): ReadonlyMap<ColumnKey, number> {
  const names = header.map(normalLabel);
  const at = new Map<ColumnKey, number>();
  for (const key of KEYS) {
    const name = normalLabel(COLUMNS[key]);
    const position = names.indexOf(name);
    if (position !== names.lastIndexOf(name))
      throw new AppError("invalid", `Expected one column ${COLUMNS[key]}, got several.`);
    if (position !== -1) at.set(key, position);
    else if (!OPTIONAL.has(key))
      throw new AppError(
        "invalid",
        `Expected columns ${Object.values(COLUMNS).join(", ")}, got ${header.join(", ")}.`,
      );
  }
  return at;
}

const KEYS = ["kind", "plant", "lot", "partNumber", "modelCodes", "serial", "producedOn"] as const;
