import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import type { AppError } from "@/lib/errors";
import { closeCase } from "./cases/close-case";
import { listCases } from "./cases/list-cases";
import { openCase } from "./cases/open-case";
import { decideCorrection } from "./corrections/decide-correction";
import { listCorrections } from "./corrections/list-corrections";
import { proposeCorrection } from "./corrections/propose-correction";
import { getBikeRecord } from "./get-bike-record";
import { getBikeStory } from "./get-bike-story";
import { type BikesCast, openBikesCast } from "./testing/bikes-cast";

let suite: BikesCast["suite"];
let oemId: BikesCast["oemId"];
let oem: BikesCast["oem"];
let other: BikesCast["other"];
let support: BikesCast["support"];
let steward: BikesCast["steward"];
let privacy: BikesCast["privacy"];
beforeAll(async () => {
  ({ suite, oemId, oem, other, support, steward, privacy } = await openBikesCast(inject("environment")));
});
afterAll(() => suite.close());

const reason = "as was told";
const stores = () => suite.stores;
const coded = (code: string, words = "") => ({ code, message: expect.stringContaining(words) });

describe("a correction", () => {
  const propose = (bikeId: BikeId, field: string, proposed: string, author = support) =>
    proposeCorrection(author, { bikeId, field, proposed, evidence: "photo of the frame" }, stores());
  const decide = (author: UserActor, id: number, decision: "approve" | "decline" = "approve") =>
    decideCorrection(author, { id, decision, reason }, stores());

  it("that is approved changes the bike, once", async () => {
    const bikeId = await suite.bike("VC-1", oemId);
    const { id } = await propose(bikeId, "frame_number", "AR 26-10482");
    await expect(propose(bikeId, "frame_number", "AR 26-10483")).rejects.toMatchObject(
      coded("conflict", "waiting"),
    );
    expect((await listCorrections(oem, {}, stores())).corrections.map((one) => one.id)).toContain(id);
    await decide(oem, id);
    expect((await getBikeRecord(oem, bikeId, stores()))?.identifiers[0]?.value).toBe("AR 26-10482");
    expect(await suite.entity(bikeId)).toMatchObject({ version: 2, frame_number: "AR 26-10482" });
    for (const author of [oem, steward])
      await expect(decide(author, id, "decline")).rejects.toMatchObject(
        coded("conflict", "approved already"),
      );
  });

  it("decided on by two at once is decided by one", async () => {
    const bikeId = await suite.bike("VC-2", oemId);
    const { id } = await propose(bikeId, "firmware", "4.2.1");
    const answers = await Promise.allSettled([decide(oem, id), decide(steward, id, "decline")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("that is declined leaves the bike as it is", async () => {
    const bikeId = await suite.bike("VC-3", oemId);
    const { id } = await propose(bikeId, "fnuci", "bc4x8h2m9k");
    await decide(steward, id, "decline");
    const record = await getBikeRecord(support, bikeId, stores());
    expect(record?.identifiers.map(({ key }) => key)).toEqual(["frame_number"]);
    expect(record?.corrections).toMatchObject([
      { state: "declined", proposed: "BC4X8H2M9K", decisionReason: reason },
    ]);
  });

  it("is held to the form of what it corrects, to what was there, and to what others have", async () => {
    const [a, b] = [await suite.bike("VC-4", oemId), await suite.bike("VC-5", oemId)];
    for (const [field, text] of [
      ["imei", "356938035643808"],
      ["iccid", "8944"],
      ["fnuci", "SHORT"],
      ["produced_on", "2026-13-01"],
      ["bike_id", "VC-9"],
      ["version", "3"],
      ["frame_number", "EN 14764"],
      ["frame_number", "unbekannt"],
      ["model", "NOPE"],
    ] as const)
      await expect(propose(a, field, text)).rejects.toMatchObject(coded("invalid"));
    const first = await propose(a, "imei", "356938035643809");
    const second = await propose(b, "imei", "35-693803-564380-9");
    await decide(oem, first.id);
    await expect(decide(oem, second.id)).rejects.toMatchObject(
      coded("conflict", "Another bike has this IMEI"),
    );
    const stale = await propose(a, "firmware", "2.0");
    await suite.owner.execute(sql`update bikes set firmware = '1.9' where bike_id = ${a}`);
    await expect(decide(oem, stale.id)).rejects.toMatchObject(coded("conflict", "expected none, found 1.9"));
    await suite.owner.execute(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm,
        report_every_s, frame_pattern)
      values (${oemId}, 'M2', 'Cargo 750', 'cargo', 'G1', 750, 'M7', 700, 900, 'AR26-\\d{4}')`);
    await decide(oem, (await propose(b, "model", "m2")).id);
    await expect(propose(b, "frame_number", "AR26-O001")).rejects.toMatchObject(
      coded("invalid", "Frame number: expected AR26-0001, got letter O"),
    );
    await decide(oem, (await propose(b, "frame_number", "AR26-0001")).id);
  });

  it("is proposed by support and decided on by the bike's OEM, and nobody else's", async () => {
    const bikeId = await suite.bike("VC-6", oemId);
    await expect(propose(bikeId, "firmware", "1.0", oem)).rejects.toMatchObject(coded("forbidden"));
    const { id } = await propose(bikeId, "firmware", "1.0");
    await expect(decide(support, id)).rejects.toMatchObject(coded("forbidden"));
    const asked = async (number: number) =>
      decide(other, number).catch((fault: AppError) => [fault.code, fault.message]);
    expect(await asked(id)).toEqual(await asked(999_999));
    expect((await listCorrections(other, {}, stores())).corrections).toEqual([]);
  });
});

describe("a case", () => {
  const open = (bikeId: BikeId) =>
    openCase(support, { bikeId, reason: "battery", note: "caller 1" }, stores());

  it("is closed once, by one of two at once, and the story says by whom and how it ended", async () => {
    const bikeId = await suite.bike("VK-1", oemId);
    const { id } = await open(bikeId);
    const close = (author: UserActor, how: string) => closeCase(author, { id, reason: how }, stores());
    const answers = await Promise.allSettled([close(support, "new battery"), close(support, "new battery")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(close(steward, "closed again")).rejects.toMatchObject(coded("conflict", "already"));
    const cases = (await getBikeStory(support, bikeId, stores()))?.filter(({ kind }) => kind === "case");
    expect(cases?.map(({ text, by, reason: why }) => [text, by, why])).toEqual([
      ["Case closed: battery", "The support", "new battery"],
      ["Case opened: battery", "The support", "caller 1"],
    ]);
    const [entry] = await suite.owner.execute(
      sql`select actor, verb, reason from audit where subject = ${`bike:${bikeId}`} and verb = 'close-case'`,
    );
    expect(entry).toEqual({ actor: `user:${support.id}`, verb: "close-case", reason: "new battery" });
  });

  it("of a bike that nobody registered is listed and closed as well", async () => {
    const bikeId = BikeId.parse("VK-NOBODY");
    const { id } = await open(bikeId);
    expect(await listCases(support, bikeId, stores())).toMatchObject([{ id, closedAtMs: null }]);
    await closeCase(support, { id, reason }, stores());
    expect((await listCases(support, bikeId, stores()))[0]?.closedAtMs).toBeGreaterThan(0);
  });

  it("is the maker's support's to close, and nobody else's", async () => {
    const { id } = await open(await suite.bike("VK-2", oemId));
    for (const author of [oem, privacy]) {
      await expect(closeCase(author, { id, reason }, stores())).rejects.toMatchObject(coded("forbidden"));
      await expect(listCases(author, "VK-2", stores())).rejects.toMatchObject(coded("forbidden"));
    }
    await expect(closeCase(support, { id: 1e9, reason }, stores())).rejects.toMatchObject(coded("not-found"));
    await expect(closeCase(support, { id, reason: "no" }, stores())).rejects.toMatchObject(coded("invalid"));
  });
});
