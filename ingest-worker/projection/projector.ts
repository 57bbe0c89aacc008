import type { Basis } from "@/lib/consent/projection/counts-for";
import {
  type DocumentChanges,
  daysOfChanges,
  differingDocuments,
  type KeptDocument,
} from "@/lib/consent/projection/differing-documents";
import { type ChangedDay, markDays, noteDays } from "@/lib/consent/projection/figure-days";
import { grantsToPurge, keysOfBikes, makeKeys, type NeededGrant } from "@/lib/consent/projection/grant-keys";
import { holdBikes, stillHolds } from "@/lib/consent/projection/hold-bikes";
import { keepRideDays } from "@/lib/consent/projection/keep-ride-days";
import {
  type JudgedRide,
  judgedRides,
  projectedRides,
  rideDays,
} from "@/lib/consent/projection/projected-rides";
import { bikePseudonym, type GrantKey } from "@/lib/consent/projection/pseudonyms";
import { type BasisOfBikes, readBasis } from "@/lib/consent/projection/read-basis";
import type { Database } from "@/lib/db/client";
import type { RestatementCause } from "@/lib/domain/figures";
import type { RideDocument } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import { refreshIndices } from "@/lib/es/refresh-index";
import type { ConsentedStore } from "./consented-store";
import { type ChangedInterval, type DaySpan, daysOfChange, momentsOf } from "./days-of-change";
import { readRides } from "./read-rides";

/** A bike of which rides may have changed, or count otherwise. */
export interface ChangedBike {
  readonly bikeId: string;
  readonly intervals: readonly ChangedInterval[];
  readonly causes: readonly RestatementCause[];
}

export interface ProjectorOptions {
  /** Of the login `slipstream_projection`. */
  readonly db: Database;
  readonly es: Elasticsearch;
  readonly rides: string;
  readonly store: ConsentedStore;
  /** Wraps the keys of grants. */
  readonly wrapping: Uint8Array;
  /** Of the reports. */
  readonly zone: string;
}

/** A bike that is worked on. */
interface Work {
  readonly bike: ChangedBike;
  readonly spans: readonly DaySpan[];
  /** Of the grants under which documents of it may be. */
  readonly keys: Map<number, GrantKey>;
}

interface Judged extends Work {
  readonly judged: readonly JudgedRide[];
}

/**
 * Makes consented rides what rides, owners, attributions and the ledger say: exactly the documents that differ are written.
 * Documents are read before what they are made from, so that whoever writes knows at least as much as whoever wrote. Those of
 * grants that a withdrawal ended are left to its purge, whose receipt says how many there were.
 */
export class Projector {
  constructor(private readonly options: ProjectorOptions) {}

  /** @throws BulkFault and faults of the database; nothing is lost, and it is to be called again then. */
  async project(bikes: readonly ChangedBike[]): Promise<void> {
    if (bikes.length > 0) await this.options.db.transaction((held) => this.projectWithin(held, bikes));
  }

  /** The same, as part of a transaction, which must be committed soon. */
  async projectWithin(held: Database, bikes: readonly ChangedBike[]): Promise<void> {
    const ids = bikes.map(({ bikeId }) => bikeId);
    await holdBikes(held, ids);
    const { works, kept } = await this.begin(held, bikes);
    const basis = await readBasis(held, ids);
    const toPurge = await grantsToPurge(
      held,
      works.flatMap(({ keys }) => [...keys.keys()]),
    );
    const rides = await this.readRides(works);
    const judged = works.map((work, at) => this.judge(work, rides[at] ?? [], basis.of(work.bike.bikeId)));
    await this.addKeys(judged);
    const changes = judged.map((work, at) =>
      differingDocuments(withoutThose(toPurge, kept[at] ?? [], work), this.documentsOf(work, basis)),
    );
    await noteDays(
      this.options.db,
      judged.flatMap((work, at) => changedDays(work.bike, daysOfChanges(changes[at] ?? NONE))),
    );
    // Whoever stood still for so long that its locks are gone must not write any more.
    await stillHolds(held);
    await this.options.store.write(together(changes));
    const counted = await keepRideDays(
      held,
      judged.flatMap(({ bike, spans, judged: rides }) => {
        const days = rideDays(rides);
        return spans.map((span) => ({
          ...{ bikeId: bike.bikeId, ...span },
          days: days.filter(({ day }) => isIn(span, day)),
        }));
      }),
    );
    const byBike = new Map(bikes.map((bike) => [bike.bikeId, bike]));
    await markDays(
      held,
      ids.map(subjectOf),
      counted.flatMap((day) => changedDays(byBike.get(day.bikeId), [day])),
    );
  }

  private async begin(held: Database, bikes: readonly ChangedBike[]) {
    const { db: _, store, es, rides, wrapping, zone } = this.options;
    const ids = bikes.map(({ bikeId }) => bikeId);
    const keys = await keysOfBikes(held, ids, wrapping);
    const works = bikes.map(
      (bike): Work => ({
        bike,
        spans: daysOfChange(bike.intervals, zone),
        keys: keys.get(bike.bikeId) ?? new Map(),
      }),
    );
    await refreshIndices(es, [store.index, rides]);
    const known = works.filter((work) => work.keys.size > 0);
    const found = await store.kept(
      known.map(({ bike, spans, keys: own }) => ({
        bikes: [...own.values()].map((key) => bikePseudonym(key, bike.bikeId)),
        spans,
      })),
    );
    const keptOf = new Map(known.map((work, at) => [work, found[at] ?? []]));
    return { works, kept: works.map((work): readonly KeptDocument[] => keptOf.get(work) ?? []) };
  }

  private readRides(works: readonly Work[]): Promise<RideDocument[][]> {
    const { es, rides, zone } = this.options;
    const asked = works.map(({ bike, spans }) => ({
      bikeId: bike.bikeId,
      moments: spans.map((span) => momentsOf(span, zone)),
    }));
    return readRides(es, rides, asked);
  }

  private judge(work: Work, rides: readonly RideDocument[], basis: Basis): Judged {
    return { ...work, judged: judgedRides(rides, basis, this.options.zone) };
  }

  /** Makes keys of grants under which a bike has no documents yet. */
  private async addKeys(works: readonly Judged[]): Promise<void> {
    const needed = works.flatMap(({ bike, keys, judged }) => neededGrants(bike.bikeId, keys, judged));
    if (needed.length === 0) return;
    const made = await makeKeys(this.options.db, needed, this.options.wrapping);
    const keysOf = new Map(works.map(({ bike, keys }) => [bike.bikeId, keys]));
    for (const { bikeId, position } of needed) {
      const key = made.get(position);
      if (key) keysOf.get(bikeId)?.set(position, key);
    }
  }

  private documentsOf({ bike, keys, judged }: Judged, basis: BasisOfBikes) {
    const { bikeId } = bike;
    const { position } = basis;
    return projectedRides({ bikeId, entityVersion: basis.entityVersion(bikeId), position }, judged, keys);
  }
}

const NONE: DocumentChanges = { made: [], changed: [], removed: [] };

const subjectOf = (bikeId: string): string => `bike:${bikeId}`;

function withoutThose(
  grants: ReadonlySet<number>,
  kept: readonly KeptDocument[],
  { bike, keys }: Work,
): readonly KeptDocument[] {
  const own = [...keys].filter(([position]) => grants.has(position));
  const names = new Set(own.map(([, key]) => bikePseudonym(key, bike.bikeId)));
  return names.size === 0 ? kept : kept.filter(({ document }) => !names.has(document.bike));
}

const changedDays = (
  bike: ChangedBike | undefined,
  days: readonly { readonly purpose: string; readonly day: string }[],
): ChangedDay[] =>
  bike === undefined
    ? []
    : [...new Map(days.map(({ purpose, day }) => [`${purpose} ${day}`, { purpose, day }])).values()].map(
        (day) => ({ subject: subjectOf(bike.bikeId), causes: bike.causes, ...day }),
      );

function neededGrants(
  bikeId: string,
  keys: ReadonlyMap<number, GrantKey>,
  judged: readonly JudgedRide[],
): NeededGrant[] {
  const needed = new Map<number, NeededGrant>();
  for (const { purpose, verdict } of judged)
    if (verdict.kind === "counts" && !keys.has(verdict.position))
      needed.set(verdict.position, { bikeId, purpose, ...verdict });
  return [...needed.values()];
}

const together = (changes: readonly DocumentChanges[]): DocumentChanges => ({
  made: changes.flatMap(({ made }) => made),
  changed: changes.flatMap(({ changed }) => changed),
  removed: changes.flatMap(({ removed }) => removed),
});

const isIn = ({ fromDay, toDay }: DaySpan, day: string): boolean =>
  (fromDay === null || fromDay <= day) && (toDay === null || day <= toDay);
