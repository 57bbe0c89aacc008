import { z } from "zod";
import {
  CONSENT_DECISIONS,
  type ConsentChannel,
  type ConsentDecision,
  type NoticeLanguage,
  type Purpose,
} from "@/lib/domain/consent";

/** What the database is given; its function reads these names. */
export type SentEntry = {
  readonly id: string;
  readonly purpose: Purpose;
  readonly decision: ConsentDecision;
  readonly notice_version: number;
  readonly language: NoticeLanguage;
  readonly channel: ConsentChannel;
  readonly recorded_by: string;
  readonly evidence: string | null;
  /** When the rider said so, ISO 8601; null for when it is recorded. */
  readonly decided_at: string | null;
  /** Whether the rider's own token came with it: the entry is then recorded by the rider. */
  readonly is_signed: boolean;
} & ({ readonly reference: string } | { readonly rider_id: string });

const atMs = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What the database answers to a grant that comes after the rider took back what it grants. */
export const WithdrawnSince = z.object({ withdrawn_at: atMs });

/** What the database answers: the entry as it stands in the ledger. Times in ms since epoch. */
export const KeptEntry = z.object({
  is_new: z.boolean(),
  id: z.string(),
  position: z.number(),
  rider_id: z.string(),
  reference: z.string(),
  purpose: z.string(),
  decision: z.enum(CONSENT_DECISIONS),
  decided_at: atMs,
  effective_at: atMs,
  recorded_at: atMs,
  notice_version: z.number(),
  language: z.string(),
  channel: z.string(),
  evidence: z.string().nullable(),
  hash: z.string(),
  /** Of a withdrawal: whether a grant stood that it ended. */
  ended: z.boolean().nullable(),
});
export type KeptEntry = z.infer<typeof KeptEntry>;
