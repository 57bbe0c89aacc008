import { RideDocument, rideIdOf } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import { asBulkFault } from "@/lib/es/request-fault";
import { searchMany } from "@/lib/es/search-many";
import { each, inTurns } from "@/lib/in-turns";
import type { RideChanges } from "@/lib/rides/differing-rides";
import type { IntervalsOf } from "@/lib/rides/island";
import { type Interval, joined } from "@/lib/rides/region";
import { byWeeks, weeksIn } from "@/lib/rides/weeks";
import { partsOf } from "../parts-of";
import { lines, sendLines } from "./send-lines";

const MAX_BYTES = 2_500_000;
const RIDES_PER_PAGE = 1_000;

/** Each may have some hundred weeks; together they may have 65,536. */
const BIKES_PER_SEARCH = 50;

/** The rides in their index. */
export class RideStore {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
  ) {}

  /** Rides that begin in these regions of their bikes, in order, as of the last refresh. */
  async kept(regionsOf: IntervalsOf): Promise<Map<string, RideDocument[]>> {
    const kept = new Map<string, RideDocument[]>([...regionsOf.keys()].map((bikeId) => [bikeId, []]));
    let open = [...regionsOf].map(([bikeId, regions]) => ({ bikeId, body: keptBody(bikeId, regions) }));
    while (open.length > 0) {
      const asked = open.slice(0, BIKES_PER_SEARCH);
      const found = await searchMany(
        this.es,
        "rides-kept",
        this.index,
        asked.map(({ body }) => body),
      );
      const parsed = await inTurns(each(found, (some) => some.map((ride) => RideDocument.parse(ride))));
      const more = asked.flatMap(({ bikeId, body }, at) => {
        const rides = parsed[at] ?? [];
        kept.get(bikeId)?.push(...rides);
        // No two rides of a bike begin at once.
        return rides.length < RIDES_PER_PAGE
          ? []
          : [{ bikeId, body: { ...body, search_after: [rides.at(-1)?.start] } }];
      });
      open = [...more, ...open.slice(asked.length)];
    }
    return kept;
  }

  /** Weeks of intervals in which rides of their bikes begin, one list for each, as of the last refresh. */
  async weeks(
    asked: readonly { readonly bikeId: string; readonly interval: Interval }[],
  ): Promise<Interval[][]> {
    const path = `/${this.index}/_search`;
    const querystring = { allow_partial_search_results: false, filter_path: "aggregations" };
    const found: Interval[][] = [];
    for (const some of partsOf(asked, () => 1, BIKES_PER_SEARCH)) {
      const filters = some.map(({ bikeId, interval }) => ({
        bool: { filter: [{ term: { bike_id: bikeId } }, { term: { kind: "ride" } }, startsIn(interval)] },
      }));
      const query = { bool: { should: filters, minimum_should_match: 1 } };
      const body = { size: 0, track_total_hits: false, query, aggs: byWeeks("start", filters) };
      const answer = await this.es.transport
        .request<{ aggregations?: unknown }>({ method: "POST", path, querystring, body })
        .catch((fault: unknown) => {
          throw asBulkFault(path, fault);
        });
      const weeks = weeksIn(answer.aggregations);
      found.push(...some.map((_, at) => weeks[at] ?? []));
    }
    return found;
  }

  /**
   * Writes rides, and takes those away whose successors are durable. The version of each is the claim by which it was
   * written last: what an earlier claim sends after it, however late, is refused.
   * @param claimsOf by bike.
   * @returns bikes of which something was refused: a later claim has written it.
   */
  async replace(
    { written, superseded }: RideChanges,
    claimsOf: (bikeId: string) => number,
  ): Promise<Set<string>> {
    const actionOf = (ride: Pick<RideDocument, "bike_id" | "start">) => ({
      ...{ _id: rideIdOf(ride), version: claimsOf(ride.bike_id), version_type: "external_gte" },
    });
    const writing = written.map((ride) => ({
      bikeId: ride.bike_id,
      text: lines({ index: actionOf(ride) }, ride),
    }));
    const taking = superseded.map((ride) => ({
      bikeId: ride.bike_id,
      text: lines({ delete: actionOf(ride) }),
    }));
    return new Set([...(await this.write(writing)), ...(await this.write(taking))]);
  }

  private async write(actions: readonly Action[]): Promise<string[]> {
    const refused: string[] = [];
    for (const part of partsOf(actions, ({ text }) => Buffer.byteLength(text), MAX_BYTES)) {
      const items = await sendLines(
        this.es,
        this.index,
        part.map(({ text }) => text),
      );
      refused.push(...part.flatMap(({ bikeId }, at) => (items[at]?.kind === "conflict" ? [bikeId] : [])));
    }
    return refused;
  }
}

interface Action {
  readonly bikeId: string;
  readonly text: string;
}

const keptBody = (bikeId: string, regions: readonly Interval[]): Readonly<Record<string, unknown>> => ({
  size: RIDES_PER_PAGE,
  sort: [{ start: "asc" }],
  query: {
    bool: {
      filter: [
        { term: { bike_id: bikeId } },
        { term: { kind: "ride" } },
        { bool: { should: joined(regions, 0).map(startsIn), minimum_should_match: 1 } },
      ],
    },
  },
});

const startsIn = ({ fromMs, toMs }: Interval) => ({
  range: { start: { gte: fromMs, lt: toMs, format: "epoch_millis" } },
});
