import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import { seedOem } from "@/lib/db/testing/two-oems";
import { isFileFirst } from "./is-file-first";

let suite: TestDatabase;
let batchId: string;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  ({ batchId } = await seedOem(suite.owner, "first"));
});
afterAll(() => suite.close());

const due = async (changes: number): Promise<void> => {
  await suite.owner.execute(sql`delete from bike_numbers_due`);
  await suite.owner.execute(sql`
    insert into bike_numbers_due (bike_id) select 'FIRST-1' from generate_series(1, ${changes}::int)`);
};
const work = (until: string) =>
  suite.owner.execute(sql`
    update batches set state = 'working', claimed_until = now() + ${until}::interval where id = ${batchId}`);

describe("numbers of very many bikes wait", () => {
  it("for a file that is being worked on", async () => {
    await due(300);
    expect(await isFileFirst(suite.db)).toBe(false);
    await work("10 seconds");
    expect(await isFileFirst(suite.db)).toBe(true);
  });

  it("but not for one that nobody works on any more", async () => {
    await work("-1 second");
    expect(await isFileFirst(suite.db)).toBe(false);
  });

  it("and those of a few bikes for nothing", async () => {
    await work("10 seconds");
    await due(5);
    expect(await isFileFirst(suite.db)).toBe(false);
  });
});
