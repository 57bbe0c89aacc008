import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { LOOKUP_HITS, LOOKUP_LENGTH } from "@/lib/domain/lookup";
import { NUMBER_KINDS } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { type Asked, askedBy } from "./fit";
import { mayLookUp } from "./may-look-up";
import { oneSlipFrom } from "./one-slip-from";
import { type BikeHit, type Candidate, rank } from "./rank";

/** Rows of one stage. */
const MOST = { same: 60, written: 60, prefix: 60, part: 100 } as const;
type Stage = keyof typeof MOST;

/** Shorter texts are in too many numbers. */
const LEAST_LENGTH = { prefix: 2, part: 4 } as const;
const TIMEOUT_MS = 2_000;

const Row = z
  .object({
    bike_id: z.string(),
    kind: z.enum(NUMBER_KINDS),
    value: z.string(),
    past: z.boolean(),
    model: z.string(),
    oem: z.string(),
    fleet: z.string().nullable(),
    registered_ms: z.coerce.number(),
    withdrawn: z.boolean(),
  })
  .transform(({ bike_id, registered_ms, ...row }) => ({
    ...row,
    bikeId: bike_id,
    registeredAtMs: registered_ms,
  }));

interface FoundBikes {
  readonly hits: readonly BikeHit[];
  /** A number of just this text is among them, so that nothing else has to be looked for. */
  readonly isSure: boolean;
}

/**
 * The registered bikes that are meant by a number, or a part of one, of the bike or its components, now or before;
 * spaces, signs, look-alikes and one slip are forgiven. At most ten, the right one first; only those that the author
 * may see.
 * @throws AppError `forbidden`, `invalid` (longer than 64 characters), `unavailable`.
 */
export async function findBikes(author: Author, text: string, stores?: MasterData): Promise<FoundBikes> {
  if (!mayLookUp(author)) throw new AppError("forbidden", "Expected a role that looks up bikes.");
  if (text.length > LOOKUP_LENGTH)
    throw new AppError("invalid", `q: expected at most ${LOOKUP_LENGTH} characters, got ${text.length}`);
  const asked = askedBy(text);
  if (asked.normal === "") return { hits: [], isSure: false };
  const candidates = await asAuthor(
    author,
    (transaction) => gather(transaction, author, text, asked),
    stores,
  );
  const hits = rank(text, candidates);
  return { hits, isSure: isExact(hits) };
}

const isExact = (hits: readonly BikeHit[]): boolean => hits.some(({ matched }) => matched.how === "exact");

/** Stage by stage, the cheap ones first, until the answer is sure or full. */
async function gather(db: Database, author: Author, text: string, asked: Asked): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const { folded, normal } = asked;
  const ask = async (stage: Stage, ...words: string[]) => {
    candidates.push(...(await numbersAt(db, author, stage, words)));
    return rank(text, candidates);
  };
  const isDone = (hits: readonly BikeHit[]) => isExact(hits) || hits.length >= LOOKUP_HITS;
  await db.execute(sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`);
  const same = await ask("same", folded);
  // The server takes no text with a zero in it.
  const written = text.replaceAll("\0", "").trim();
  if (!isExact(same)) await ask("written", written, written.toUpperCase(), normal);
  let hits = normal.length < LEAST_LENGTH.prefix ? rank(text, candidates) : await ask("prefix", folded);
  if (isDone(hits) || normal.length < LEAST_LENGTH.part) return candidates;
  hits = await ask("part", folded);
  if (!isDone(hits)) await ask("same", ...oneSlipFrom(folded));
  return candidates;
}

async function numbersAt(
  db: Database,
  author: Author,
  stage: Stage,
  words: readonly string[],
): Promise<Candidate[]> {
  const bound = author.kind === "api-client" ? author.client : null;
  const rows = await db.execute(sql`
    select bike_id, kind, value, past, model, oem, fleet, extract(epoch from registered_at) * 1000 as registered_ms, withdrawn
    from find_numbers(${stage}, ${sql.param(words)}::text[], ${MOST[stage]}::int,
      ${sql.param(bound?.bikeIds ?? null)}::text[], ${sql.param(bound?.bikePrefixes ?? null)}::text[])`);
  return z.array(Row).parse([...rows]);
}
