import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { CONTRADICTION_KINDS } from "@/lib/legacy/decide/contradictions";
import { REVIEW_STATES } from "@/lib/legacy/list-contradictions";
import { type AddressPart, AddressReader, inWords, type Search } from "../read-address";

const State = z.enum(REVIEW_STATES);
const Kind = z.enum(CONTRADICTION_KINDS);
export const REVIEW_TABS = ["contradictions", "files"] as const;
const Tab = z.enum(REVIEW_TABS);

export interface ReviewAddress {
  readonly tab: z.infer<typeof Tab>;
  readonly state: z.infer<typeof State>;
  readonly kind: z.infer<typeof Kind> | undefined;
  readonly oem: string | undefined;
  /** Of contradictions, the last one of the page before. */
  readonly after: number | undefined;
  /** Of files, the last one of the page before. */
  readonly before: string | undefined;
}

const PARTS = {
  tab: { form: Tab, expected: inWords(REVIEW_TABS), instead: "Contradictions are shown." },
  state: { form: State, expected: inWords(REVIEW_STATES), instead: "Open ones are shown." },
  kind: { form: Kind, expected: inWords(CONTRADICTION_KINDS), instead: "All kinds are shown." },
  oem: { form: z.uuid(), expected: "the id of an OEM", instead: "Those of all OEMs are shown." },
  after: {
    form: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
    expected: "the end of a page of this list",
    instead: "The oldest are shown.",
  } satisfies AddressPart<number>,
  before: {
    form: z.uuid(),
    expected: "the end of a page of this list",
    instead: "The newest files are shown.",
  },
};

/** The address of the lists of contradictions and of files, and what of it could not be understood. */
export function parseReviewSearch(search: Search): { address: ReviewAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address: ReviewAddress = {
    tab: reader.take("tab", PARTS.tab, "contradictions"),
    state: reader.take("state", PARTS.state, "open"),
    kind: reader.take("kind", PARTS.kind, undefined),
    oem: reader.take("oem", PARTS.oem, undefined),
    after: reader.take("after", PARTS.after, undefined),
    before: reader.take("before", PARTS.before, undefined),
  };
  return { address, faults: reader.faults() };
}

/** The address of such a list. */
export function reviewAddress({ tab, state, kind, oem, after, before }: ReviewAddress): string {
  const query = new URLSearchParams({
    ...(tab === "contradictions" ? {} : { tab }),
    ...(state === "open" ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(oem === undefined ? {} : { oem }),
    ...(after === undefined ? {} : { after: String(after) }),
    ...(before === undefined ? {} : { before }),
  });
  return query.size === 0 ? "/review" : `/review?${query}`;
}
