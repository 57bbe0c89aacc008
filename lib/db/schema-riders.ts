import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { fitting, made, moment } from "./columns";
import { organisations } from "./schema";

/** A rider is an id here; who that is knows the organisation whose app it is. */
export const riders = pgTable(
  "riders",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
    /** What the organisation calls this rider. */
    reference: text("reference").notNull(),
    createdAt: made(),
  },
  (table) => [
    uniqueIndex("riders_reference").on(table.organisationId, table.reference),
    index("riders_by_reference").on(table.reference),
  ],
);

/** Who signs the tokens of an organisation's riders; one for each at most. */
export const riderIssuers = pgTable(
  "rider_issuers",
  {
    organisationId: uuid("organisation_id")
      .primaryKey()
      .references(() => organisations.id),
    /** As tokens name it, to the character. */
    issuer: text("issuer").notNull(),
    audience: text("audience").notNull(),
    /** Where its public keys are. */
    keysAddress: text("keys_address").notNull(),
    /** Whose text is what the organisation calls the rider. */
    claim: text("claim").notNull(),
    /** Whether a client's key alone speaks for riders no more. */
    isRequired: boolean("is_required").notNull(),
    /** A token that was issued longer ago is not taken, seconds. */
    mostAgeSeconds: integer("most_age_s").notNull().default(3_600),
    changedAt: moment("changed_at").notNull().defaultNow(),
  },
  (table) => [
    check("rider_issuer_fits", fitting(table.issuer, 500)),
    check("rider_audience_fits", fitting(table.audience, 500)),
    check("rider_keys_address_fits", fitting(table.keysAddress, 500)),
    check("rider_claim_fits", fitting(table.claim, 120)),
    check("rider_token_age_fits", sql`${table.mostAgeSeconds} between 60 and 86400`),
    // One organisation's alone, a trigger sees to it: a token would be of riders of two.
    index("rider_issuers_tokens").on(table.issuer, table.audience),
  ],
);
