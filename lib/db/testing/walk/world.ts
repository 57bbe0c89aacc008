import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { hashOfPassword } from "@/lib/users/password";
import { seedOem } from "../two-oems";
import { type Home, PASSWORD, type Walker } from "./cast";

/** What of an OEM somebody reaches for, by its ids; in words that stand in nothing of any other OEM. */
export interface Target {
  readonly name: string;
  readonly oemId: string;
  readonly fleetId: string;
  readonly closedFleetId: string;
  readonly plantId: string;
  readonly modelId: string;
  readonly modelCode: string;
  /** A bike in a fleet, with components and an owner; one that a file brought; one that is withdrawn. */
  readonly bikeId: string;
  readonly filedBikeId: string;
  readonly withdrawnBikeId: string;
  readonly batchId: string;
  readonly dryRunId: string;
  readonly correctionId: number;
  readonly contradictionId: number;
  readonly caseId: number;
  /** A file of old data that says one thing of the bike. */
  readonly legacyFileId: string;
  /** Of the fleet, who owns the bike. */
  readonly riderId: string;
  readonly periods: { readonly component: number; readonly fleet: number; readonly owner: number };
  /** One of its people, one whose access ended, and a client. */
  readonly userId: string;
  readonly disabledUserId: string;
  readonly userEmail: string;
  readonly clientId: string;
}

/** Two OEMs, and who has or had the first one's bike; nothing is in the world of nobody. */
export interface WalkWorld {
  readonly mine: Target;
  readonly other: Target;
  readonly nowhere: Target;
  readonly homes: readonly Home[];
}

const NO_ID = "00000000-0000-4000-8000-000000000000";

export async function seedWalk(owner: Database): Promise<WalkWorld> {
  const maker = await idOf(
    owner,
    sql`insert into organisations (name, kind) values ('The maker', 'maker') returning id`,
  );
  const had = await idOf(
    owner,
    sql`insert into organisations (name, kind) values ('Hadden fleet', 'fleet') returning id`,
  );
  const [mine, other] = [await seedTarget(owner, "mistral"), await seedTarget(owner, "otranto")];
  await owner.execute(
    sql`update fleet_assignments set valid_from = '2025-01-01' where id = ${mine.periods.fleet}`,
  );
  await owner.execute(sql`
    insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id, valid_to)
    select oem_id, bike_id, seq, ${had}::uuid, '2025-01-01' from bikes where bike_id = ${mine.bikeId}`);
  const homes: Home[] = [
    { id: maker, name: "the maker", kind: "maker" },
    { id: mine.oemId, name: "the OEM", kind: "oem" },
    { id: other.oemId, name: "another OEM", kind: "oem" },
    { id: mine.fleetId, name: "the fleet that has it", kind: "fleet" },
    { id: had, name: "the fleet that had it", kind: "fleet" },
    { id: other.fleetId, name: "a fleet that never had it", kind: "fleet" },
  ];
  return { mine, other, nowhere: nowhereLike(mine), homes };
}

/** Those who walk exist: what they do names them. */
export async function seedCast(owner: Database, cast: readonly Walker[]): Promise<void> {
  const hash = await hashOfPassword(PASSWORD);
  for (const { actor } of cast)
    if (actor.kind === "user")
      await owner.execute(sql`
        insert into users (id, organisation_id, email, name, password_hash)
        values (${actor.id}, ${actor.organisation.id}, ${actor.email}, ${actor.name}, ${hash})`);
    else
      await owner.execute(sql`
        insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
        values (${actor.client.id}, ${actor.client.organisationId}, ${actor.client.name}, ${actor.client.id},
          ${`{${actor.client.scopes.join()}}`}::text[]::scope[], '{}', '{}', '{}')`);
}

const nowhereLike = (like: Target): Target => ({
  ...like,
  ...{ name: "nowhere", oemId: NO_ID, fleetId: NO_ID, closedFleetId: NO_ID },
  ...{ plantId: NO_ID, modelId: NO_ID, modelCode: "NOWHERE" },
  ...{
    bikeId: "NOWHERE-1",
    filedBikeId: "NOWHERE-2",
    withdrawnBikeId: "NOWHERE-3",
    batchId: NO_ID,
    dryRunId: NO_ID,
  },
  ...{
    correctionId: 999_999,
    contradictionId: 999_999,
    caseId: 999_999,
    legacyFileId: NO_ID,
    riderId: NO_ID,
    periods: { component: 999_999, fleet: 999_999, owner: 999_999 },
  },
  ...{ userId: NO_ID, disabledUserId: NO_ID, userEmail: "nowhere@example.org", clientId: NO_ID },
});

async function seedTarget(owner: Database, name: string): Promise<Target> {
  const { oemId, fleetId, plantId, modelId, bikeId, batchId } = await seedOem(owner, name, `${name} rider`);
  const upper = name.toUpperCase();
  const code = `${upper}-M`;
  await owner.execute(sql`
    insert into rider_issuers (organisation_id, issuer, audience, keys_address, claim, is_required)
    values (${fleetId}, ${`https://${name}.example`}, 'rides', ${`https://${name}.example/keys`}, 'sub', false)`);
  await owner.execute(sql`update bike_models set code = ${code} where id = ${modelId}`);
  await owner.execute(sql`update plants set name = ${`${name} works`} where id = ${plantId}`);
  await owner.execute(
    sql`update bikes set batch_id = null, frame_normal = ${`F${upper}`} where bike_id = ${bikeId}`,
  );
  await owner.execute(sql`update components set serial_normal = ${`M${upper}`} where oem_id = ${oemId}`);
  await owner.execute(
    sql`update batches set state = 'done', file_name = ${`${name}.csv`} where id = ${batchId}`,
  );
  await owner.execute(sql`
    insert into bikes (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal, batch_id, withdrawn_at)
    values (${`${upper}-2`}, ${oemId}, ${plantId}, ${modelId}, ${`${name} 2`}, ${`${upper}2`}, ${batchId}, null),
      (${`${upper}-3`}, ${oemId}, ${plantId}, ${modelId}, ${`${name} 3`}, ${`${upper}3`}, null, now())`);
  const dryRunId = await idOf(
    owner,
    sql`
    insert into batches (oem_id, plant_id, kind, state, file_name, file_hash, created_by)
    values (${oemId}, ${plantId}, 'dry-run', 'done', ${`${name} dry.csv`}, 'x', 'test') returning id`,
  );
  const content = Buffer.from(
    writeCsv({ header: ["Telemetry id", "Frame number"], rows: [[`${upper}-9`, name]] }),
  );
  await owner.execute(
    sql`insert into batch_files (batch_id, oem_id, content) values (${dryRunId}, ${oemId}, ${content})`,
  );
  await owner.execute(sql`update batch_files set content = ${content} where batch_id = ${batchId}`);
  await owner.execute(sql`
    update batch_rows set cells = ${JSON.stringify([`${upper}-9`, name])}::jsonb where batch_id = ${batchId}`);
  const sides = [{ bikeId, value: name, normal: upper, said: [{ source: `${name} list`, trust: "list" }] }];
  await owner.execute(sql`
    update contradictions set kind = 'one-bike-two-values', asked_at = now(), reason = ${`asked of ${name}`},
      details = ${JSON.stringify({ fact: "firmware", lead: null, sides })}::jsonb where oem_id = ${oemId}`);
  await owner.execute(sql`
    insert into contradictions (oem_id, kind, bike_ids, details, fingerprint, decision, reason, decided_by, decided_at)
    values (${oemId}, 'one-bike-two-values', array[${bikeId}], ${JSON.stringify({ fact: "imei", lead: null, sides })}::jsonb,
      ${`decided of ${name}`}, 'take', ${`${name} list is newer`}, 'user:x', now())`);
  await owner.execute(sql`
    insert into contradictions (oem_id, kind, bike_ids, details, fingerprint)
    values (${oemId}, 'two-bikes-one-number', array[${bikeId}], ${JSON.stringify({ fact: "iccid", lead: null, sides })}::jsonb,
      ${`found of ${name}`})`);
  await owner.execute(sql`
    update corrections set field = 'firmware', was = null, proposed = '4.2', evidence = ${`${name} said so`} where oem_id = ${oemId}`);
  await owner.execute(sql`
    insert into produced_components (kind, serial_normal, serial, part_number, plant, lot)
    values ('remote', ${`R${upper}`}, ${`r-${name}`}, 'R7', 'CP', ${`${name} lot`})`);
  const legacyFileId = await idOf(
    owner,
    sql`
    insert into legacy_files (oem_id, file_name, source, trust, created_by)
    values (${oemId}, ${`${name} old.csv`}, ${`${name} list`}, 'list', 'test') returning id`,
  );
  await owner.execute(sql`
    with said as (
      insert into legacy_statements (digest, oem_id, source, trust, facts, file_id, row_number)
      values (${`${name} said`}, ${oemId}, ${`${name} list`}, 'list',
        ${JSON.stringify({ bike_id: [bikeId, bikeId], firmware: ["8.8", "8.8"] })}::jsonb, ${legacyFileId}::uuid, 2) returning digest
    ), keyed as (insert into legacy_keys (key, digest) select ${`bike_id=${bikeId}`}, digest from said)
    insert into legacy_said (digest, file_id, row_number) select digest, ${legacyFileId}::uuid, 2 from said`);
  const userEmail = `${name}@example.org`;
  const user = (email: string, disabled: boolean) =>
    idOf(
      owner,
      sql`
      insert into users (organisation_id, email, name, password_hash, disabled_at)
      values (${oemId}, ${email}, ${`${name} person`}, 'x', ${disabled ? sql`now()` : null}) returning id`,
    );
  const id = async (table: string) =>
    Number(
      await idOf(
        owner,
        sql`select id from ${sql.identifier(table)} where oem_id = ${oemId} order by id limit 1`,
      ),
    );
  const userId = await user(userEmail, false);
  return {
    ...{ name, oemId, fleetId, plantId, modelId, modelCode: code, bikeId, batchId, dryRunId, userEmail },
    legacyFileId,
    riderId: await idOf(owner, sql`select id from riders where organisation_id = ${fleetId}`),
    filedBikeId: `${upper}-2`,
    withdrawnBikeId: `${upper}-3`,
    correctionId: await id("corrections"),
    contradictionId: await id("contradictions"),
    caseId: Number(
      await idOf(
        owner,
        sql`
        insert into support_cases (oem_id, bike_id, reason, note, opened_by)
        values (${oemId}, ${bikeId}, 'battery', ${`${name} rider called`}, ${userId}) returning id`,
      ),
    ),
    closedFleetId: await idOf(
      owner,
      sql`
      insert into organisations (name, kind, closed_at)
      values (${`${name} closed fleet`}, 'fleet', now()) returning id`,
    ),
    periods: {
      component: await id("component_periods"),
      fleet: await id("fleet_assignments"),
      owner: await id("ownership_periods"),
    },
    userId,
    disabledUserId: await user(`gone-${userEmail}`, true),
    clientId: await idOf(
      owner,
      sql`
      insert into api_clients (organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      values (${oemId}, ${`${name} client`}, ${name}, '{read}', '{}', ${`{${bikeId}}`}, '{}') returning id`,
    ),
  };
}

async function idOf(owner: Database, query: ReturnType<typeof sql>): Promise<string> {
  const [row] = await owner.execute<{ id: string }>(query);
  if (!row) throw new Error("the seed stored nothing");
  return row.id;
}
