import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { CASE_REASONS, COMPONENT_KINDS } from "@/lib/domain/master-data";
import type { RecordAssignment, RecordCase, RecordComponent, RecordCorrection, RecordOwner } from "./models";

const atMs = z.coerce.date().transform((date) => date.getTime());
const text = z.string().nullable();
const Period = z.object({
  id: z.coerce.number(),
  fromMs: atMs.nullable(),
  toMs: atMs.nullable(),
  voidedAtMs: atMs.nullable(),
});
const period = sql.raw('p.id, p.valid_from as "fromMs", p.valid_to as "toMs", p.voided_at as "voidedAtMs"');
const newestFirst = sql.raw("p.valid_from desc nulls last, p.id desc");

const Component = Period.extend({
  kind: z.enum(COMPONENT_KINDS),
  serial: z.string(),
  partNumber: text,
  firmware: text,
  reportsAs: text,
});
export async function readComponents(transaction: Database, bikeId: string): Promise<RecordComponent[]> {
  const rows = await transaction.execute(sql`
    select ${period}, p.kind, c.serial, c.part_number as "partNumber", c.firmware, c.reports_as as "reportsAs"
    from component_periods p join components c on c.id = p.component_id
    where p.bike_id = ${bikeId} order by p.kind, ${newestFirst}`);
  return rows.map((row) => Component.parse(row));
}

const Assignment = Period.extend({ fleet: z.string() });
export async function readAssignments(transaction: Database, bikeId: string): Promise<RecordAssignment[]> {
  const rows = await transaction.execute(sql`
    select ${period}, f.name as fleet from fleet_assignments p join organisations f on f.id = p.fleet_id
    where p.bike_id = ${bikeId} order by ${newestFirst}`);
  return rows.map((row) => Assignment.parse(row));
}

const Owner = Period.extend({ organisation: text, reference: text });
/** @param knowsRiders whether the viewer may know who is behind a rider's id. */
export async function readOwners(
  transaction: Database,
  bikeId: string,
  knowsRiders: boolean,
): Promise<RecordOwner[]> {
  const rows = await transaction.execute(
    knowsRiders
      ? sql`select ${period}, o.name as organisation, r.reference from ownership_periods p
          join riders r on r.id = p.rider_id join organisations o on o.id = r.organisation_id
          where p.bike_id = ${bikeId} order by ${newestFirst}`
      : sql`select ${period}, null as organisation, null as reference from ownership_periods p
          where p.bike_id = ${bikeId} order by ${newestFirst}`,
  );
  return rows.map((row) => Owner.parse(row));
}

const Correction = z.object({
  id: z.coerce.number(),
  field: z.string(),
  was: text,
  proposed: z.string(),
  evidence: z.string(),
  proposedAtMs: atMs,
  state: z.enum(["open", "approved", "declined"]),
  decidedAtMs: atMs.nullable(),
  decisionReason: text,
});
export async function readCorrections(transaction: Database, bikeId: string): Promise<RecordCorrection[]> {
  const rows = await transaction.execute(sql`
    select id, field, was, proposed, evidence, proposed_at as "proposedAtMs", state, decided_at as "decidedAtMs",
      decision_reason as "decisionReason" from corrections where bike_id = ${bikeId} order by proposed_at desc, id desc`);
  return rows.map((row) => Correction.parse(row));
}

const Case = z.object({
  id: z.coerce.number(),
  reason: z.enum(CASE_REASONS),
  note: text,
  openedBy: z.string(),
  openedAtMs: atMs,
  closedAtMs: atMs.nullable(),
});
/** Of the maker only; of a bike that nobody registered too. */
export async function readCases(transaction: Database, bikeId: string): Promise<RecordCase[]> {
  const rows = await transaction.execute(sql`
    select s.id, s.reason, s.note, u.name as "openedBy", s.opened_at as "openedAtMs",
      s.closed_at as "closedAtMs"
    from support_cases s join users u on u.id = s.opened_by
    where s.bike_id = ${bikeId} order by s.opened_at desc limit 200`);
  return rows.map((row) => Case.parse(row));
}
