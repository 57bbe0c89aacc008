import type { MasterData } from "@/lib/audit/as-author";
import type { Database } from "@/lib/db/client";
import type { Trust } from "@/lib/domain/master-data";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { importFacts } from "../import-facts";
import { listLegacyFiles } from "../list-legacy-files";
import { rowsOf, seedModelsOf, stateOfBikes, steward } from "./legacy-suite";

type Values = Partial<Record<ColumnKey, string>>;
export interface LegacyFile {
  readonly of: number;
  readonly trust: Trust;
  readonly rows: readonly Values[];
}

export const bikeRow = (bike_id: string, frame_number: string, more: Values = {}): Values => ({
  bike_id,
  frame_number,
  model: "T1",
  ...more,
});
/** Files of three OEMs that name the same bikes: alike sure, surer, by parts, by number only, and with each other's parts. */
export const FILES: readonly LegacyFile[] = [
  {
    of: 0,
    trust: "list",
    rows: [
      bikeRow("A", "F-1", { fnuci: "1", motor_serial: "M-1", module_serial: "I-1" }),
      bikeRow("B", "F-2", { motor_serial: "M-2" }),
      bikeRow("C", "F-3", { battery_serial: "P-3" }),
      bikeRow("N", "F-9", { display_serial: "D-1", remote_serial: "R-9" }),
      { frame_number: "F-9", battery_serial: "P-9", motor_part: "MP-1" },
    ],
  },
  {
    of: 1,
    trust: "list",
    rows: [
      bikeRow("A", "F-1", { fnuci: "1", motor_serial: "M-1", display_serial: "D-2" }),
      bikeRow("B", "F-8", { motor_serial: "M-2", firmware: "4.1" }),
      bikeRow("S", "F-3", { battery_serial: "P-3", remote_serial: "R-9" }),
    ],
  },
  {
    of: 2,
    trust: "list",
    rows: [bikeRow("A", "F-7", { fnuci: "2" }), { bike_id: "N", remote_serial: "R-1" }],
  },
  {
    of: 1,
    trust: "seen",
    rows: [bikeRow("B", "F-8"), { fnuci: "1", display_serial: "D-1" }, { bike_id: "C", motor_serial: "M-1" }],
  },
  {
    of: 2,
    trust: "system",
    rows: [bikeRow("C", "F-5", { model: "T2" }), { bike_id: "D", frame_number: "F-6", motor_serial: "M-2" }],
  },
  {
    of: 0,
    trust: "told",
    rows: [
      bikeRow("P", "F-0", { battery_serial: "P-9", remote_serial: "R-9" }),
      { bike_id: "D", model: "T1" },
      bikeRow("D", "F-4"),
      { battery_serial: "P-3", fnuci: "3" },
    ],
  },
];

/** What is the same in every run. */
const SHARED: ReadonlySet<string> = new Set(["model", "firmware", "produced_on"]);

/** Three OEMs whose files name bikes that no other run has. */
export interface SeveralOems {
  readonly prefix: string;
  readonly oems: readonly string[];
  /** @returns the id of the file. */
  send(file: LegacyFile): Promise<string>;
  /** All that is stored, the same for all runs. */
  state(): Promise<unknown>;
}

/** For suites: a world of its own. @param run makes numbers that no other run has. */
export async function severalOems(
  { owner, db, stores }: { owner: Database; db: Database; stores: MasterData },
  run: number,
): Promise<SeveralOems> {
  const prefix = `R${String(run).padStart(4, "0")}`;
  const oems = await Promise.all(
    ["North", "South", "East"].map((name, at) =>
      seedModelsOf(
        owner,
        `00000000-000${at}-4000-8000-${String(run).padStart(12, "0")}`,
        `${name} ${prefix}`,
      ),
    ),
  );
  const own = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => {
        if (key === "fnuci") return [key, `${prefix}FNU0${value}`.slice(-10)];
        return [key, SHARED.has(key) ? value : `${prefix}-${value}`];
      }),
    );
  return {
    prefix,
    oems,
    async send({ of, trust, rows }) {
      const oemId = oems[of] ?? "";
      await importFacts(
        steward,
        { oemId, fileName: "old.csv", source: `list of ${of}`, trust },
        rowsOf(...rows.map(own)),
        stores,
      );
      const { files } = await listLegacyFiles(steward, { oemId, limit: 1 }, stores);
      return files[0]?.id ?? "";
    },
    async state() {
      let text = JSON.stringify(await stateOfBikes(db, `${prefix}-`)).replaceAll(prefix, "X");
      for (const [at, id] of oems.entries()) text = text.replaceAll(id, `oem ${at}`);
      return JSON.parse(text);
    },
  };
}
