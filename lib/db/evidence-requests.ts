import { sql } from "drizzle-orm";
import type { Grain } from "@/lib/domain/figures";
import type { Database } from "./client";
import { asking } from "./faults";

export interface EvidenceRequest {
  readonly id: number;
  readonly definition: string;
  readonly grain: Grain;
  readonly block: string;
  readonly askedAtMs: number;
}

/** Those that nobody answered yet, oldest first; both throw AppError `unavailable`. */
export async function openEvidenceRequests(db: Database, most: number): Promise<EvidenceRequest[]> {
  const rows = await asking(() =>
    db.execute<{ id: string; definition: string; grain: Grain; block: string; asked_at: Date }>(sql`
      select id, definition, grain, block, asked_at from evidence_requests
      where answered_at is null order by id limit ${most}`),
  );
  return rows.map(({ id, definition, grain, block, asked_at }) => ({
    ...{ id: Number(id), definition, grain, block, askedAtMs: new Date(asked_at).getTime() },
  }));
}

export async function endEvidenceRequest(db: Database, id: number): Promise<void> {
  await asking(() => db.execute(sql`update evidence_requests set answered_at = now() where id = ${id}`));
}
