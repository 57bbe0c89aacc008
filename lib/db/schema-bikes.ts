import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { COMPONENT_SLOTS, TRUSTS, VEHICLE_TYPES } from "@/lib/domain/master-data";
import { fitting, identity, made, moment } from "./columns";
import { organisations } from "./schema";
import { riders } from "./schema-riders";

const xid = customType<{ data: string }>({ dataType: () => "xid8" });

const oem = () =>
  uuid("oem_id")
    .notNull()
    .references(() => organisations.id);
/** Of tables with very many rows: one key over several columns (in the migration) covers what each would be asked for. */
const ofBike = () => ({
  oemId: uuid("oem_id").notNull(),
  bikeId: text("bike_id").notNull(),
  bikeSeq: bigint("bike_seq", { mode: "number" }).notNull(),
});
/** A stretch [from, to); null is ever. What was entered by mistake is voided, and counts no more. */
const period = () => ({
  from: moment("valid_from"),
  to: moment("valid_to"),
  enteredAt: moment("entered_at").notNull().defaultNow(),
  voidedAt: moment("voided_at"),
});

/** Places of a bike; only periods are in a second battery's, components are batteries (checked in the migration). */
export const componentKind = pgEnum("component_kind", COMPONENT_SLOTS);
export const vehicleType = pgEnum("vehicle_type", VEHICLE_TYPES);
export const trust = pgEnum("trust", TRUSTS);

export const plants = pgTable(
  "plants",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    oemId: oem(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** How the columns of its last file were matched: header to key of the column. */
    columns: jsonb("columns").$type<Record<string, string>>().notNull().default({}),
    createdAt: made(),
    closedAt: moment("closed_at"),
  },
  (table) => [uniqueIndex("plants_code").on(table.oemId, table.code)],
);

export const bikeModels = pgTable(
  "bike_models",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    oemId: oem(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    vehicleType: vehicleType("vehicle_type").notNull(),
    hardwareGeneration: text("hardware_generation").notNull(),
    batteryWh: integer("battery_wh").notNull(),
    motor: text("motor").notNull(),
    wheelMm: integer("wheel_mm").notNull(),
    /** A parked bike of this model reports at least so often, seconds. */
    reportEverySeconds: integer("report_every_s").notNull(),
    framePattern: text("frame_pattern"),
    /** Pattern of the serial numbers of a kind of component, where it has one. */
    serialPatterns: jsonb("serial_patterns").$type<Record<string, string>>().notNull().default({}),
    /** Null: any. */
    firmwares: text("firmwares").array(),
    builtFrom: date("built_from", { mode: "string" }),
    builtTo: date("built_to", { mode: "string" }),
    createdAt: made(),
    retiredAt: moment("retired_at"),
  },
  // What consumers of entities take, and no more: a bike that they cannot read is nowhere but here.
  (table) => [
    uniqueIndex("bike_models_code").on(table.oemId, table.code),
    check("bike_models_name_fits", fitting(table.name, 120)),
    check("bike_models_battery_fits", sql`${table.batteryWh} between 50 and 5000`),
    check("bike_models_reports_fit", sql`${table.reportEverySeconds} between 10 and 604800`),
  ],
);

export const bikes = pgTable(
  "bikes",
  {
    bikeId: text("bike_id").primaryKey(),
    /** Short name for indices. */
    seq: bigint("seq", { mode: "number" }).generatedAlwaysAsIdentity().unique(),
    /** Of the organisation that its plant, model and file are of (in the migration). */
    oemId: uuid("oem_id").notNull(),
    plantId: uuid("plant_id"),
    modelId: uuid("model_id").notNull(),
    /** As written, and as it is compared: upper case without spaces and signs. */
    frameNumber: text("frame_number").notNull(),
    frameNormal: text("frame_normal").notNull(),
    fnuci: text("fnuci"),
    batteryPassport: text("battery_passport"),
    imei: text("imei"),
    iccid: text("iccid"),
    producedOn: date("produced_on", { mode: "string" }),
    firmware: text("firmware"),
    /** Raised with every change; the entity that consumers have is of one version. */
    version: integer("version").notNull().default(1),
    registeredAt: moment("registered_at").notNull().defaultNow(),
    /** The file that brought it, where there was one. */
    batchId: uuid("batch_id"),
    withdrawnAt: moment("withdrawn_at"),
    /** When what old files said of it was taken back; that is why it is withdrawn where both are the same. */
    unsaidAt: moment("unsaid_at"),
    /** Turned out to be the same bike as another. */
    mergedInto: text("merged_into"),
  },
  (table) => [
    check("bikes_id_fits", sql`${table.bikeId} ~ '^[A-Z0-9][A-Z0-9-]{2,31}$'`),
    check("bikes_frame_fits", fitting(table.frameNumber, 64)),
    check("bikes_version_fits", sql`${table.version} >= 1`),
    uniqueIndex("bikes_frame").on(table.oemId, table.frameNormal).where(sql`withdrawn_at is null`),
    uniqueIndex("bikes_fnuci").on(table.fnuci).where(sql`withdrawn_at is null`),
    uniqueIndex("bikes_battery_passport").on(table.batteryPassport).where(sql`withdrawn_at is null`),
    uniqueIndex("bikes_imei").on(table.imei).where(sql`withdrawn_at is null`),
    uniqueIndex("bikes_iccid").on(table.iccid).where(sql`withdrawn_at is null`),
    index("bikes_withdrawn_frame").on(table.frameNormal).where(sql`withdrawn_at is not null`),
    index("bikes_batch").on(table.batchId),
    index("bikes_plant").on(table.plantId, table.registeredAt),
    index("bikes_model").on(table.modelId, table.bikeId),
    /** Bikes are counted by their models. */
    index("bikes_registered_of_model").on(table.modelId, table.plantId).where(sql`withdrawn_at is null`),
  ],
);

export const components = pgTable(
  "components",
  {
    id: identity(),
    /** Whose bike it was last put into. */
    oemId: oem(),
    kind: componentKind("kind").notNull(),
    serial: text("serial").notNull(),
    serialNormal: text("serial_normal").notNull(),
    partNumber: text("part_number"),
    firmware: text("firmware"),
    /** Of a module: the bike whose id its readings carry, wherever it sits. */
    reportsAs: text("reports_as"),
    createdAt: made(),
  },
  (table) => [
    uniqueIndex("components_serial").on(table.kind, table.serialNormal),
    index("components_reports_as").on(table.reportsAs).where(sql`reports_as is not null`),
  ],
);

/** Which component was in which bike when; exclusion constraints keep both sides apart (in the migration). */
export const componentPeriods = pgTable(
  "component_periods",
  {
    id: identity(),
    ...ofBike(),
    /** One of the same organisation: a trigger asks once for all periods of a statement. */
    componentId: bigint("component_id", { mode: "number" }).notNull(),
    /** The place that it is in. */
    kind: componentKind("kind").notNull(),
    ...period(),
    /** Entered for what old files say; others were registered or put there by people. */
    isTold: boolean("is_told").notNull().default(false),
  },
  (table) => [
    index("component_periods_bike").on(table.bikeId),
    index("component_periods_component").on(table.componentId),
  ],
);

/** What the component plants have made: the maker's own. */
export const producedComponents = pgTable(
  "produced_components",
  {
    kind: componentKind("kind").notNull(),
    serialNormal: text("serial_normal").notNull(),
    serial: text("serial").notNull(),
    partNumber: text("part_number").notNull(),
    /** Models of bikes that it is made for, by code; empty for any. */
    modelCodes: text("model_codes").array().notNull().default([]),
    plant: text("plant").notNull(),
    lot: text("lot").notNull(),
    producedOn: date("produced_on", { mode: "string" }),
    loadedAt: moment("loaded_at").notNull().defaultNow(),
    /** When somebody said that it was loaded by mistake: it was never made, unless it is loaded again. */
    withdrawnAt: moment("withdrawn_at"),
  },
  (table) => [
    unique("produced_once").on(table.kind, table.serialNormal, table.withdrawnAt).nullsNotDistinct(),
    index("produced_components_lot").on(table.lot).where(sql`withdrawn_at is null`),
  ],
);

/** Whose kinds of components are known as a whole, so that a serial number that is missing was never made. */
export const producedKinds = pgTable("produced_kinds", {
  kind: componentKind("kind").primaryKey(),
  since: moment("since").notNull().defaultNow(),
});

export const fleetAssignments = pgTable(
  "fleet_assignments",
  {
    id: identity(),
    ...ofBike(),
    fleetId: uuid("fleet_id")
      .notNull()
      .references(() => organisations.id),
    ...period(),
  },
  (table) => [
    index("fleet_assignments_bike").on(table.bikeId),
    index("fleet_assignments_fleet").on(table.fleetId, table.bikeId),
    index("fleet_assignments_oem").on(table.oemId, table.fleetId, table.bikeId),
  ],
);

export const ownershipPeriods = pgTable(
  "ownership_periods",
  {
    id: identity(),
    ...ofBike(),
    riderId: uuid("rider_id")
      .notNull()
      .references(() => riders.id),
    ...period(),
  },
  (table) => [
    index("ownership_periods_bike").on(table.bikeId),
    index("ownership_periods_rider").on(table.riderId),
  ],
);

/** What old data say of a bike, each with where it is from; what is believed stands in the bike itself. */
export const bikeFacts = pgTable(
  "bike_facts",
  {
    id: identity(),
    /** One key over both is in the migration, as above. */
    oemId: uuid("oem_id").notNull(),
    bikeId: text("bike_id").notNull(),
    fact: text("fact").notNull(),
    value: text("value").notNull(),
    source: text("source").notNull(),
    trust: trust("trust").notNull(),
    batchId: uuid("batch_id"),
    recordedAt: moment("recorded_at").notNull().defaultNow(),
    /** 1 where the bike says the same, 0 where another fact was believed. */
    believed: smallint("believed").notNull().default(1),
  },
  (table) => [index("bike_facts_bike").on(table.bikeId)],
);

/** Changes that stand in the entities of many bikes, which are written anew some at a time; a row goes after the last. */
export const entitiesDue = pgTable("entities_due", {
  id: identity(),
  /** Of a model: its OEM. */
  oemId: uuid("oem_id"),
  modelId: uuid("model_id"),
  organisationId: uuid("organisation_id").references(() => organisations.id),
  /** The bike that was written last. */
  after: text("after").notNull().default(""),
  /** Whoever wrote entities without knowing of the change has ended when all transactions below this one have. */
  begun: xid("begun"),
  askedAt: made(),
});

/** Entities that are to be published, in the order of each bike's versions; a row goes when the topic has it. */
export const outbox = pgTable(
  "outbox",
  {
    id: identity(),
    /** Written from bikes only, whose organisation it is. */
    oemId: uuid("oem_id").notNull(),
    bikeId: text("bike_id").notNull(),
    version: integer("version").notNull(),
    entity: jsonb("entity").notNull(),
    writtenAt: moment("written_at").notNull().defaultNow(),
  },
  (table) => [index("outbox_bike").on(table.bikeId)],
);
