import { z } from "zod";
import type { Example } from "./api-examples";
import type { Operation } from "./api-operation";
import { CLIENT_CHANNELS, CONSENT_DECISIONS, NOTICE_LANGUAGES, PURPOSES } from "./consent";
import { RiderReference } from "./rider-reference";
import { RIDER_TOKEN } from "./rider-token-parameter";

/** Most bytes of one entry as it is sent. */
export const CONSENT_BYTES = 16 * 1024;
/** Most entries of one rider and purpose in 24 hours, but for withdrawals that end a grant; `append_consent` sees to it. */
export const CONSENT_ENTRIES_A_DAY = 20;

export const ConsentBody = z.strictObject({
  id: z.uuid().describe("made by you, once for each decision of a rider; the same again appends nothing"),
  rider_id: RiderReference.optional().describe(
    "what your organisation calls the rider, without control or format characters; one that was not named before becomes known by it. May be left out where the rider's token comes in Slipstream-Rider, which says it; else it must be the same",
  ),
  purpose: z.enum(PURPOSES).describe("what the rides may be used for"),
  decision: z.enum(CONSENT_DECISIONS).describe("whether the rider agreed, or took that back"),
  notice_version: z.int().min(1).max(32_767).describe("of the notice that the rider was shown"),
  language: z.enum(NOTICE_LANGUAGES).describe("in which it was shown"),
  channel: z.enum(CLIENT_CHANNELS).describe("where the rider decided"),
  decided_at: z.iso
    .datetime({ offset: true })
    .describe(
      "when the rider decided, not when you send it: within the last 400 days, at most 5 min ahead; it takes effect when it is recorded",
    ),
});

const Time = z.iso.datetime();

export const ConsentReceipt = z.object({
  id: z.string().describe("the entry's, as you sent it"),
  effective_at: Time.describe("from when on it counts"),
  recorded_at: Time.describe("when it was appended to the ledger"),
  hash: z.string().describe("SHA-256 of the entry and of the hash of the one before it, hexadecimal"),
  ended: z.boolean().optional().describe("of a withdrawal: whether a grant stood that it ended"),
});
export type ConsentReceipt = z.infer<typeof ConsentReceipt>;

const ID = "5c0a6f0e-8f0b-4c55-9b57-6f3a0c8f2d14";

export const GRANT_CONSENT: Example = {
  id: "consent",
  title: "A rider agrees that their rides help the range model",
  request: (address) => `curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  --data '{"id":"${ID}","rider_id":"rider-4711","purpose":"range-model","decision":"granted","notice_version":1,"language":"en","channel":"app","decided_at":"2026-11-28T15:04:10.120Z"}' \\
  "${address}/api/v1/consents"`,
  status: 201,
  type: "application/json",
  answer: {
    id: ID,
    effective_at: "2026-11-28T15:04:11.482Z",
    recorded_at: "2026-11-28T15:04:11.482Z",
    hash: "9b1f3a0d6c2f4c7d8f1e5a7b3c9d2e4f60718293a4b5c6d7e8f90a1b2c3d4e5f",
  },
};

/** For riders' apps, which act for their own organisation's riders. */
export const CONSENT_OPERATION: Operation = {
  method: "post",
  path: "/api/v1/consents",
  id: "recordConsent",
  summary: "Record a rider's consent",
  description:
    "Appends to the ledger that a rider of your organisation agreed to a purpose, or took that back. Nothing in the ledger is changed or removed: a decision that changes is another entry with an id of its own. The same id again is answered with the first entry and appends nothing, so that it may be sent until an answer comes. A grant that comes after the rider withdrew, and was decided before, is refused: late, it brings nothing back. Of one rider and purpose 20 entries are taken in 24 hours; a withdrawal that ends a grant is taken beyond that, too. With the rider's token in Slipstream-Rider the entry is that rider's own, and the token's scope must have consents:write; an organisation may have nothing else speak for its riders.",
  scope: "consent",
  body: { "application/json": "ConsentBody" },
  parameters: [
    {
      name: "Content-Type",
      in: "header",
      required: true,
      description: "JSON",
      schema: { enum: ["application/json"] },
    },
    RIDER_TOKEN,
  ],
  answer: { "application/json": ["ConsentReceipt"] },
  statuses: {
    "200": "this id was recorded before; the entry of that time",
    "201": "recorded",
    "400": "not understood, or a moment too long ago or still to come; nothing was recorded",
    "401":
      "no valid key; or a rider's token that is not taken, or none where only riders speak for themselves: header then says Slipstream-Rider",
    "403":
      "the key lacks the scope consent, the rider's token the scope consents:write, or rider_id is not the rider of the token",
    "408": "the body was not complete within 30 s",
    "409":
      "this id was recorded before with other content, or the rider took back since what is granted; the detail names what was expected",
    "413": "more bytes than one entry may have",
    "415": "not JSON, or another encoding than gzip",
    "429":
      "too many requests under way at once; or 20 entries of this rider and purpose within 24 hours, and one more that ends no grant",
    "500": "a fault on our side; it has been recorded",
    "503":
      "the store, or the issuer of riders' tokens, cannot answer now; what was sent may be sent again as it was",
  },
  examples: [GRANT_CONSENT],
};
