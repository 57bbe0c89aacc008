import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { breaks, detailOf } from "@/lib/db/faults";
import {
  CLIENT_CHANNELS,
  CONSENT_DECISIONS,
  NOTICE_LANGUAGES,
  noticesInWords,
  noticeText,
  PURPOSES,
  STAFF_CHANNELS,
} from "@/lib/domain/consent";
import { CONSENT_ENTRIES_A_DAY } from "@/lib/domain/consent-operation";
import { RiderReference } from "@/lib/domain/rider-reference";
import { CONSENTS_SCOPE } from "@/lib/domain/rider-scope";
import { AppError } from "@/lib/errors";
import type { SignedRider } from "@/lib/riders/signed-rider";
import { refuseOtherContent } from "./refuse-other-content";
import { KeptEntry, type SentEntry, WithdrawnSince } from "./sent-entry";
import { mayRecordForRiders, requireRight } from "./who";

/** Beyond these is a slip of who writes, and in the end no time that the database has. */
const [EARLIEST_MS, LATEST_MS] = [Date.UTC(2000), Date.UTC(2100)];
const HALF = /\p{Surrogate}/u;
/** No text that the database could not keep. */
const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, `expected at least ${least} characters`)
    .max(most, `expected at most ${most} characters`)
    .refine((text) => !HALF.test(text), "expected text, got half a character in it");

const Decided = {
  /** Made by the sender; the same again appends nothing. */
  id: z.uuid(),
  purpose: z.enum(PURPOSES),
  decision: z.enum(CONSENT_DECISIONS),
  noticeVersion: z.int().min(1).max(32_767),
  language: z.enum(NOTICE_LANGUAGES),
};

/** The rider's own moment; ISO 8601 with a zone. */
const DecidedAt = z.iso
  .datetime({ offset: true, error: "expected a time such as 2026-01-31T08:00:00Z" })
  .transform((text) => Date.parse(text))
  .refine((atMs) => atMs >= EARLIEST_MS && atMs < LATEST_MS, "expected a time from 2000 to 2099");

/** By a rider's client, whose organisation knows the rider by this reference. */
const RecordByClientInput = z.strictObject({
  ...Decided,
  /** Left out where the rider's own token says it. */
  reference: RiderReference.optional(),
  /** By the rider's device; what was sent late is known by it. */
  decidedAt: DecidedAt,
  channel: z.enum(CLIENT_CHANNELS),
});

/** By staff, who heard it from a rider that is known. */
const RecordByStaffInput = z.strictObject({
  ...Decided,
  riderId: z.uuid(),
  /** When the rider said so; when it is recorded, if left out. */
  decidedAt: DecidedAt.optional(),
  channel: z.enum(STAFF_CHANNELS),
  /** What was gone by: a letter and where it is kept, a call and how the rider was told apart from others. */
  evidence: line(5, 500),
});

export type RecordConsentInput = z.input<typeof RecordByClientInput> | z.input<typeof RecordByStaffInput>;

export interface RecordedConsent {
  /** False for an id that was sent before, whose first entry this is. */
  readonly isNew: boolean;
  readonly id: string;
  readonly position: number;
  readonly decidedAtMs: number;
  readonly effectiveAtMs: number;
  readonly recordedAtMs: number;
  readonly hash: string;
  /** Of a withdrawal: whether a grant stood that it ended; null of a grant. */
  readonly ended: boolean | null;
}

/**
 * Appends to the ledger that a rider agreed to a purpose or took that back. A client acts for its own organisation's riders,
 * who become known by it; privacy officers of the maker for any rider, and name their evidence.
 * @param signed the rider whose token came with it: the entry is of this rider, and recorded by this rider.
 * @throws AppError `unauthenticated` (only a rider's token speaks for riders there), `forbidden`, `invalid` (also a notice that nobody was shown, a moment too long ago or still to come), `not-found`
 *   (rider), `conflict` (the id stands for something else, the rider took it back since), `rate-limited` (what ends no grant, after
 *   20 entries of rider and purpose in 24 hours), `unavailable`.
 */
export async function recordConsent(
  author: Author,
  input: RecordConsentInput,
  stores?: MasterData,
  signed: SignedRider | null = null,
): Promise<RecordedConsent> {
  const sent = readSent(author, input, signed);
  const { purpose, notice_version: version, language } = sent;
  if (noticeText(purpose, version, language) === null)
    throw new AppError(
      "invalid",
      `notice_version, language: expected a notice of ${purpose}: ${noticesInWords(purpose)}; got version ${version} in ${language}`,
    );
  try {
    return await append(author, sent, stores);
  } catch (fault) {
    if (breaks(fault, "consent_by_its_client"))
      throw new AppError("forbidden", "Expected the key of a client that may record consent.", {
        cause: fault,
      });
    if (breaks(fault, "consent_signed_by_its_rider"))
      throw new AppError(
        "unauthenticated",
        "Slipstream-Rider: expected a rider's token, without which nobody speaks for your organisation's riders; got none",
        { data: { header: "Slipstream-Rider" }, cause: fault },
      );
    if (breaks(fault, "consent_entries_of_a_day")) throw tooMany(sent, fault);
    if (!breaks(fault, "consent_decided_lately")) throw fault;
    throw new AppError(
      "invalid",
      `decided_at: expected a moment within the last 400 days, at most 5 min ahead of ours; got ${sent.decided_at}`,
      { cause: fault },
    );
  }
}

const DAY_SECONDS = 86_400;

function tooMany({ purpose, decision }: SentEntry, fault: unknown): AppError {
  const got = decision === "granted" ? "another grant" : "a withdrawal of what is withdrawn already";
  return new AppError(
    "rate-limited",
    `decision: expected at most ${CONSENT_ENTRIES_A_DAY} entries of a rider for ${purpose} in 24 hours, and beyond them a withdrawal that ends a grant; got ${got}`,
    { retryAfterSeconds: Number(detailOf(fault) ?? DAY_SECONDS), cause: fault },
  );
}

async function append(
  author: Author,
  sent: SentEntry,
  stores: MasterData | undefined,
): Promise<RecordedConsent> {
  return asAuthor(
    author,
    async (transaction) => {
      const [row] = await transaction.execute(
        sql`select append_consent(${senderOf(author)}::uuid, ${JSON.stringify(sent)}::text::jsonb) as entry`,
      );
      const kept = z.union([KeptEntry, WithdrawnSince]).nullable().parse(row?.entry);
      if (kept === null) throw new AppError("not-found", "No rider has this id.");
      if ("withdrawn_at" in kept)
        throw new AppError(
          "conflict",
          `The rider took this back since. decided_at: expected a moment after ${new Date(kept.withdrawn_at).toISOString()}, got ${sent.decided_at ?? "none"}.`,
        );
      if (!kept.is_new) refuseOtherContent(sent, kept);
      return {
        isNew: kept.is_new,
        id: kept.id,
        position: kept.position,
        decidedAtMs: kept.decided_at,
        effectiveAtMs: kept.effective_at,
        recordedAtMs: kept.recorded_at,
        hash: kept.hash,
        ended: kept.ended,
      };
    },
    stores,
  );
}

function readSent(author: Author, input: RecordConsentInput, signed: SignedRider | null): SentEntry {
  const recorder = { recorded_by: nameOfAuthor(author) };
  if (author.kind === "api-client") {
    if (!author.client.scopes.includes("consent"))
      throw new AppError("forbidden", "Expected a key with the scope consent.");
    const { reference: named, channel, ...decided } = parseInput(RecordByClientInput, input);
    const reference = riderOf(author.client.organisationId, named, signed);
    const is_signed = signed !== null;
    if (signed !== null && !signed.scopes.includes(CONSENTS_SCOPE))
      throw new AppError(
        "forbidden",
        `Slipstream-Rider: expected a token whose scope has ${CONSENTS_SCOPE}, got ${signed.scopes.join(" ") || "none"}`,
      );
    return { ...toSent(decided), ...recorder, reference, channel, evidence: null, is_signed };
  }
  requireRight(author, mayRecordForRiders);
  const { riderId, channel, evidence, ...decided } = parseInput(RecordByStaffInput, input);
  return { ...toSent(decided), ...recorder, rider_id: riderId, channel, evidence, is_signed: false };
}

/** A rider's client acts for that rider only. */
function riderOf(organisationId: string, named: string | undefined, signed: SignedRider | null): string {
  if (signed === null) {
    if (named !== undefined) return named;
    throw new AppError("invalid", "rider_id: expected what your organisation calls the rider, got nothing");
  }
  if (signed.organisationId !== organisationId)
    throw new AppError("forbidden", "Expected the token of a rider of the key's organisation.");
  if (named !== undefined && named !== signed.reference)
    throw new AppError("forbidden", `rider_id: expected ${signed.reference}, whose token came, got ${named}`);
  return signed.reference;
}

function toSent({
  noticeVersion,
  decidedAt,
  ...decided
}: Pick<z.output<typeof RecordByClientInput>, keyof typeof Decided> & { decidedAt?: number | undefined }) {
  const decided_at = decidedAt === undefined ? null : new Date(decidedAt).toISOString();
  return { ...decided, notice_version: noticeVersion, decided_at };
}

/** Ids are a sender's own: what one organisation sent is nothing to another that happens to send the same. */
function senderOf(author: Author): string {
  switch (author.kind) {
    case "api-client":
      return author.client.organisationId;
    case "user":
      return author.organisation.id;
    case "console":
      throw new AppError("forbidden", "Nobody records consent at the console.");
  }
}
