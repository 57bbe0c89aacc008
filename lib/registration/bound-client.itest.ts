import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { createClient } from "@/lib/clients/create-client";
import { clientById } from "@/lib/clients/find-client";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { listBatchFindings } from "./list-batch-findings";
import { registerChecked } from "./register-checked";
import { registerRows } from "./register-rows";
import { makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { MADE_COLUMNS } from "./testing/right-row";
import { type SeededWorld, seedWorld } from "./testing/seed-world";
import { uploadFile } from "./upload-file";

const console: Author = { kind: "console", command: "test" };
const file = makeFile({ seed: 81, rows: 6, errors: 0 });
const rows = file.rows.map((row) =>
  Object.fromEntries(row.map((text, at) => [MADE_COLUMNS[at] ?? "", text])),
);
const ids = rows.map((row) => row.bike_id ?? "");
const [own = "", next = "", ...others] = ids;

let suite: RegistrationSuite;
let world: SeededWorld;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
  world = await seedWorld(suite.owner, "Bound", file);
});
afterAll(() => suite.close());

/** A client of the OEM that registers, by its key's bindings. */
async function boundTo(...bikes: string[]): Promise<Author> {
  const input = { name: "plant", organisation: "Bound", scopes: ["register" as const], bikes };
  const { id } = await createClient(console, input, suite.owner);
  const client = await clientById(id, suite.owner);
  if (client === null) throw new Error("no client");
  return { kind: "api-client", client };
}

const asked = (expected: string, got: string) => ({
  column: "bike_id",
  reason: "not-allowed",
  severity: "error",
  expected,
  got,
});

describe("a client that is bound to bikes", () => {
  it.each(["dry-run", "registration"] as const)("registers these only, by rows: %s", async (kind) => {
    const author = await boundTo(own, next);
    const { results } = await registerRows(author, { plant: "P1", kind, rows }, suite.stores);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      "registered",
      "registered",
      ...others.map(() => "failed"),
    ]);
    expect(results.flatMap(({ findings }) => findings)).toMatchObject(
      others.map((id) => asked(`one of ${own}, ${next}`, id)),
    );
  });

  it.each(["dry-run", "registration"] as const)("registers these only, by a file: %s", async (kind) => {
    const author = await boundTo(`${own.slice(0, -1)}*`, "DCU-*");
    const fits = (id: string) => id.startsWith(own.slice(0, -1));
    const upload = { plantId: "P1", fileName: "week.csv", bytes: writeCsv(file), kind };
    const id = await uploadFile(author, upload, suite.stores);
    const batch = await suite.ended(author, id);
    expect(batch).toMatchObject({ state: "done", failed: ids.filter((each) => !fits(each)).length });
    const listed = await listBatchFindings(author, { batchId: id, page: 1 }, suite.stores);
    expect(listed.rows.flatMap(({ findings }) => findings)).toMatchObject(
      ids.filter((each) => !fits(each)).map((each) => asked(`one of ${own.slice(0, -1)}*, DCU-*`, each)),
    );
  });

  it("registers these only of a file that somebody else had checked", async () => {
    const upload = { plantId: world.plantId, fileName: "week.csv", bytes: writeCsv(file) };
    const checked = await uploadFile(world.author, { ...upload, kind: "dry-run" }, suite.stores);
    expect(await suite.ended(world.author, checked)).toMatchObject({ failed: 0 });
    const author = await boundTo("DCU-*");
    const id = await registerChecked(author, { batchId: checked }, suite.stores);
    expect(await suite.ended(author, id)).toMatchObject({ registered: 0, unchanged: 0, failed: ids.length });
  });

  it("is told nothing of whether another bike is registered with these values", async () => {
    await registerRows(world.author, { plant: world.plantId, kind: "registration", rows }, suite.stores);
    const author = await boundTo("DCU-*");
    const { results } = await registerRows(author, { plant: "P1", kind: "dry-run", rows }, suite.stores);
    expect(results.map(({ outcome }) => outcome)).toEqual(ids.map(() => "failed"));
    expect(results.flatMap(({ findings }) => findings.map(({ reason }) => reason))).toEqual(
      ids.map(() => "not-allowed"),
    );
  });
});

it("people of the OEM register all bikes", async () => {
  const more = makeFile({ seed: 82, rows: 3, errors: 0 });
  const of = await seedWorld(suite.owner, "Free", more);
  expect(await suite.send(of, more)).toMatchObject({ registered: 3, failed: 0 });
});
