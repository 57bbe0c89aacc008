import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import { changedBetween, digestsOf } from "@/lib/db/testing/walk/digests";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { importFile } from "./import-file";
import { listLegacyFiles } from "./list-legacy-files";
import { takeBackFacts } from "./take-back-facts";
import { seedMaker, seedModels, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

const fileOf = (rows: string[][]) =>
  new Uint8Array(
    writeCsv({ header: ["Telemetry id", "Frame number", "Model", "Motor serial", "Colour"], rows }),
  );
const audited = async () => (await suite.owner.execute(sql`select count(*)::int as n from audit`))[0];

/** What work answers, after it was seen that it left nothing behind. */
async function leavingNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = { rows: await digestsOf(suite.owner), audit: await audited() };
  const answer = await work();
  expect(changedBetween(before.rows, await digestsOf(suite.owner))).toEqual([]);
  expect(await audited()).toEqual(before.audit);
  return answer;
}

describe("a dry run", () => {
  it("of a file leaves no trace, and answers what the file answers", async () => {
    const oemId = await seedModels(suite.owner, "Tried");
    const said = { oemId, fileName: "old.csv", source: "old list", trust: "list" } as const;
    await importFile(steward, { ...said, bytes: fileOf([["TR-A", "TRF1", "T1", "TRM1", ""]]) }, suite.stores);
    const file = {
      ...said,
      trust: "seen",
      bytes: fileOf([
        ["TR-A", "TRF2", "", "", "red"],
        ["TR-B", "TRF1", "T2", "TRM1", "blue"],
        ["TR-C", "?", "T9", "", ""],
        ["", "TRF7", "", "TRM7", ""],
      ]),
    } as const;
    const tried = await leavingNothing(() => importFile(steward, { ...file, dryRun: true }, suite.stores));
    expect(tried).toMatchObject({
      outcomes: { "new-bike": 1, contradicts: 1, waits: 2 },
      unread: ["Colour"],
      changes: {
        counts: { newBikes: 1, changedBikes: 1, movedBikes: 0, componentsIn: 1, componentsOut: 1 },
        named: [
          { bikeId: "TR-A", field: "Frame number", was: "TRF1", becomes: "TRF2" },
          { bikeId: "TR-A", field: "Motor serial", was: "TRM1", becomes: null },
          { bikeId: "TR-B", field: "Organisation", was: null, becomes: "Tried" },
          { bikeId: "TR-B", field: "Model", was: null, becomes: "T2" },
          { bikeId: "TR-B", field: "Frame number", was: null, becomes: "TRF1" },
          { bikeId: "TR-B", field: "Motor serial", was: null, becomes: "TRM1" },
        ],
      },
    });
    expect(await importFile(steward, file, suite.stores)).toEqual(tried);
  });

  it("of taking a file back leaves no trace, and answers what taking it back answers", async () => {
    const oemId = await seedModels(suite.owner, "Tried back");
    const said = { oemId, fileName: "old.csv", source: "old list", trust: "list" } as const;
    await importFile(steward, { ...said, bytes: fileOf([["TB-A", "TBF1", "T1", "TBM1", ""]]) }, suite.stores);
    const { files } = await listLegacyFiles(steward, { oemId }, suite.stores);
    const fileId = files[0]?.id ?? "";
    const tried = await leavingNothing(() => takeBackFacts(steward, { fileId, dryRun: true }, suite.stores));
    expect(tried).toEqual({
      ...{ statements: 1, alsoSaid: 0, opened: 0, closed: 0 },
      changes: {
        counts: {
          ...{ newBikes: 0, changedBikes: 0, movedBikes: 0 },
          ...{ withdrawnBikes: 1, componentsIn: 0, componentsOut: 1 },
        },
        named: [
          { bikeId: "TB-A", field: "Registration", was: "registered", becomes: "withdrawn" },
          { bikeId: "TB-A", field: "Motor serial", was: "TBM1", becomes: null },
        ],
      },
    });
    const done = await takeBackFacts(steward, { fileId, reason: "it was a wrong file" }, suite.stores);
    expect(done).toEqual(tried);
  });

  it("that is refused says so in the same words", async () => {
    const fileId = "6f1c1f7e-0000-4000-8000-0000000000ff";
    await expect(
      leavingNothing(() => takeBackFacts(steward, { fileId, dryRun: true }, suite.stores)),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(takeBackFacts(steward, { fileId, reason: "no" }, suite.stores)).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
