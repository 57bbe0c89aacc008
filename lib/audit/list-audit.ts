import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "@/lib/db/client";
import { contains } from "@/lib/db/contains";
import { audit } from "@/lib/db/schema";
import { type Author, requireMaker } from "./author";
import { namesOf } from "./names-of";
import { parseInput } from "./parse-input";

const Part = z.string().trim().min(1).max(320);
export const ListAuditInput = z.object({
  /** Part of the name or e-mail address of who did it. */
  actor: Part.optional(),
  verb: Part.optional(),
  /** Part of what was changed, or of its name. */
  subject: Part.optional(),
  /** Part of the reason. */
  reason: Part.optional(),
  fromMs: z.number().optional(),
  /** Exclusive. */
  toMs: z.number().optional(),
  /** Entries before this one. */
  beforeId: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});

export interface ListedEntry {
  readonly id: number;
  readonly atMs: number;
  /** `user:<id>`, `api-client:<id>`, `console:<command>`, and its name where it has one. */
  readonly actor: string;
  readonly actorName: string | null;
  readonly verb: string;
  readonly subject: string;
  readonly subjectName: string | null;
  readonly reason: string | null;
  readonly details: unknown;
}

/** Entries of the audit, newest first, with the number that older ones are asked with. @throws AppError `forbidden`, `invalid`. */
export async function listAudit(
  author: Author,
  input: z.input<typeof ListAuditInput> = {},
  db: Database = database(),
): Promise<{ entries: ListedEntry[]; olderThanId: number | null }> {
  requireMaker(author, "admin");
  const { limit, ...filter } = parseInput(ListAuditInput, input);
  const rows = await db
    .select()
    .from(audit)
    .where(fits(filter))
    .orderBy(desc(audit.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const names = await namesOf(
    page.flatMap(({ actor, subject }) => [actor, subject]),
    db,
  );
  const entries = page.map(({ id, at, actor, verb, subject, reason, details }) => ({
    id,
    atMs: at.getTime(),
    actor,
    actorName: names.get(actor) ?? null,
    verb,
    subject,
    subjectName: names.get(subject) ?? null,
    reason,
    details,
  }));
  return { entries, olderThanId: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

type Filter = Omit<z.output<typeof ListAuditInput>, "limit">;

const fits = ({ actor, verb, subject, reason, fromMs, toMs, beforeId }: Filter): SQL | undefined =>
  and(
    actor === undefined ? undefined : named(sql`${audit.actor}`, actor),
    verb === undefined ? undefined : eq(audit.verb, verb),
    subject === undefined ? undefined : named(sql`${audit.subject}`, subject),
    reason === undefined ? undefined : contains(audit.reason, reason),
    fromMs === undefined ? undefined : gte(audit.at, new Date(fromMs)),
    toMs === undefined ? undefined : lt(audit.at, new Date(toMs)),
    beforeId === undefined ? undefined : lt(audit.id, beforeId),
  );

/** What is written itself holds the text, or the name of the user, client or organisation it stands for. */
const named = (written: SQL, part: string): SQL => sql`(
  ${contains(written, part)} or ${written} in (
    select 'user:' || id from users where ${contains(sql`name`, part)} or ${contains(sql`email`, part)}
    union all select 'api-client:' || id from api_clients where ${contains(sql`name`, part)}
    union all select 'organisation:' || id from organisations where ${contains(sql`name`, part)}
  )
)`;
