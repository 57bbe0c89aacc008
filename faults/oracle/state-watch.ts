import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";

interface Kept {
  readonly newest_at: number | null;
  readonly fields: Readonly<Record<string, { readonly t: number; readonly v: unknown }>>;
}

/** Notices values of bikes' states that go back in time. */
export class StateWatch {
  /** In words. */
  readonly faults: string[] = [];
  private readonly times = new Map<string, number>();

  note(states: ReadonlyMap<string, Kept>): void {
    for (const [bikeId, { fields, newest_at }] of states) {
      this.compare(`${bikeId} newest_at`, newest_at ?? 0);
      for (const [name, { t }] of Object.entries(fields)) this.compare(`${bikeId} ${name}`, t);
    }
  }

  private compare(what: string, timeMs: number): void {
    const before = this.times.get(what) ?? 0;
    if (timeMs < before) this.faults.push(`${what} went back from ${before} to ${timeMs}`);
    this.times.set(what, timeMs);
  }
}

/** All states as of now. */
export async function readStates(es: Elasticsearch, names: Names): Promise<Map<string, Kept>> {
  await es.transport.request({ method: "POST", path: `/${names.state}/_refresh` });
  const answer = await es.transport.request<{ hits: { hits: { _id: string; _source: Kept }[] } }>({
    method: "POST",
    path: `/${names.state}/_search`,
    body: { size: 10_000, _source: ["newest_at", "fields"] },
  });
  return new Map(answer.hits.hits.map(({ _id, _source }) => [_id, _source]));
}
