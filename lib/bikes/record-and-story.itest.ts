import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import { withdrawBatch } from "@/lib/registration/withdraw-batch";
import { assignFleet } from "./assign-fleet";
import { openCase } from "./cases/open-case";
import { decideCorrection } from "./corrections/decide-correction";
import { proposeCorrection } from "./corrections/propose-correction";
import { getActivation } from "./get-activation";
import { getBikeRecord } from "./get-bike-record";
import { getBikeStory } from "./get-bike-story";
import { listLocationOpenings } from "./list-location-openings";
import { reinstateBike } from "./reinstate-bike";
import { swapComponent } from "./swap-component";
import { type BikesCast, openBikesCast } from "./testing/bikes-cast";
import { EPOCH_MS, hour } from "./testing/bikes-suite";
import { withdrawBike } from "./withdraw-bike";

let suite: BikesCast["suite"];
let oemId: BikesCast["oemId"];
let fleets: BikesCast["fleets"];
let oem: BikesCast["oem"];
let other: BikesCast["other"];
let support: BikesCast["support"];
let steward: BikesCast["steward"];
let privacy: BikesCast["privacy"];
beforeAll(async () => {
  ({ suite, oemId, fleets, oem, other, support, steward, privacy } = await openBikesCast(
    inject("environment"),
  ));
});
afterAll(() => suite.close());

const reason = "as was told";
const at = (hours: number) => EPOCH_MS + hours * 3_600_000;
const stores = () => suite.stores;
const coded = (code: string, words = "") => ({ code, message: expect.stringContaining(words) });

describe("the record and story of a bike", () => {
  it("tell what happened, newest first, to each as far as they may know", async () => {
    const bikeId = await suite.bike("VS-1", oemId, { motor: "VS-M1", battery: "VS-B1" });
    await assignFleet(steward, { bikeId, fleetId: fleets[0], reason }, stores());
    await swapComponent(
      oem,
      { bikeId, kind: "motor", serial: "VS-M2", at: hour(6), reason: "motor was loud" },
      stores(),
    );
    await openCase(support, { bikeId, reason: "motor", note: "caller 4711" }, stores());
    await suite.owner.execute(
      sql`insert into location_reasons (user_id, bike_id, reason) values (${support.id}, ${bikeId}, 'stolen, case 4711')`,
    );
    const told = async (who: UserActor) =>
      (await getBikeStory(who, bikeId, stores()))?.map(({ text }) => text);
    const common = [
      "Registered as Trekker 625 of Veloform",
      "Motor VS-M1 replaced by VS-M2",
      "In the fleet of Ried",
      "Battery VS-B1 built in",
      "Motor VS-M1 built in",
    ];
    expect((await told(oem))?.toSorted()).toEqual(common.toSorted());
    expect((await told(steward))?.toSorted()).toEqual([...common, "Case opened: motor"].toSorted());
    expect((await told(support))?.slice(0, 2)).toEqual([
      "Positions opened for 60 minutes",
      "Case opened: motor",
    ]);
    const swap = (await getBikeStory(support, bikeId, stores()))?.find(({ text }) =>
      text.includes("replaced"),
    );
    expect(swap).toMatchObject({ atMs: at(6), by: "The oem", reason: "motor was loud" });
    expect(await getBikeStory(other, bikeId, stores())).toBeNull();
    expect(await getBikeRecord(other, bikeId, stores())).toBeNull();
    expect(await getBikeRecord(oem, "VS-NONE", stores())).toBeNull();
    await expect(getBikeRecord(privacy, bikeId, stores())).rejects.toMatchObject(coded("forbidden"));
  });
});

describe("the story of a bike that was changed with others", () => {
  const told = async (who: UserActor, bikeId: BikeId) =>
    (await getBikeStory(who, bikeId, stores()))?.filter(({ kind }) => kind === "change") ?? [];

  it("tells its withdrawal with a file, with whoever withdrew it", async () => {
    const bikeId = await suite.bike("VT-1", oemId, { motor: "VT-M1" });
    const [batch] = await suite.owner.execute<{ id: string }>(sql`
      with plant as (insert into plants (oem_id, code, name) values (${oemId}, 'P1', 'Plant') returning id)
      insert into batches (oem_id, plant_id, kind, state, file_name, file_hash, columns, created_by)
      select ${oemId}, id, 'registration', 'done', 'week.csv', 'x', '{}', 'test' from plant returning id`);
    await suite.owner.execute(sql`update component_periods p set entered_at = b.registered_at from bikes b
      where b.bike_id = ${bikeId} and p.bike_id = b.bike_id`);
    await suite.owner.execute(sql`update bikes set batch_id = ${batch?.id} where bike_id = ${bikeId}`);
    await withdrawBatch(oem, { batchId: batch?.id ?? "", reason: "wrong plant" }, stores());
    expect(await told(support, bikeId)).toMatchObject([
      { text: "Withdrawn with all bikes of its file", by: "The oem", reason: "wrong plant" },
    ]);
    expect(await told(oem, bikeId)).toMatchObject([{ text: "Withdrawn", by: null, reason: null }]);
    await reinstateBike(oem, { bikeId, reason }, stores());
    await withdrawBike(oem, { bikeId, reason: "again" }, stores());
    expect((await told(support, bikeId)).map(({ text }) => text)).toEqual([
      "Withdrawn",
      "Registered again",
      "Withdrawn with all bikes of its file",
    ]);
  });

  it("tells what contradictions of old data changed, what was merged into it, and numbers that it had", async () => {
    const [a, b] = [await suite.bike("VT-2", oemId), await suite.bike("VT-3", oemId)];
    await suite.owner.execute(sql`
      update bikes set withdrawn_at = ${hour(3)}, merged_into = ${a} where bike_id = ${b}`);
    await suite.owner.execute(sql`
      insert into contradictions (oem_id, kind, bike_ids, details, fingerprint, decision, reason, decided_by, decided_at)
      values (${oemId}, 'one-bike-two-values', array[${a}], '{"fact": "frame_number"}', 'f1', 'take', 'seen on the bike',
        ${`user:${steward.id}`}, ${hour(2)})`);
    await suite.owner.execute(
      sql`update bikes set frame_number = 'F 9', frame_normal = 'F9' where bike_id = ${a}`,
    );
    for (const who of [support, oem])
      expect((await told(who, a)).map(({ text, reason: why }) => [text, why])).toEqual([
        ["Frame number changed from F-VT-2 to F 9", null],
        ["VT-3 was found to be this bike", null],
        ["Old data contradicted each other on the frame number: another value was taken", "seen on the bike"],
      ]);
    expect((await told(oem, b)).map(({ text }) => text)).toEqual(["Found to be VT-2"]);
  });

  it("tells with which firmware it was registered, whatever was corrected since", async () => {
    const bikeId = BikeId.parse("VT-4");
    await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal, firmware)
      select ${bikeId}, oem_id, model_id, 'F-VT-4', 'FVT4', '4.1' from bikes where bike_id = 'VT-2'`);
    const correction = { bikeId, field: "firmware", proposed: "4.2", evidence: "read from the bike" };
    const { id } = await proposeCorrection(support, correction, stores());
    await decideCorrection(oem, { id, decision: "approve", reason }, stores());
    await swapComponent(oem, { bikeId, kind: "display", serial: "VT-D1", firmware: "1.7", reason }, stores());
    const story = (await getBikeStory(support, bikeId, stores()))?.map(({ text }) => text) ?? [];
    expect(story).toContain("Registered as Trekker 625 of Veloform, firmware 4.1");
    expect(story).toContain("Firmware corrected from 4.1 to 4.2");
    expect(story).toContain("Display VT-D1 put in, firmware 1.7");
  });
});

describe("openings of positions", () => {
  it("are listed for privacy officers by bike, person and time, and for nobody else", async () => {
    await suite.owner.execute(sql`
      insert into location_reasons (user_id, bike_id, reason, stated_at)
      values (${support.id}, 'VL-1', 'an old one', ${hour(1)}::timestamptz), (${steward.id}, 'VL-1', 'odd', now())`);
    const list = async (filter: Parameters<typeof listLocationOpenings>[1]) =>
      (await listLocationOpenings(privacy, filter, stores())).openings.map((one) => one.reason);
    expect(await list({ bike: "vl-1" })).toEqual(["odd", "an old one"]);
    expect(await list({ bike: "VL-1", person: "suppo" })).toEqual(["an old one"]);
    expect(await list({ bike: "VL-1", fromMs: at(5) })).toEqual(["odd"]);
    expect(await list({ bike: "VL-1", person: "%" })).toEqual([]);
    expect(await listLocationOpenings(privacy, { bike: "VL-1", limit: 1, skip: 1 }, stores())).toMatchObject({
      total: 2,
    });
    await expect(listLocationOpenings(support, {}, stores())).rejects.toMatchObject(coded("forbidden"));
  });
});

describe("whether a bike can be used", () => {
  const ask = (who: UserActor, identifier: string) => getActivation(who, identifier, stores());

  it("is told by any number of it", async () => {
    const bikeId = await suite.bike("VA-1", oemId, { module: "VA-T-1" });
    await suite.owner.execute(
      sql`update bikes set imei = '490154203237518', fnuci = 'BC4X8H2M9Z' where bike_id = ${bikeId}`,
    );
    for (const text of ["va-1", "F-VA-1", "f va1", "490154 203237518", "BC4X8H2M9Z", "va t1"])
      expect([text, await ask(oem, text)]).toEqual([text, { usable: true, bikeId, reasons: [] }]);
  });

  it("is told of bikes of others in the words of none", async () => {
    await suite.bike("VA-2", oemId);
    expect(await ask(other, "VA-2")).toEqual(await ask(other, "VA-NONE"));
    expect(await ask(other, "VA-2")).toMatchObject({
      usable: false,
      bikeId: null,
      reasons: [{ code: "not-registered" }],
    });
    const client = {
      ...{ id: "c", name: "c", organisationId: oemId, organisationKind: "oem" as const },
      ...{ scopes: ["read" as const], sources: [], bikeIds: [], bikePrefixes: ["VA-9"] },
    };
    expect(await getActivation({ kind: "api-client", client }, "VA-2", stores())).toEqual(
      await ask(other, "VA-NONE"),
    );
  });

  it("says why not: withdrawn, merged, or one of several", async () => {
    const [a, b] = [await suite.bike("VA-3", oemId), await suite.bike("VA-4", oemId)];
    await withdrawBike(oem, { bikeId: a, reason }, stores());
    expect(await ask(oem, "F-VA-3")).toMatchObject({
      usable: false,
      bikeId: a,
      reasons: [{ code: "withdrawn" }],
    });
    await suite.owner.execute(sql`update bikes set merged_into = ${b} where bike_id = ${a}`);
    expect((await ask(oem, a)).reasons).toMatchObject([{ code: "merged", what_to_do: "Use VA-4." }]);
    const twin = await suite.bike("VA-5", other.organisation.id);
    await suite.owner.execute(sql`update bikes set frame_normal = 'FVA4' where bike_id = ${twin}`);
    expect(await ask(support, "F-VA-4")).toMatchObject({ usable: false, reasons: [{ code: "ambiguous" }] });
    expect(await ask(oem, "F-VA-4")).toMatchObject({ usable: true, bikeId: b });
    await suite.owner.execute(sql`update bike_models set retired_at = now() where oem_id = ${oemId}`);
    expect(await ask(oem, b)).toMatchObject({ usable: true, reasons: [{ code: "model-retired" }] });
    await suite.owner.execute(sql`update bike_models set retired_at = null where oem_id = ${oemId}`);
  });
});
