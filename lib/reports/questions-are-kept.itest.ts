import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { listAudit } from "@/lib/audit/list-audit";
import { askEvidence } from "./ask-evidence";
import { askQuestion } from "./ask-question";
import { listAskedQuestions } from "./list-asked-questions";
import { signPurpose } from "./sign-purpose";
import { signaturesOf } from "./signatures-of";
import { openReportsSuite, type ReportsSuite } from "./testing/reports-suite";

let world: ReportsSuite;
beforeAll(async () => {
  world = await openReportsSuite(inject("environment"));
});
afterAll(() => world.suite.close());

const question: Parameters<typeof askQuestion>[1] = {
  definition: "energy-and-range",
  purpose: "product-research",
  from: "2026-10-01",
  to: "2026-10-28",
  groupings: ["model", "temperature"],
  compares: true,
  use: "page",
};
const stores = () => world.suite.stores;
const keptRows = async () =>
  (
    await world.suite.owner.execute<{ rows: number }>(sql`select count(*)::int as rows from report_queries`)
  )[0]?.rows;

describe("a question for figures", () => {
  it("is answered to nobody who has not signed its purpose, and then nothing is kept", async () => {
    expect(await askQuestion(world.ana, question, stores())).toBeNull();
    await signPurpose(world.ana, { purpose: "battery-research", task: "Ageing of packs" }, stores());
    expect(await askQuestion(world.ana, question, stores())).toBeNull();
    expect(await keptRows()).toBe(0);
  });

  it("is kept with who, what and what for, and seen by the privacy officer", async () => {
    const { untilMs } = await signPurpose(
      world.ana,
      { purpose: "product-research", task: "Range of the Trekker" },
      stores(),
    );
    expect(Math.abs(untilMs - Date.now() - 12 * 3_600_000)).toBeLessThan(60_000);
    const asked = await askQuestion(world.ana, question, stores());
    expect(asked).toMatchObject({ ...question, task: "Range of the Trekker", signedUntilMs: untilMs });
    const { questions } = await listAskedQuestions(world.paul, { person: "ana" }, stores());
    expect(questions).toEqual([
      expect.objectContaining({
        ...{ definition: "energy-and-range", purpose: "product-research", task: "Range of the Trekker" },
        ...{ from_day: "2026-10-01", to_day: "2026-10-28", groupings: ["model", "temperature"] },
        ...{ compares: true, use: "page", name: "Ana" },
      }),
    ]);
  });

  it("is not answered under another's signature, nor under one that is over", async () => {
    expect(await askQuestion(world.ben, question, stores())).toBeNull();
    await world.suite.owner.execute(sql`
      insert into report_signatures (user_id, purpose, task, signed_at, ends_at)
      values (${world.ben.id}, 'product-research', 'over', now() - interval '13 hours', now() - interval '1 hour')`);
    expect(await askQuestion(world.ben, question, stores())).toBeNull();
    expect(await signaturesOf(world.ben, stores())).toEqual([]);
    expect((await signaturesOf(world.ana, stores())).map(({ purpose }) => purpose)).toEqual([
      "battery-research",
      "product-research",
    ]);
  });

  it("is for analysts of the maker, and the list for privacy officers", async () => {
    for (const other of [world.paul, world.olga, world.fleetAnalyst]) {
      await expect(askQuestion(other, question, stores())).rejects.toThrow("Expected role analyst");
      const signing = signPurpose(other, { purpose: "product-research", task: "looking" }, stores());
      await expect(signing).rejects.toThrow("Expected role analyst");
    }
    await expect(listAskedQuestions(world.ana, {}, stores())).rejects.toThrow("Expected role privacy");
  });

  it("is narrowed by purpose, report and time, and older ones are asked with a number", async () => {
    for (let at = 0; at < 3; at += 1)
      await askQuestion(world.ana, { ...question, definition: "usage" }, stores());
    const list = (input: Parameters<typeof listAskedQuestions>[1]) =>
      listAskedQuestions(world.paul, input, stores());
    expect((await list({ definition: "usage" })).questions).toHaveLength(3);
    expect((await list({ purpose: "range-model" })).questions).toHaveLength(0);
    expect((await list({ fromMs: Date.now() + 60_000 })).questions).toHaveLength(0);
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, before: first.olderThan ?? undefined });
    expect([...first.questions, ...rest.questions].map(({ definition }) => definition)).toEqual([
      ...["usage", "usage", "usage", "energy-and-range"],
    ]);
    expect(rest.olderThan).toBeNull();
  });
});

it("evidence is asked for once until it is there", async () => {
  const asked = await askQuestion(world.ana, { ...question, use: "evidence" }, stores());
  if (asked === null) throw new Error("not signed");
  const blocks = [
    { grain: "day", block: "2026-10-01" },
    { grain: "week", block: "2026-W41" },
  ] as const;
  expect(await askEvidence(world.ana, asked, [...blocks], stores())).toBe(2);
  expect(await askEvidence(world.ana, asked, [...blocks], stores())).toBe(0);
  await world.suite.owner.execute(sql`update evidence_requests set answered_at = now() where grain = 'day'`);
  expect(await askEvidence(world.ana, asked, [...blocks], stores())).toBe(1);
  await expect(askEvidence(world.paul, asked, [...blocks], stores())).rejects.toThrow(
    "Expected role analyst",
  );
});

describe("what is kept", () => {
  it.each([
    sql`update report_queries set definition = 'other'`,
    sql`delete from report_queries`,
    sql`truncate report_queries`,
    sql`update report_signatures set task = 'other'`,
    sql`delete from report_signatures`,
  ])("is changed or removed by nobody, the owner included", async (change) => {
    const refused = (fault: unknown) =>
      fault instanceof Error && fault.cause instanceof Error ? fault.cause.message : String(fault);
    await expect(
      world.suite.owner.execute(change).catch((fault) => Promise.reject(refused(fault))),
    ).rejects.toMatch(/added, never changed|cannot truncate/);
    await expect(
      world.suite.db.execute(change).catch((fault) => Promise.reject(refused(fault))),
    ).rejects.toMatch(/permission denied/);
  });

  it("says when by the database's clock, and whose by the signature", async () => {
    const signature = sql`(select min(id) from report_signatures where user_id = ${world.ana.id}::uuid and purpose = 'product-research')`;
    const columns = sql`signature_id, user_id, purpose, definition, from_day, to_day, groupings, compares, use`;
    const rest = sql`'usage', '2026-10-01', '2026-10-02', '{}', false, 'page'`;
    const writes = [
      sql`insert into report_queries (${columns}, asked_at) select ${signature}, ${world.ana.id}::uuid, 'product-research', ${rest}, now()`,
      sql`insert into report_queries (${columns}) select ${signature}, ${world.ben.id}::uuid, 'product-research', ${rest}`,
      sql`insert into report_queries (${columns}) select ${signature}, ${world.ana.id}::uuid, 'range-model', ${rest}`,
      sql`insert into report_signatures (user_id, purpose, task, ends_at) values (${world.ana.id}, 'range-model', 'forever', '2100-01-01')`,
    ];
    for (const write of writes) await expect(world.suite.db.execute(write)).rejects.toThrow();
  });

  it("has the signature in the chained audit as well", async () => {
    const admin = { kind: "console", command: "test" } as const;
    const { entries } = await listAudit(admin, { verb: "sign-purpose" }, world.suite.db);
    expect(entries.map(({ reason }) => reason)).toEqual(["Range of the Trekker", "Ageing of packs"]);
  });
});
