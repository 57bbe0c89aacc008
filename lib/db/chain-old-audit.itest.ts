import { expect, inject, it } from "vitest";
import { verifyChain } from "@/lib/audit/verify-chain";
import { openDatabase } from "./client";
import { migrate } from "./migrate";
import { installationOf } from "./testing/installation-of";

it("chains the audit of an installation that is brought up to date, and stays append-only", async () => {
  const ownerUrl = inject("environment").SLIPSTREAM_DATABASE_OWNER_URL ?? "";
  const { url, old, end } = await installationOf(ownerUrl, "old_audit", 3);
  const { db, close } = openDatabase(url);
  try {
    await old`select nextval(pg_get_serial_sequence('audit', 'id'))`;
    await old`insert into audit (actor, verb, subject, reason, details)
      select 'console:test', 'v', 's:' || n, case when n % 2 = 0 then 'why ' || n end, jsonb_build_object('n', n)
      from generate_series(1, 20) n`;
    await migrate(url);
    await old`insert into audit (actor, verb, subject) values ('console:test', 'v', 's:21')`;
    expect(await verifyChain({ kind: "console", command: "test" }, db)).toMatchObject({
      kind: "whole",
      entries: 21,
    });
    expect((await old`select id from audit order by id desc limit 1`)[0]).toEqual({ id: "22" });
    await expect(old`update audit set actor = 'x'`).rejects.toThrow("added, never changed");
  } finally {
    await close();
    await end();
  }
});
