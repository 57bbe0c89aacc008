import { randomUUID } from "node:crypto";
import { checkLedger } from "@/lib/consent/check-ledger";
import { consentsOf } from "@/lib/consent/consents-of";
import { findRiders } from "@/lib/consent/find-riders";
import { listLedger } from "@/lib/consent/list-ledger";
import { askCheck } from "@/lib/consent/purge/ask-check";
import { listReceipts } from "@/lib/consent/purge/list-receipts";
import { recordConsent } from "@/lib/consent/record-consent";
import type { Actor } from "@/lib/domain/actor";
import { CONSENTS, LEDGER, PRIVACY, RECORDERS } from "./admits";
import type { Step } from "./step";
import type { Target } from "./world";

const all = { elsewhere: "done" } as const;

/** Clients name a rider as their own organisation does, whoever else has one of that name; staff name one by its id. */
const decisionOf = (author: Actor, { name, riderId }: Target) => {
  const decided = {
    ...({ id: randomUUID(), purpose: "range-model", decision: "withdrawn" } as const),
    ...({ noticeVersion: 1, language: "en" } as const),
  };
  return author.kind === "api-client"
    ? { ...decided, reference: `${name} rider`, decidedAt: new Date().toISOString(), channel: "app" as const }
    : { ...decided, riderId, channel: "letter" as const, evidence: "because of the walk" };
};

export const OF_CONSENT: readonly Step[] = [
  {
    ...all,
    admits: RECORDERS,
    name: "recordConsent",
    ask: (author, target, stores) => recordConsent(author, decisionOf(author, target), stores),
  },
  {
    ...all,
    admits: CONSENTS,
    name: "consentsOf",
    ask: (author, { riderId }, stores) => consentsOf(author, { riderId }, stores),
  },
  {
    ...all,
    admits: CONSENTS,
    name: "findRiders",
    ask: (author, { name }, stores) => findRiders(author, { rider: `${name} rider` }, stores),
  },
  { ...all, admits: LEDGER, name: "listLedger", ask: (author, _, stores) => listLedger(author, {}, stores) },
  { ...all, admits: LEDGER, name: "checkLedger", ask: (author, _, stores) => checkLedger(author, stores) },
  {
    ...all,
    admits: LEDGER,
    name: "listReceipts",
    ask: (author, _, stores) => listReceipts(author, {}, stores),
  },
  { ...all, admits: PRIVACY, name: "askCheck", ask: (author, _, stores) => askCheck(author, {}, stores) },
];
