import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { CONTRADICTION_KINDS } from "@/lib/legacy/decide/contradictions";
import { REVIEW_STATES } from "@/lib/legacy/list-contradictions";
import { type AddressPart, AddressReader, inWords, type Search } from "../read-address";

const State = z.enum(REVIEW_STATES);
const Kind = z.enum(CONTRADICTION_KINDS);

export interface ReviewAddress {
  readonly state: z.infer<typeof State>;
  readonly kind: z.infer<typeof Kind> | undefined;
  readonly oem: string | undefined;
  readonly after: number | undefined;
}

const PARTS = {
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
};

/** The address of the list of contradictions, and what of it could not be understood. */
export function parseReviewSearch(search: Search): { address: ReviewAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address: ReviewAddress = {
    state: reader.take("state", PARTS.state, "open"),
    kind: reader.take("kind", PARTS.kind, undefined),
    oem: reader.take("oem", PARTS.oem, undefined),
    after: reader.take("after", PARTS.after, undefined),
  };
  return { address, faults: reader.faults() };
}

/** The address of such a list. */
export function reviewAddress({ state, kind, oem, after }: ReviewAddress): string {
  const query = new URLSearchParams({
    ...(state === "open" ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(oem === undefined ? {} : { oem }),
    ...(after === undefined ? {} : { after: String(after) }),
  });
  return query.size === 0 ? "/review" : `/review?${query}`;
}
