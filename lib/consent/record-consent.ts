import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { breaks } from "@/lib/db/faults";
import {
  CLIENT_CHANNELS,
  CONSENT_DECISIONS,
  NOTICE_LANGUAGES,
  noticesInWords,
  noticeText,
  PURPOSES,
  STAFF_CHANNELS,
} from "@/lib/domain/consent";
import { AppError } from "@/lib/errors";
import { refuseOtherContent } from "./refuse-other-content";
import { KeptEntry, type SentEntry } from "./sent-entry";
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
  /** ISO 8601 with a zone; when it is recorded, if left out. */
  effectiveAt: z.iso
    .datetime({ offset: true, error: "expected a time such as 2026-01-31T08:00:00Z" })
    .transform((text) => Date.parse(text))
    .refine((atMs) => atMs >= EARLIEST_MS && atMs < LATEST_MS, "expected a time from 2000 to 2099")
    .optional(),
};

/** By a rider's client, whose organisation knows the rider by this reference. */
const RecordByClientInput = z.strictObject({
  ...Decided,
  reference: line(1, 120),
  channel: z.enum(CLIENT_CHANNELS),
});

/** By staff, who heard it from a rider that is known. */
const RecordByStaffInput = z.strictObject({
  ...Decided,
  riderId: z.uuid(),
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
  readonly effectiveAtMs: number;
  readonly recordedAtMs: number;
  readonly hash: string;
}

const MISDATED = {
  granted: "a moment that is not before the grant is recorded: nothing counts that was ridden before",
  withdrawn: "a moment that is not after the withdrawal is recorded: it holds from then on at the latest",
} as const;

/**
 * Appends to the ledger that a rider agreed to a purpose or took that back. A client acts for its own organisation's riders,
 * who become known by it; privacy officers of the maker for any rider, and name their evidence.
 * @throws AppError `forbidden`, `invalid` (also a notice that nobody was shown, a time that the entry cannot have), `not-found`
 *   (rider), `conflict` (the id stands for something else), `unavailable`.
 */
export async function recordConsent(
  author: Author,
  input: RecordConsentInput,
  stores?: MasterData,
): Promise<RecordedConsent> {
  const sent = readSent(author, input);
  const { purpose, notice_version: version, language, decision } = sent;
  if (noticeText(purpose, version, language) === null)
    throw new AppError(
      "invalid",
      `notice_version, language: expected a notice of ${purpose}: ${noticesInWords(purpose)}; got version ${version} in ${language}`,
    );
  try {
    return await append(author, sent, stores);
  } catch (fault) {
    if (!breaks(fault, "consent_entry_in_time")) throw fault;
    throw new AppError("invalid", `effective_at: expected ${MISDATED[decision]}; got ${sent.effective_at}`, {
      cause: fault,
    });
  }
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
      const kept = KeptEntry.nullable().parse(row?.entry);
      if (kept === null) throw new AppError("not-found", "No rider has this id.");
      if (!kept.is_new) refuseOtherContent(sent, kept);
      else
        await record(transaction, {
          author,
          verb: "record-consent",
          subject: `rider:${kept.rider_id}`,
          details: {
            entry: kept.position,
            hash: kept.hash,
            purpose: kept.purpose,
            decision: kept.decision,
          },
          ...(kept.evidence !== null && { reason: kept.evidence }),
        });
      return {
        isNew: kept.is_new,
        id: kept.id,
        position: kept.position,
        effectiveAtMs: kept.effective_at,
        recordedAtMs: kept.recorded_at,
        hash: kept.hash,
      };
    },
    stores,
  );
}

function readSent(author: Author, input: RecordConsentInput): SentEntry {
  const recorder = { recorded_by: nameOfAuthor(author) };
  if (author.kind === "api-client") {
    if (!author.client.scopes.includes("consent"))
      throw new AppError("forbidden", "Expected a key with the scope consent.");
    const { reference, channel, ...decided } = parseInput(RecordByClientInput, input);
    return { ...toSent(decided), ...recorder, reference, channel, evidence: null };
  }
  requireRight(author, mayRecordForRiders);
  const { riderId, channel, evidence, ...decided } = parseInput(RecordByStaffInput, input);
  return { ...toSent(decided), ...recorder, rider_id: riderId, channel, evidence };
}

function toSent({
  noticeVersion,
  effectiveAt,
  ...decided
}: Pick<z.output<typeof RecordByClientInput>, keyof typeof Decided>) {
  const effective_at = effectiveAt === undefined ? null : new Date(effectiveAt).toISOString();
  return { ...decided, notice_version: noticeVersion, effective_at };
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
