import { z } from "zod";
import { countedParts } from "@/lib/domain/attribution";
import type { Names } from "@/lib/domain/names";
import { Registration } from "@/lib/domain/registration";
import { RIDE_VERSION, type RideDocument } from "@/lib/domain/ride-document";
import type { RideMark } from "@/lib/domain/ride-mark";
import { windowsOf } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { readByIds } from "@/lib/es/read-by-id";
import { refreshIndices } from "@/lib/es/refresh-index";
import { createSearch, type Search } from "@/lib/es/search";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { readSamples, type Windows } from "@/lib/rides/bike-samples";
import { contentOf } from "@/lib/rides/content-of";
import { differingRides, type RideChanges } from "@/lib/rides/differing-rides";
import { findRidesAround, type IntervalsOf } from "@/lib/rides/find-rides-around";
import { readingWeeks } from "@/lib/rides/reading-weeks";
import type { Interval } from "@/lib/rides/region";
import { findSilent, isEver } from "./find-silent";
import { type Change, groupsOf, inPieces, LONG_MS } from "./interval-groups";
import { type Claim, RideHeads } from "./ride-heads";
import { markMessage } from "./ride-marks";
import { RideStore } from "./ride-store";
import type { MarkedBike } from "./waiting-marks";

const DAY_MS = 86_400_000;
/** Rides may reach so far around what changed. */
const AROUND_MS = 3 * DAY_MS;

const State = z.object({ registration: Registration.optional() });

/** A bike that is worked on, as its state tells it at the beginning. */
interface Work {
  readonly bike: MarkedBike;
  readonly claim: Claim;
  readonly registration: Registration | null;
}

export interface BuiltRides {
  /** Rides written and taken away. */
  readonly written: number;
  readonly superseded: number;
  /** Marks of bikes in which modules of these report. */
  readonly passedOn: readonly OutgoingMessage[];
}

/**
 * Makes rides what the stored readings say: exactly those that changed are replaced. Whoever is overtaken by another
 * finds that out at the end, and begins anew; so that what is kept in the end is what the last one found.
 */
export class RideBuilder {
  private readonly store: RideStore;
  private readonly heads: RideHeads;
  private readonly search: Search;

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly serviceEpochMs: number,
    private readonly nowMs: () => number,
  ) {
    this.store = new RideStore(es, names.rides);
    this.heads = new RideHeads(es, names.rides);
    this.search = createSearch(es, names);
  }

  /** Bikes of which nothing is to be made. @throws BulkFault by the class of what was answered. */
  silent(bikes: readonly MarkedBike[]): Promise<Set<string>> {
    return findSilent(this.es, this.names, bikes);
  }

  /**
   * Lets `build` see all readings that were stored before this was called, of these bikes' marks.
   * @throws BulkFault by the class of what was answered; to be called again then.
   */
  async refresh(bikes: readonly MarkedBike[]): Promise<void> {
    if (bikes.length === 0) return;
    const existing = await this.windows();
    const touched = new Set<string>();
    for (const { marks } of bikes)
      for (const mark of marks) {
        const { fromMs, toMs } = this.boundsOf(mark);
        for (const { name } of windowsOf(fromMs - AROUND_MS, toMs + AROUND_MS))
          for (const { index } of existing.get(name) ?? []) touched.add(index);
      }
    if (touched.size > 0) await refreshIndices(this.es, [...touched]);
  }

  /** @throws BulkFault by the class of what was answered; to be called again then. */
  async build(bikes: readonly MarkedBike[]): Promise<BuiltRides> {
    let [written, superseded] = [0, 0];
    const passedOn: OutgoingMessage[] = [];
    for (let open = bikes; open.length > 0; ) {
      const works = await this.begin(open);
      await refreshIndices(this.es, [this.names.rides]);
      const whole = new Map<string, string | null>();
      const changes: Change[] = [];
      for (const work of works) {
        const { intervals, registered } = await this.changesOf(work);
        if (registered !== undefined) whole.set(work.bike.bikeId, registered);
        changes.push(...intervals.map((interval) => ({ bikeId: work.bike.bikeId, interval })));
        passedOn.push(...passedOnBy(work));
      }
      const workOf = new Map(works.map((work) => [work.bike.bikeId, work]));
      // After the claim: whoever claimed before may have read what was made since an earlier look.
      const windows = await this.windows();
      for (const group of groupsOf(changes)) {
        const replaced = await this.replace(group, workOf, windows);
        written += replaced.written.length;
        superseded += replaced.superseded.length;
      }
      const held = await this.heads.confirm(
        works.map(({ claim }) => claim),
        whole,
      );
      open = works.flatMap(({ bike }) => (held.has(bike.bikeId) ? [] : [bike]));
    }
    return { written, superseded, passedOn };
  }

  /** Claims bikes, and only then reads by what master data their rides are to be. */
  private async begin(bikes: readonly MarkedBike[]): Promise<Work[]> {
    const ids = bikes.map(({ bikeId }) => bikeId);
    const claims = await this.heads.claim(ids);
    const claimOf = new Map(claims.map((claim) => [claim.bikeId, claim]));
    const registrations = await this.registrationsOf(ids);
    return bikes.flatMap((bike, at) => {
      const claim = claimOf.get(bike.bikeId);
      return claim ? [{ bike, claim, registration: registrations[at] ?? null }] : [];
    });
  }

  private async registrationsOf(ids: readonly string[]): Promise<(Registration | null)[]> {
    const found = await readByIds(this.es, this.names.state, ids, ["registration"]);
    return found.map((state) => State.parse(state?.source ?? {}).registration ?? null);
  }

  /** When a bike's rides may have changed; and by what master data all of them are computed, where that changes. */
  private async changesOf({ bike, claim, registration }: Work) {
    const registered = registeredText(registration);
    const parts = countedParts(registration, bike.bikeId);
    let isWhole = false;
    const intervals: Interval[] = [];
    for (const mark of bike.marks) {
      if (isEver(mark) && claim.registered === registered) continue;
      if (isEver(mark)) isWhole = true;
      const interval = this.boundsOf(mark);
      if (interval.toMs - interval.fromMs <= LONG_MS) intervals.push(interval);
      else {
        intervals.push(...(await readingWeeks(this.search, parts, interval)));
        intervals.push(...(await this.store.weeks(bike.bikeId, interval)));
      }
    }
    // Some rides by one registration and some by another are by none: the next change computes all of them.
    const isMixed = intervals.length > 0 && claim.registered !== null && claim.registered !== registered;
    return { intervals: inPieces(intervals), registered: isWhole ? registered : isMixed ? null : undefined };
  }

  private async replace(
    group: IntervalsOf,
    works: ReadonlyMap<string, Work>,
    windows: Windows,
  ): Promise<RideChanges> {
    const registrationOf = (bikeId: string) => works.get(bikeId)?.registration ?? null;
    const partsOf = (bikeId: string) => countedParts(registrationOf(bikeId), bikeId);
    const found = await findRidesAround(group, (wanted) =>
      readSamples(this.es, this.names, windows, partsOf, wanted),
    );
    const known = [...found].filter(([bikeId]) => works.get(bikeId)?.claim.claims !== 1);
    const kept = await this.store.kept(new Map(known.map(([bikeId, { regions }]) => [bikeId, regions])));
    const written: RideDocument[] = [];
    const superseded: RideDocument[] = [];
    for (const [bikeId, { rides }] of found) {
      const contents = rides.map((ride) => contentOf(bikeId, ride, registrationOf(bikeId)));
      const changes = differingRides(kept.get(bikeId) ?? [], contents);
      written.push(...changes.written);
      superseded.push(...changes.superseded);
    }
    await this.store.replace({ written, superseded });
    return { written, superseded };
  }

  private windows(): Promise<Windows> {
    return listGenerations(this.es, this.names.windowPrefix);
  }

  private boundsOf({ from, to }: RideMark): Interval {
    return {
      fromMs: Math.max(from ?? this.serviceEpochMs, this.serviceEpochMs),
      toMs: Math.min(to ?? Number.POSITIVE_INFINITY, this.nowMs() + DAY_MS),
    };
  }
}

/** What a bike's rides depend on beside its readings: how they are made, and what of its master data. */
function registeredText(registration: Registration | null): string {
  if (registration === null) return JSON.stringify([RIDE_VERSION]);
  const { oem_id, model_id, assignments, readings_in = [], readings_out = [] } = registration;
  return JSON.stringify([RIDE_VERSION, oem_id, model_id, assignments, readings_in, readings_out]);
}

/** Readings under a bike's id that its module recorded in others: what is marked of them is marked there. */
function passedOnBy({ bike, registration }: Work): OutgoingMessage[] {
  const out = registration?.readings_out ?? [];
  return bike.marks.flatMap((mark) =>
    mark.passed_on === true
      ? []
      : out.flatMap(({ bike_id, from, to }) => {
          const fromMs = latest(mark.from, from);
          const toMs = earliest(mark.to, to);
          if (fromMs !== null && toMs !== null && fromMs >= toMs) return [];
          return [markMessage(bike_id, { from: fromMs, to: toMs, wait_ms: 0, passed_on: true })];
        }),
  );
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
