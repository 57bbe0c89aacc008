import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { importFile } from "./import-file";
import { listLegacyFiles } from "./list-legacy-files";
import { takeBackFacts } from "./take-back-facts";
import { seedMaker, seedModels, steward } from "./testing/legacy-suite";
import { longestStretchMs } from "./testing/longest-stretch";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

const ROWS = 5_000;
const COLUMNS = ["Telemetry id", "Frame number", "Model", "Motor serial", "Battery serial", "Module serial"];
const fileOf = (rowOf: (at: number) => string[]) =>
  new Uint8Array(writeCsv({ header: COLUMNS, rows: Array.from({ length: ROWS }, (_, at) => rowOf(at)) }));

describe("a large file of old data", () => {
  it("lets others have their turn all the while", async () => {
    const oemId = await seedModels(suite.owner, "Large");
    const said = { oemId, fileName: "old.csv", trust: "list" } as const;
    const first = fileOf((at) => [`TU-${at}`, `TUF-${at}`, "T1", `TUM-${at}`, `TUB-${at}`, `TUI-${at}`]);
    const other = fileOf((at) => [`TU-${at}`, `TUG-${at}`, "T1", `TUM-${at}`, `TUB-${at + 1}`, ""]);
    // It was more than 600 ms for each of them.
    const longest = await longestStretchMs(() =>
      importFile(steward, { ...said, source: "first list", bytes: first }, suite.stores),
    );
    expect(longest).toBeLessThan(300);
    const again = await longestStretchMs(() =>
      importFile(steward, { ...said, source: "other list", bytes: other }, suite.stores),
    );
    expect(again).toBeLessThan(300);
    const { files } = await listLegacyFiles(steward, { oemId }, suite.stores);
    for (const { id } of files) {
      const back = await longestStretchMs(() =>
        takeBackFacts(steward, { fileId: id, reason: "it was a wrong file" }, suite.stores),
      );
      expect(back).toBeLessThan(300);
    }
  });
});
