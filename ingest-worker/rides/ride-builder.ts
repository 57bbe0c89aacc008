import { z } from "zod";
import { countedParts } from "@/lib/domain/attribution";
import type { Names } from "@/lib/domain/names";
import { Registration } from "@/lib/domain/registration";
import type { RideMark } from "@/lib/domain/ride-mark";
import { windowsOf } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { readByIds } from "@/lib/es/read-by-id";
import { refreshIndices } from "@/lib/es/refresh-index";
import { createSearch, type Search } from "@/lib/es/search";
import { each, inTurns } from "@/lib/in-turns";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { readSamples, type Windows } from "@/lib/rides/bike-samples";
import { contentOf } from "@/lib/rides/content-of";
import { differingRides, type RideChanges } from "@/lib/rides/differing-rides";
import { type FoundRides, findRidesAround } from "@/lib/rides/find-rides-around";
import type { IntervalsOf } from "@/lib/rides/island";
import { readingWeeks } from "@/lib/rides/reading-weeks";
import { type Interval, joined } from "@/lib/rides/region";
import { changedMessages } from "./changed-messages";
import { findSilent, isEver } from "./find-silent";
import { FoundByBike } from "./found-by-bike";
import { type Change, groupsOf, inPieces, LONG_MS } from "./interval-groups";
import { passedOnBy } from "./passed-on-by";
import { registeredText } from "./registered-text";
import { type Claim, RideHeads } from "./ride-heads";
import { RideStore } from "./ride-store";
import type { MarkedBike } from "./waiting-marks";

const DAY_MS = 86_400_000;
/** Rides may reach so far around what changed. */
const AROUND_MS = 3 * DAY_MS;
/** A bike of which so much lies around what changed, in so many readings, never stands: it is cut by days. */
const ENDLESS_MS = DAY_MS;
const ENDLESS_READINGS = 10_000;

const State = z.object({ registration: Registration.optional() });

/** A bike that is worked on, as its state tells it at the beginning. */
interface Work {
  readonly bike: MarkedBike;
  readonly registration: Registration | null;
  /** Starts of rides that whoever had the bike before may have written, or may write yet, ms since epoch. */
  readonly left: readonly number[];
  claim: Claim;
  /** That were read for it, and the longest time in which rides may have changed together, ms. */
  readings: number;
  longestMs: number;
  /** Somebody else has claimed the bike since: it is worked on anew. */
  isLost: boolean;
}

/** Rides that are written, and of which nothing is told yet. */
export interface BuiltRides {
  readonly works: readonly Work[];
  /** By what rules and master data all rides of a bike are now, where that changed. */
  readonly registered: ReadonlyMap<string, string | null>;
  /** What others are told of the rides that were written and taken away. */
  readonly changed: readonly OutgoingMessage[];
  /** Marks of bikes in which modules of these report. */
  readonly passedOn: readonly OutgoingMessage[];
  /** Whether bikes never stand, of those of which little changed: of others it does not show. */
  readonly endless: ReadonlyMap<string, boolean>;
}

/**
 * Makes rides what the stored readings say: exactly those that changed are replaced. Whoever claims a bike writes or takes
 * away anew what one before it announced and did not close, so that what that one sends later is refused.
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
    /** Of the rules that it knows. */
    private readonly version: number,
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

  /**
   * Writes these bikes' rides; to be closed when others were told of what changed.
   * @throws BulkFault by the class of what was answered; to be called again then.
   */
  async build(bikes: readonly MarkedBike[]): Promise<BuiltRides> {
    const works = await this.begin(bikes);
    await refreshIndices(this.es, [this.names.rides]);
    const { changes, registered } = await this.changesOf(works);
    const workOf = new Map(works.map((work) => [work.bike.bikeId, work]));
    // After the claim: whoever claimed before may have read what was made since an earlier look.
    const windows = await this.windows();
    let found = new FoundByBike();
    for (const group of groupsOf(changes)) {
      found.take(await this.find(group, workOf, windows));
      if (!found.isFull) continue;
      await this.replace(found.byBike, workOf);
      found = new FoundByBike();
    }
    await this.replace(found.byBike, workOf);
    return {
      works,
      registered,
      changed: works.flatMap(({ bike, claim }) => changedMessages(bike.bikeId, claim.open)),
      passedOn: works.flatMap(({ bike, registration }) => passedOnBy(bike, registration)),
      endless: new Map(works.flatMap((work) => this.endlessOf(work))),
    };
  }

  /**
   * Keeps that others know of what was built. Never before they do.
   * @returns bikes that somebody else has claimed meanwhile: to be built anew.
   * @throws BulkFault by the class of what was answered; to be called again then.
   */
  async close({ works, registered }: BuiltRides): Promise<MarkedBike[]> {
    const own = works.flatMap(({ isLost, claim }) => (isLost ? [] : [claim]));
    const held = await this.heads.close(own, registered);
    return works.flatMap(({ bike }) => (held.has(bike.bikeId) ? [] : [bike]));
  }

  /** Claims bikes, and only then reads by what master data their rides are to be. */
  private async begin(bikes: readonly MarkedBike[]): Promise<Work[]> {
    const ids = bikes.map(({ bikeId }) => bikeId);
    const claims = await this.heads.claim(ids);
    const claimOf = new Map(claims.map((claim) => [claim.bikeId, claim]));
    const found = await readByIds(this.es, this.names.state, ids, ["registration"]);
    return bikes.flatMap((bike, at) => {
      const claim = claimOf.get(bike.bikeId);
      if (!claim) return [];
      const { registration = null } = State.parse(found[at]?.source ?? {});
      return [{ bike, registration, claim, left: claim.open, readings: 0, longestMs: 0, isLost: false }];
    });
  }

  /** When rides may have changed; and by what master data all rides of a bike are computed, where that changes. */
  private async changesOf(works: readonly Work[]) {
    const due = works.map((work) => dueOf(work, this.version, (mark) => this.boundsOf(mark)));
    const long = due.flatMap(({ work, intervals }) =>
      intervals.filter(isLong).map((interval) => ({
        ...{ bikeId: work.bike.bikeId, interval },
        parts: countedParts(work.registration, work.bike.bikeId),
      })),
    );
    const ofReadings = await readingWeeks(this.search, long);
    const ofRides = await this.store.weeks(long);
    const weeksOf = new Map<string, Interval[]>();
    for (const [at, { bikeId }] of long.entries())
      weeksOf.set(bikeId, [
        ...(weeksOf.get(bikeId) ?? []),
        ...(ofReadings[at] ?? []),
        ...(ofRides[at] ?? []),
      ]);
    const registered = new Map<string, string | null>();
    const changes = due.flatMap((one): Change[] => {
      const { bikeId } = one.work.bike;
      const short = one.intervals.filter((interval) => !isLong(interval));
      const pieces = inPieces([...short, ...(weeksOf.get(bikeId) ?? [])]);
      if (one.isWhole) registered.set(bikeId, one.registered);
      // Some rides by one registration and some by another are by none: the next change computes all of them.
      else if (one.isOther && pieces.length > 0) registered.set(bikeId, null);
      return pieces.map((interval) => ({ bikeId, interval }));
    });
    return { changes, registered };
  }

  private async find(group: IntervalsOf, works: ReadonlyMap<string, Work>, windows: Windows) {
    const partsOf = (bikeId: string) => countedParts(works.get(bikeId)?.registration ?? null, bikeId);
    const found = await findRidesAround(group, async (wanted, most) => {
      const samples = await readSamples(this.es, this.names, windows, partsOf, wanted, most);
      for (const [bikeId, own] of samples ?? []) {
        const work = works.get(bikeId);
        if (work) work.readings += own.length;
      }
      return samples;
    });
    for (const [bikeId, { regions }] of found) {
      const work = works.get(bikeId);
      if (work) work.longestMs = Math.max(work.longestMs, ...regions.map(lengthOf));
    }
    return found;
  }

  private async replace(
    found: ReadonlyMap<string, FoundRides>,
    works: ReadonlyMap<string, Work>,
  ): Promise<void> {
    const known = [...found].filter(([bikeId]) => works.get(bikeId)?.claim.claims !== 1);
    const kept = await this.store.kept(new Map(known.map(([bikeId, { regions }]) => [bikeId, regions])));
    const compare = ([bikeId, { regions, rides }]: [string, FoundRides]) => {
      const work = works.get(bikeId);
      if (!work || work.isLost) return [];
      const contents = rides.map((ride) => contentOf(bikeId, ride, work.registration));
      const renewed = work.left.filter((startMs) =>
        regions.some(({ fromMs, toMs }) => startMs >= fromMs && startMs < toMs),
      );
      const changes = differingRides(bikeId, kept.get(bikeId) ?? [], contents, renewed);
      return changes.written.length + changes.superseded.length > 0 ? [{ work, changes }] : [];
    };
    await this.write((await inTurns(each(found, compare))).flat());
  }

  /** Announces what differs, and writes it where nobody claimed the bike since. */
  private async write(differing: readonly { readonly work: Work; readonly changes: RideChanges }[]) {
    if (differing.length === 0) return;
    const starts = new Map(
      differing.map(({ work, changes }) => [
        work.bike.bikeId,
        [...changes.written, ...changes.superseded].map(({ start }) => start),
      ]),
    );
    const held = await this.heads.announce(
      differing.map(({ work }) => work.claim),
      starts,
    );
    const own = differing.flatMap(({ work, changes }) => {
      const claim = held.get(work.bike.bikeId);
      if (!claim) work.isLost = true;
      else work.claim = claim;
      return claim ? [changes] : [];
    });
    const claimsOf = new Map([...held].map(([bikeId, { claims }]) => [bikeId, claims]));
    const refused = await this.store.replace(
      {
        written: own.flatMap(({ written }) => written),
        superseded: own.flatMap(({ superseded }) => superseded),
      },
      (bikeId) => claimsOf.get(bikeId) ?? 0,
    );
    for (const { work } of differing) if (refused.has(work.bike.bikeId)) work.isLost = true;
  }

  private endlessOf({ bike, readings, longestMs }: Work): [string, boolean][] {
    const marked = bike.marks.map((mark) => this.boundsOf(mark));
    const markedMs = joined(marked, 0).reduce((sum, interval) => sum + lengthOf(interval), 0);
    if (markedMs >= DAY_MS) return [];
    return [[bike.bikeId, readings > ENDLESS_READINGS && longestMs - markedMs > ENDLESS_MS]];
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

const lengthOf = ({ fromMs, toMs }: Interval): number => toMs - fromMs;

const isLong = ({ fromMs, toMs }: Interval): boolean => toMs - fromMs > LONG_MS;

/** What of a bike is to be looked at, by its marks and what was left of others. */
function dueOf(work: Work, version: number, boundsOf: (mark: RideMark) => Interval) {
  const { registered: before } = work.claim;
  const registered = registeredText(work.registration, version);
  const isOther = before !== null && before !== registered;
  const marks = work.bike.marks.filter((mark) => !isEver(mark) || before !== registered);
  const left = work.left.map((startMs) => ({ fromMs: startMs, toMs: startMs + 1 }));
  return {
    work,
    registered,
    isOther,
    isWhole: marks.some(isEver),
    intervals: [...left, ...marks.map(boundsOf)],
  };
}
