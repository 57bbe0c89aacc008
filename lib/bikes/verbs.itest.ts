import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import { assignFleet } from "./assign-fleet";
import { endAssignment } from "./end-assignment";
import { getBikeRecord } from "./get-bike-record";
import { listRiderOrganisations } from "./list-rider-organisations";
import { reinstateBike } from "./reinstate-bike";
import { swapComponent } from "./swap-component";
import { type BikesCast, openBikesCast } from "./testing/bikes-cast";
import { EPOCH_MS, hour } from "./testing/bikes-suite";
import { transferBike } from "./transfer-bike";
import { voidPeriod } from "./void-period";
import { withdrawBike } from "./withdraw-bike";

let suite: BikesCast["suite"];
let oemId: BikesCast["oemId"];
let fleets: BikesCast["fleets"];
let oem: BikesCast["oem"];
let other: BikesCast["other"];
let support: BikesCast["support"];
let steward: BikesCast["steward"];
beforeAll(async () => {
  ({ suite, oemId, fleets, oem, other, support, steward } = await openBikesCast(inject("environment")));
});
afterAll(() => suite.close());

const reason = "as was told";
const at = (hours: number) => EPOCH_MS + hours * 3_600_000;
const stores = () => suite.stores;
const coded = (code: string, words = "") => ({ code, message: expect.stringContaining(words) });

describe("the fleet of a bike", () => {
  const assign = (bikeId: BikeId, fleet: 0 | 1, more: { from?: string; to?: string } = {}) =>
    assignFleet(steward, { bikeId, fleetId: fleets[fleet], reason, ...more }, stores());

  it("is first since ever, then until the next, and its entity says so", async () => {
    const bikeId = await suite.bike("VF-1", oemId);
    await assign(bikeId, 0);
    await assign(bikeId, 1, { from: hour(4) });
    expect((await suite.entity(bikeId)).assignments).toEqual([
      { fleet_id: fleets[0], fleet_name: "Ried", from: null, to: at(4) },
      { fleet_id: fleets[1], fleet_name: "Rheintal", from: at(4), to: null },
    ]);
    await expect(assign(bikeId, 1)).rejects.toMatchObject(coded("conflict", "already"));
    await expect(assign(bikeId, 0, { from: hour(4) })).rejects.toMatchObject(
      coded("conflict", "very moment"),
    );
    await endAssignment(steward, { bikeId, at: hour(9), reason }, stores());
    expect((await suite.entity(bikeId)).assignments[1]?.to).toBe(at(9));
    await expect(endAssignment(steward, { bikeId, at: hour(10), reason }, stores())).rejects.toMatchObject(
      coded("conflict", "in no fleet"),
    );
  });

  it("told late stays until the next that was told; one with an end beyond that is refused", async () => {
    const bikeId = await suite.bike("VF-2", oemId);
    await assign(bikeId, 1, { from: hour(8) });
    await expect(assign(bikeId, 0, { from: hour(2), to: hour(9) })).rejects.toMatchObject(
      coded("conflict", "within"),
    );
    await assign(bikeId, 0, { from: hour(2) });
    expect((await suite.entity(bikeId)).assignments.map(({ from, to }) => [from, to])).toEqual([
      [at(2), at(8)],
      [at(8), null],
    ]);
  });

  it("given twice at once is one fleet's", async () => {
    const bikeId = await suite.bike("VF-3", oemId);
    const answers = await Promise.allSettled([
      assign(bikeId, 0, { from: hour(1) }),
      assign(bikeId, 1, { from: hour(1) }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await suite.entity(bikeId)).assignments).toHaveLength(1);
  });

  it("is not the OEM's to say", async () => {
    const input = { bikeId: BikeId.parse("VF-1"), fleetId: fleets[0], reason };
    await expect(assignFleet(oem, input, stores())).rejects.toMatchObject(coded("forbidden"));
    await expect(assignFleet(steward, { ...input, fleetId: oemId }, stores())).rejects.toMatchObject(
      coded("not-found", "fleet"),
    );
  });
});

describe("the owner of a bike", () => {
  it("changes from a moment on, and the one before stays in its history", async () => {
    const bikeId = await suite.bike("VO-1", oemId);
    const transfer = (reference: string, from: string) =>
      transferBike(support, { bikeId, organisationId: fleets[0], reference, from, reason }, stores());
    await transfer("rider-1", hour(1));
    await transfer("rider-2", hour(5));
    await expect(transfer("rider-2", hour(6))).rejects.toMatchObject(coded("conflict", "already"));
    const owners = async (who: UserActor) =>
      (await getBikeRecord(who, bikeId, stores()))?.owners.map(({ reference, fromMs, toMs }) => [
        reference,
        fromMs,
        toMs,
      ]);
    expect(await owners(support)).toEqual([
      ["rider-2", at(5), null],
      ["rider-1", at(1), at(5)],
    ]);
    expect(await owners(oem)).toEqual([
      [null, at(5), null],
      [null, at(1), at(5)],
    ]);
  });

  it("is one rider however their name was typed, which has no character that nobody sees", async () => {
    const bikeId = await suite.bike("VO-2", oemId);
    const transfer = (reference: string, from: string) =>
      transferBike(support, { bikeId, organisationId: fleets[0], reference, from, reason }, stores());
    await transfer("Zoe\u0308", hour(1));
    await expect(transfer("Zo\u00eb", hour(5))).rejects.toMatchObject(coded("conflict", "already"));
    await expect(transfer("Zo\u00eb\u200b", hour(6))).rejects.toMatchObject(coded("invalid", "reference"));
  });
});

describe("organisations that riders may be of", () => {
  it("are those that are open, told to whoever may say whose a bike is", async () => {
    const closed = await suite.organisation("Gone", "fleet");
    await suite.owner.execute(sql`update organisations set closed_at = now() where id = ${closed}`);
    const names = (await listRiderOrganisations(support, stores())).map(({ name }) => name);
    expect(names).toEqual(["Kargon", "Maker", "Rheintal", "Ried", "Veloform"]);
    await expect(listRiderOrganisations(oem, stores())).rejects.toMatchObject(coded("forbidden"));
  });
});

describe("a bike that is withdrawn", () => {
  it("leaves its numbers and components to others, and comes back with them where they are free", async () => {
    const bikeId = await suite.bike("VW-1", oemId, { motor: "VW-M1" });
    const next = await suite.bike("VW-2", oemId);
    await withdrawBike(oem, { bikeId, reason }, stores());
    expect(await suite.entity(bikeId)).toMatchObject({ version: 2, withdrawn: true });
    await expect(withdrawBike(oem, { bikeId, reason }, stores())).rejects.toMatchObject(
      coded("conflict", "already"),
    );
    await reinstateBike(oem, { bikeId, reason }, stores());
    expect(await suite.periods(bikeId, "motor")).toEqual(["VW-M1 [ever, now)"]);
    expect((await suite.entity(bikeId)).withdrawn).toBeUndefined();
    await withdrawBike(oem, { bikeId, reason }, stores());
    await swapComponent(oem, { bikeId: next, kind: "motor", serial: "VW-M1", reason }, stores());
    await expect(reinstateBike(oem, { bikeId, reason }, stores())).rejects.toMatchObject(
      coded("conflict", "was in another bike"),
    );
  });

  it("gets back its fleet and owner with its components, and nothing that was voided before", async () => {
    const bikeId = await suite.bike("VW-4", oemId, { module: "VW-T4" });
    await assignFleet(steward, { bikeId, fleetId: fleets[0], reason }, stores());
    const owner = { organisationId: fleets[0], reference: "rider-w", from: hour(1) };
    await transferBike(steward, { bikeId, reason, ...owner }, stores());
    const before = await getBikeRecord(steward, bikeId, stores());
    await withdrawBike(oem, { bikeId, reason }, stores());
    expect((await suite.entity(bikeId)).assignments).toEqual([]);
    const held = await suite.owner.execute(sql`
      select bike_id from fleet_assignments where bike_id = ${bikeId} and voided_at is null
      union all select bike_id from ownership_periods where bike_id = ${bikeId} and voided_at is null`);
    expect([...held]).toEqual([]);
    await reinstateBike(oem, { bikeId, reason }, stores());
    expect(await getBikeRecord(steward, bikeId, stores())).toEqual(before);
    expect((await suite.entity(bikeId)).assignments).toHaveLength(1);
  });

  it("is published with the bike whose module came into it while the withdrawal waited", async () => {
    const [a, b] = [
      await suite.bike("VW-5", oemId, { module: "VW-T5" }),
      await suite.bike("VW-6", oemId, { module: "VW-T6" }),
    ];
    let withdrawn: Promise<void> | undefined;
    await suite.owner.transaction(async (transaction) => {
      await transaction.execute(
        sql`select from bikes where bike_id in (${a}, ${b}) order by bike_id for update`,
      );
      withdrawn = withdrawBike(oem, { bikeId: b, reason }, stores());
      await expect
        .poll(async () => {
          const [row] = await suite.owner.execute<{ n: string }>(
            sql`select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return Number(row?.n);
        })
        .toBe(1);
      await transaction.execute(
        sql`update component_periods set valid_to = ${hour(2)} where bike_id in (${a}, ${b})`,
      );
      await transaction.execute(sql`
        insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from)
        select oem_id, (select id from components where serial = 'VW-T5'), bike_id, seq, 'module', ${hour(2)}
        from bikes where bike_id = ${b}`);
      await transaction.execute(sql`update bikes set version = version + 1 where bike_id in (${a}, ${b})`);
      await transaction.execute(sql`select write_entities(array[${a}, ${b}])`);
    });
    await withdrawn;
    expect(await suite.entity(b)).toMatchObject({ withdrawn: true });
    expect(await suite.entity(a)).toMatchObject({ version: 3 });
    expect(await suite.entity(a)).not.toHaveProperty("readings_out");
  });

  it("is not found by others", async () => {
    const bikeId = await suite.bike("VW-3", oemId);
    for (const verb of [withdrawBike, reinstateBike])
      await expect(verb(other, { bikeId, reason }, stores())).rejects.toMatchObject(coded("not-found"));
  });
});

describe("a period that was entered by mistake", () => {
  it("counts no more, stays in the record, and is voided once", async () => {
    const bikeId = await suite.bike("VP-1", oemId, { motor: "VP-M1", module: "VP-T1" });
    const record = await getBikeRecord(oem, bikeId, stores());
    const id = record?.components.find(({ kind }) => kind === "module")?.id ?? 0;
    const input = { bikeId, what: "component" as const, id, reason };
    await expect(voidPeriod(other, input, stores())).rejects.toMatchObject(coded("not-found"));
    await expect(voidPeriod(oem, { ...input, what: "fleet" }, stores())).rejects.toMatchObject(
      coded("forbidden"),
    );
    await expect(voidPeriod(oem, { ...input, id: 1e9 }, stores())).rejects.toMatchObject(coded("not-found"));
    await voidPeriod(oem, input, stores());
    await expect(voidPeriod(oem, input, stores())).rejects.toMatchObject(coded("conflict", "already"));
    expect(await suite.periods(bikeId, "module")).toEqual([]);
    const after = await getBikeRecord(oem, bikeId, stores());
    expect(after?.components.find(({ kind }) => kind === "module")?.voidedAtMs).toBeGreaterThan(0);
    expect((await suite.entity(bikeId)).version).toBe(2);
  });
});
