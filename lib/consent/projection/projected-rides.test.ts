import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONSENT_DECISIONS, PURPOSES } from "@/lib/domain/consent";
import type { RideDocument } from "@/lib/domain/ride-document";
import type { ConsentEvent } from "../consent-at";
import { aRide } from "../testing/a-ride";
import type { Basis } from "./counts-for";
import { differingDocuments, type KeptDocument } from "./differing-documents";
import { judgedRides, projectedRides, rideDays } from "./projected-rides";
import { type HistoryStep, someHistory } from "./testing/histories.arbitrary";
import { naiveProjection, type RawHistory } from "./testing/naive-projection";

const MINUTE = 60_000;
const ZONE = "Europe/Berlin";
const BIKE = "LI-000001";
/** Hours before clocks go back. */
const BEGIN = Date.parse("2025-10-25T18:00:00Z");
/** Marks of a bike come together. */
const STEPS_AT_ONCE = 6;
const riderName = (at: number) => `rider-${at}`;
const keyOf = (position: number) => createHash("sha256").update(`grant ${position}`).digest();

type RawEntries = RawHistory["entries"][number][];

/** Plays steps, and tells after each of them what was recorded until then. */
function* played(steps: readonly HistoryStep[]) {
  let now = BEGIN;
  const entries: RawEntries = [];
  let owners: { since: number; rider: string | null }[] = [];
  const uploads: RawHistory["uploads"][number][] = [];
  let rides: (RawHistory["rides"][number] & { readonly distance: number })[] = [];
  for (const step of steps) {
    now += step.after * MINUTE;
    if (step.kind === "consent") {
      const decision = CONSENT_DECISIONS[step.decision] ?? "granted";
      const shift = (decision === "granted" ? step.shift : -step.shift) * MINUTE;
      const purpose = PURPOSES[step.purpose] ?? "range-model";
      const entry = { position: entries.length + 1, rider: riderName(step.rider), purpose, decision };
      entries.push({ ...entry, effective: now + shift });
    } else if (step.kind === "owner") {
      const since = now - step.since * MINUTE;
      const rider = step.rider === null ? null : riderName(step.rider);
      owners = [...owners.filter((owner) => owner.since < since), { since, rider }];
    } else if (step.kind === "upload") {
      const last = now - step.ago * MINUTE;
      uploads.push({ rider: riderName(step.rider), first: last - step.minutes * MINUTE, last });
    } else if (step.kind === "ride") {
      const end = now - step.ago * MINUTE;
      const start = end - step.minutes * MINUTE;
      // A bike is on one ride at a time.
      if (rides.some((ride) => ride.start <= end && start <= ride.end)) continue;
      const cells = [...new Set(step.cells)].map((cell) => `470${cell}:1`);
      const metres = cells.map((_, at) => 100 + at);
      rides.push({ start, end, cells, metres, revision: 1, distance: 1_000 });
    } else if (step.kind === "ride-gone") rides = rides.filter((_, at) => at !== step.which);
    else
      rides = rides.map((ride, at) =>
        at === step.which ? { ...ride, revision: ride.revision + 1, distance: ride.distance + 1 } : ride,
      );
    const owning = owners.map((owner, at) => ({ ...owner, until: owners[at + 1]?.since ?? null }));
    yield { entries: [...entries], owners: [...owners], owning, uploads: [...uploads], rides: [...rides] };
  }
}
type Recorded = ReturnType<typeof played> extends Generator<infer T> ? T : never;

const basisOf = ({ entries, owning, uploads }: Recorded): Basis => ({
  ownership: owning.flatMap(({ rider, since, until }) =>
    rider === null ? [] : [{ riderId: rider, fromMs: since, toMs: until }],
  ),
  attributions: uploads.map(({ rider, first, last }) => ({ riderId: rider, fromMs: first, toMs: last })),
  erased: [],
  consent: new Map(
    [0, 1, 2].map((at) => [
      riderName(at),
      entries
        .filter(({ rider }) => rider === riderName(at))
        .map(
          ({ position, purpose, decision, effective }): ConsentEvent => ({
            ...{ position, purpose, effectiveAtMs: effective },
            decision: decision === "granted" ? "granted" : "withdrawn",
          }),
        )
        .toReversed(),
    ]),
  ),
});

const rideOf = ({ start, end, cells, metres, revision, distance }: Recorded["rides"][number]): RideDocument =>
  aRide(BIKE, start, end, {
    ...{ cells: [...cells], cells_m: [...metres], revision, distance_m: distance },
    ...{ start_cell: cells.at(0) ?? null, end_cell: cells.at(-1) ?? null },
  });

function projected(recorded: Recorded) {
  const judged = judgedRides(recorded.rides.map(rideOf), basisOf(recorded), ZONE);
  const keys = new Map(recorded.entries.map(({ position }) => [position, keyOf(position)]));
  const bike = { bikeId: BIKE, entityVersion: 1, position: recorded.entries.length };
  return { documents: projectedRides(bike, judged, keys), days: rideDays(judged) };
}

const naive = (recorded: Recorded) =>
  naiveProjection({ ...recorded, bike: BIKE, purposes: PURPOSES, keyOf, zone: ZONE });

/** What the naive way says of a document, of the product's. */
const comparable = (documents: ReturnType<typeof projected>["documents"]) =>
  Object.fromEntries(
    [...documents].map(([id, document]) => {
      const { purpose, rider, bike, regranted, day, hour, start, end, start_cell, end_cell, cells, cells_m } =
        document;
      return [
        id,
        {
          ...{ purpose, rider, bike, regranted, day, hour, start, end, start_cell, end_cell, cells, cells_m },
          revision: document.ride_revision,
        },
      ];
    }),
  );

const comparableDays = (days: ReturnType<typeof rideDays>) =>
  Object.fromEntries(
    days.map(({ purpose, day, ...counts }) => [
      `${purpose} ${day}`,
      Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ]),
  );

describe("the projection of a bike", () => {
  it("is what the rule says word by word, for 1,000 random histories", () => {
    let [counted, out] = [0, 0];
    fc.assert(
      fc.property(someHistory, (steps) => {
        const store = new Map<string, KeptDocument>();
        const history = [...played(steps)];
        const last = history.at(-1);
        if (!last) return;
        for (const recorded of history.filter((each, at) => at % STEPS_AT_ONCE === 0 || each === last)) {
          const { documents } = projected(recorded);
          // What is kept is changed step by step, and never made as a whole.
          const changes = differingDocuments([...store.values()], documents);
          for (const { id } of changes.removed) store.delete(id);
          for (const { id, document } of [
            ...changes.made,
            ...changes.changed.map(({ kept, document }) => ({ id: kept.id, document })),
          ])
            store.set(id, { id, seqNo: 0, primaryTerm: 1, document });
        }
        const wanted = naive(last);
        const { days } = projected(last);
        expect(comparable(new Map([...store].map(([id, { document }]) => [id, document])))).toEqual(
          wanted.documents,
        );
        expect(comparableDays(days)).toEqual(wanted.days);
        counted += store.size;
        out += days.reduce((sum, day) => sum + day.noRider + day.noConsent + day.withdrawn, 0);
      }),
      { numRuns: 1_000 },
    );
    // Enough of both for this to say something.
    expect(counted).toBeGreaterThan(1_000);
    expect(out).toBeGreaterThan(5_000);
  }, 120_000);

  it("names no bike, no rider and no exact moment", () => {
    const recorded = { entries: [], owners: [], owning: [], uploads: [], rides: [] };
    const start = BEGIN + 7 * MINUTE + 11_000;
    const ride = { start, end: start + 20 * MINUTE, cells: ["1:1"], metres: [1], revision: 1, distance: 1 };
    const grant = { rider: "rider-0", purpose: "range-model", decision: "granted", effective: BEGIN };
    const { documents } = projected({
      ...recorded,
      entries: [{ position: 1, ...grant }],
      owning: [{ since: BEGIN - 1, rider: "rider-0", until: null }],
      rides: [ride],
    });
    expect(documents.size).toBe(1);
    const text = JSON.stringify([...documents]);
    for (const told of [BIKE, "rider-0", String(start), String(start + 20 * MINUTE)])
      expect(text).not.toContain(told);
  });
});
