import { z } from "zod";
import { namedBeside } from "@/lib/domain/attribution";
import { Registration } from "@/lib/domain/registration";
import type { Elasticsearch } from "@/lib/es/client";
import { findAttributed } from "@/lib/es/find-attributed";
import type { StateKeeper } from "./keeper";

/**
 * How far back is looked: what is written is found after a refresh, a write may take as long as a request, and clocks
 * differ.
 */
const OVERLAP_MS = 3 * 60_000;
/** The same at a start: a worker may have died before it saw that it counted wrongly. */
const AT_START_MS = 60 * 60_000;

const Attributed = z.object({
  bike_id: z.string(),
  attributed_at: z.number(),
  registration: Registration,
});

/**
 * Looks for bikes that another worker attributed anew. What this one merged since, by what it knew before, may count for
 * others; and where it changed nothing, no conflict of writes tells.
 */
export class LookOut {
  private seen = new Map<string, number>();
  private isFirst = true;

  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
    private readonly states: Pick<StateKeeper, "known" | "derive" | "bike">,
    private readonly now: () => number,
  ) {}

  /** Returns the bikes that were not known to be attributed anew, and are derived now. */
  async look(): Promise<string[]> {
    const taken: string[] = [];
    const sinceMs = this.now() - (this.isFirst ? AT_START_MS : OVERLAP_MS);
    const seen = new Map<string, number>();
    for await (const document of findAttributed(this.es, this.index, sinceMs)) {
      const { bike_id, attributed_at, registration } = Attributed.parse(document);
      seen.set(bike_id, attributed_at);
      if (this.seen.get(bike_id) === attributed_at) continue;
      if (this.take(bike_id, attributed_at, registration)) taken.push(bike_id);
    }
    this.seen = seen;
    this.isFirst = false;
    return taken;
  }

  private take(bikeId: string, attributedAtMs: number, registration: Registration): boolean {
    const bike = this.isFirst ? this.states.bike(bikeId) : this.states.known(bikeId);
    // One that is being met may have been read before that.
    if (bike === null || (bike.isMet && bike.attributedAtMs === attributedAtMs)) return false;
    this.states.derive(bike, [...namedBeside(bike.registration), ...namedBeside(registration)]);
    return true;
  }
}
