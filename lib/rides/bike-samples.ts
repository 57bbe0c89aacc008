import { z } from "zod";
import type { CountedPart } from "@/lib/domain/attribution";
import { common } from "@/lib/domain/whose-bikes";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { type Search, timeRange } from "@/lib/es/search";
import type { Interval } from "./region";
import { SAMPLE_SOURCE, type Sample, sampleIn } from "./sample";

const PAGE = 10_000;
const WEEK_MS = 7 * 86_400_000;

const Weeks = z.object({ weeks: z.object({ buckets: z.array(z.object({ key: z.number() })) }) });

/** Stored readings that count for a bike, as a ride is made from them. */
export class BikeSamples {
  constructor(private readonly search: Pick<Search, "readings">) {}

  /** @throws BulkFault `retriable` where the store did not answer. */
  async read(parts: readonly CountedPart[], intervals: readonly Interval[]): Promise<Sample[]> {
    const filters = intersections(parts, intervals);
    if (filters.length === 0) return [];
    const samples: Sample[] = [];
    for (let after: readonly (string | number)[] | undefined; ; ) {
      const answer = await this.ask("ride-samples", intervals, filters, {
        size: PAGE,
        sort: [
          { "@timestamp": { order: "asc", format: "epoch_millis" } },
          { source: "asc" },
          { bike_id: "asc" },
        ],
        track_total_hits: false,
        _source: SAMPLE_SOURCE,
        ...(after ? { search_after: after } : {}),
      });
      for (const { source } of answer.hits) samples.push(sampleIn(source));
      after = answer.hits.at(-1)?.sort;
      if (answer.hits.length < PAGE || !after) return samples;
    }
  }

  /** Weeks of an interval that have readings. */
  async weeks(parts: readonly CountedPart[], interval: Interval): Promise<Interval[]> {
    const filters = intersections(parts, [interval]);
    if (filters.length === 0) return [];
    const answer = await this.ask("ride-weeks", [interval], filters, {
      size: 0,
      track_total_hits: false,
      aggs: {
        weeks: { date_histogram: { field: "@timestamp", fixed_interval: "7d", min_doc_count: 1 } },
      },
    });
    if (answer.aggregations === undefined) return [];
    return Weeks.parse(answer.aggregations).weeks.buckets.map(({ key }) => ({
      fromMs: key,
      toMs: key + WEEK_MS,
    }));
  }

  private async ask(
    operation: string,
    intervals: readonly Interval[],
    filters: readonly Record<string, unknown>[],
    body: Parameters<Search["readings"]>[1]["body"],
  ) {
    const fromMs = Math.min(...intervals.map((one) => one.fromMs));
    const toMs = Math.max(...intervals.map((one) => one.toMs));
    const any = [{ bool: { should: filters, minimum_should_match: 1 } }];
    return await this.search
      .readings(operation, { fromMs, toMs, filters: any, body })
      .catch((fault: unknown) => {
        if (fault instanceof AppError && fault.code === "unavailable")
          throw new BulkFault("retriable", 0, fault.message, fault);
        throw fault;
      });
  }
}

function intersections(
  parts: readonly CountedPart[],
  intervals: readonly Interval[],
): Record<string, unknown>[] {
  return parts.flatMap((part) =>
    intervals.flatMap((interval) => {
      const both = common(part, interval);
      if (both === null) return [];
      const source = part.source === null ? [] : [{ term: { source: part.source } }];
      const filter = [{ term: { bike_id: part.reportedAs } }, ...source, timeRange(both.fromMs, both.toMs)];
      return [{ bool: { filter } }];
    }),
  );
}
