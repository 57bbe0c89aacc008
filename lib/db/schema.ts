import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ORGANISATION_KINDS, ROLES, SCOPES } from "@/lib/domain/actor";
import { SOURCES } from "@/lib/domain/packet";
import { fitting, made, moment } from "./columns";

export const organisationKind = pgEnum("organisation_kind", ORGANISATION_KINDS);
export const role = pgEnum("role", ROLES);
export const scope = pgEnum("scope", SCOPES);
export const source = pgEnum("source", SOURCES);

export const organisations = pgTable(
  "organisations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull().unique(),
    kind: organisationKind("kind").notNull(),
    createdAt: made(),
    /** Since when its people and clients have no access. */
    closedAt: moment("closed_at"),
  },
  (table) => [check("organisations_name_fits", fitting(table.name, 120))],
);

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** argon2id in PHC form; null for people who sign in elsewhere only. */
    passwordHash: text("password_hash"),
    /** Since when the password is one that an administrator gave them; null once it is their own. */
    passwordGivenAt: moment("password_given_at"),
    createdAt: made(),
    disabledAt: moment("disabled_at"),
  },
  (table) => [uniqueIndex("users_email_lower").on(sql`lower(${table.email})`)],
);

export const userRoles = pgTable(
  "user_roles",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: role("role").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.role] })],
);

export const externalIdentities = pgTable(
  "external_identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: made(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] })],
);

export const apiClients = pgTable(
  "api_clients",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    name: text("name").notNull(),
    /** SHA-256 of the key, hexadecimal; the key itself is kept nowhere. */
    keyHash: text("key_hash").notNull().unique(),
    /** The key before the last rotation, which opens until the moment given. */
    previousKeyHash: text("previous_key_hash").unique(),
    previousKeyUntil: moment("previous_key_until"),
    scopes: scope("scopes").array().notNull(),
    sources: source("sources").array().notNull(),
    bikeIds: text("bike_ids").array().notNull(),
    bikePrefixes: text("bike_prefixes").array().notNull(),
    createdAt: made(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index("api_clients_organisation").on(table.organisationId)],
);

/** Attempts to sign in that failed, per address block, account, and both together (all as SHA-256). */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    subject: text("subject").primaryKey(),
    failures: integer("failures").notNull(),
    lastAt: moment("last_at").notNull(),
    lockedUntil: moment("locked_until").notNull(),
  },
  (table) => [index("sign_in_failures_last_at").on(table.lastAt)],
);

export const locationReasons = pgTable(
  "location_reasons",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    bikeId: text("bike_id").notNull(),
    reason: text("reason").notNull(),
    statedAt: moment("stated_at").notNull().defaultNow(),
  },
  (table) => [
    index("location_reasons_user_bike").on(table.userId, table.bikeId, table.statedAt),
    index("location_reasons_bike").on(table.bikeId, table.statedAt),
    index("location_reasons_stated").on(table.statedAt),
  ],
);

/**
 * Who did what to what, and why. Rows are added, never changed or removed (a trigger sees to it); another one numbers them
 * in the order of their commits and gives each the hash of itself and of the row before it.
 */
export const audit = pgTable(
  "audit",
  {
    id: bigint("id", { mode: "number" }).primaryKey().default(0),
    at: moment("at").notNull().defaultNow(),
    actor: text("actor").notNull(),
    verb: text("verb").notNull(),
    subject: text("subject").notNull(),
    reason: text("reason"),
    details: jsonb("details").notNull().default({}),
    /** SHA-256, hexadecimal; zeros before the first row. */
    previousHash: text("previous_hash").notNull().default(""),
    hash: text("hash").notNull().default(""),
  },
  (table) => [
    index("audit_subject").on(table.subject, table.at),
    index("audit_at").on(table.at),
    index("audit_actor").on(table.actor, table.id),
    index("audit_verb").on(table.verb),
  ],
);
