import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { lookAtBasis } from "@/lib/consent/projection/read-basis";
import { isSignedKey } from "@/lib/domain/tombstone";
import { readingsUnder, type Stone } from "@/lib/erasure/erased-queries";
import type { HadBike } from "@/lib/erasure/known-bikes";
import { withPlanForRider } from "@/lib/erasure/plan-for-rider";
import { requireEraser } from "@/lib/erasure/who";
import { pageThrough } from "@/lib/es/page-through";
import type { ExportStores } from "./export-stores";
import { type HandedRide, handedRide } from "./handed-ride";
import { heldInDatabase } from "./held-in-database";
import { newestWithin } from "./newest-within";
import { ridesIn, ridesOfBikes } from "./rides-of-bikes";

const PER_PAGE = 2_000;

export const ExportRiderInput = z.object({
  riderId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(5, "expected a reason of at least 5 characters")
    .max(300, "expected a reason of at most 300 characters"),
});

/**
 * Everything that is held about a rider's rides, as lines of JSON, each with its `kind`: what master data and the ledger say,
 * then of what is the rider's alone (`whoseRide`) the newest values, rides and readings in stored form (numbers scaled as the
 * API document says), with the purposes that each ride counts for by the rider's consent. Who asked and why is in the audit
 * before the first line.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `unavailable`, before the first line.
 */
export async function exportRider(
  author: Author,
  input: z.input<typeof ExportRiderInput>,
  from: ExportStores,
  stores?: MasterData,
): Promise<AsyncGenerator<string>> {
  requireEraser(author);
  const { riderId, reason } = parseInput(ExportRiderInput, input);
  const { lines, stones, had, handed } = await withPlanForRider(
    author,
    riderId,
    { ridesOf: ridesIn(from), marginMs: 0 },
    async (transaction, plan) => {
      const held = await heldInDatabase(transaction, riderId);
      const subject = `rider:${riderId}`;
      await record(transaction, { ...{ author, verb: "export-rider", subject, reason } });
      const ofBikes = plan.stones.filter(({ reportedAs }) => !isSignedKey(reportedAs));
      const basis = await lookAtBasis(
        transaction,
        plan.bikes.map(({ bikeId }) => bikeId),
      );
      return {
        ...{ lines: held, had: plan.had, handed: handedRide(riderId, plan.bikes, basis.of) },
        stones: ofBikes.map((stone) => ({ ...stone, riderId })),
      };
    },
    stores,
  );
  return all({ lines, stones, had, handed }, from);
}

interface Handed {
  readonly lines: readonly object[];
  readonly stones: readonly Stone[];
  readonly had: readonly HadBike[];
  readonly handed: HandedRide;
}

async function* all(
  { lines, stones, had, handed }: Handed,
  { es, names }: ExportStores,
): AsyncGenerator<string> {
  for (const line of lines) yield lineOf(line);
  if (stones.length === 0) return;
  for (const state of await newestWithin(es, names.state, stones)) yield lineOf(state);
  const rides = { query: ridesOfBikes(had), sort: [{ start: "asc" }], perPage: PER_PAGE };
  for await (const page of pageThrough(es, names.rides, rides)) {
    const own = page.flatMap(({ source }) => handed(parsed(source)) ?? []);
    yield own.map(lineOf).join("");
  }
  for (const query of readingsUnder(stones)) {
    const readings = { query, sort: [{ "@timestamp": "asc" }], perPage: PER_PAGE };
    for await (const page of pageThrough(es, `${names.windowPrefix}*`, readings))
      yield page.map(({ source }) => lineOf({ kind: "reading", ...parsed(source) })).join("");
  }
}

const Document = z.record(z.string(), z.unknown());
const parsed = (source: unknown): Record<string, unknown> => Document.parse(source);
const lineOf = (line: object): string => `${JSON.stringify(line)}\n`;
